import { Alert, Select, Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Difference } from '../../api/contract.ts';
import { diffQuery } from '../../api/queries.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Panel } from '../run/Panel.tsx';
import classes from './ComparePage.module.css';

interface Props { base: string | undefined; others: readonly string[]; nameOf: (id: string) => string; chosen: string | undefined; onChoose: (id: string | undefined) => void }

/** What two trainings were told differently, and how their machines differ. */
export function Differences({ base, others, nameOf, chosen, onChoose }: Props) {
  const { t } = useLanguage();
  const say = useErrorText();
  const other = others.find(id => id === chosen) ?? others[0];
  const { data, error } = useQuery({ ...diffQuery(base ?? '', other ?? ''), enabled: base !== undefined && other !== undefined });
  if (!base || !other) return <Panel title={t.compare.differences}><Text size="sm" c="dimmed" px={4} py={8}>{t.compare.one}</Text></Panel>;
  const cell = (value: string | null) => value ?? t.compare.notSet;
  const rows = (group: string, list: readonly Difference[]) => list.map(d => <Table.Tr key={group + d.path}><Table.Td c="dimmed">{group}</Table.Td><Table.Td className={classes.changed}>{d.path}</Table.Td><Table.Td><span className={`${classes.changed} ${classes.a}`}>{cell(d.a)}</span></Table.Td><Table.Td><span className={`${classes.changed} ${classes.b}`}>{cell(d.b)}</span></Table.Td></Table.Tr>);
  const none = data && data.configuration.length + data.architecture.length + data.facts.length === 0;
  return (
    <Panel title={t.compare.differences} aside={others.length > 1 && <Select size="xs" w={260} aria-label={t.compare.withRun} allowDeselect={false} value={other} onChange={id => onChoose(id ?? undefined)} data={others.map(id => ({ value: id, label: nameOf(id) }))} />}>
      {error && <Alert color="red">{say(error)}</Alert>}
      {!data && !error && <Skeleton height={120} radius="md" />}
      {none && <Text size="sm" c="dimmed" px={4} py={8}>{t.compare.same}</Text>}
      {data && !none && (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table fz="sm" verticalSpacing={5}>
            <Table.Thead><Table.Tr><Table.Th w={130}><span className="hidden-text">{t.side.files}</span></Table.Th><Table.Th>{t.compare.setting}</Table.Th><Table.Th>{nameOf(base)}</Table.Th><Table.Th>{nameOf(other)}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>{rows(t.compare.configuration, data.configuration)}{rows(t.compare.architecture, data.architecture)}{rows(t.compare.facts, data.facts)}</Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
}
