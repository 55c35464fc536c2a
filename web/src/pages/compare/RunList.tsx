import { ActionIcon, Radio, Table, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RunDetail, SeriesSummary } from '../../api/contract.ts';
import { HealthMark, StateMark } from '../../app/Marks.tsx';
import { dash, hue } from '../../charts/palette.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Panel } from '../run/Panel.tsx';
import classes from './ComparePage.module.css';

interface Props { runs: readonly RunDetail[]; summaries: ReadonlyMap<string, SeriesSummary | undefined>; base: string | undefined; onBase: (id: string) => void; onRemove: (id: string) => void }

export function RunList({ runs, summaries, base, onBase, onRemove }: Props) {
  const { t, f } = useLanguage();
  const scheme = useComputedColorScheme('light');
  return (
    <Panel title={t.runs.title}>
      <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing={6} fz="sm" className="num">
          <Table.Thead><Table.Tr><Table.Th>{t.runs.name}</Table.Th><Table.Th>{t.compare.baseline}</Table.Th><Table.Th>{t.runs.state}</Table.Th><Table.Th>{t.runs.health}</Table.Th><Table.Th ta="right">{t.compare.last}</Table.Th><Table.Th ta="right">{t.compare.best}</Table.Th><Table.Th ta="right">{t.run.step}</Table.Th><Table.Th><span className="hidden-text">{t.action.delete}</span></Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {runs.map((run, i) => (
              <Table.Tr key={run.id}>
                <Table.Td><svg className={classes.swatch} width="24" height="8" aria-hidden="true"><path d="M1 4H23" stroke={hue(scheme, i)} strokeWidth="3" strokeDasharray={dash(i).join(' ')} /></svg><Link to="/runs/$id" params={{ id: run.id }} style={{ color: 'inherit' }}>{run.name}</Link></Table.Td>
                <Table.Td><Radio size="xs" name="baseline" checked={run.id === base} onChange={() => onBase(run.id)} aria-label={t.compare.setBaseline(run.name)} /></Table.Td>
                <Table.Td><StateMark state={run.state} reason={run.reason} /></Table.Td><Table.Td><HealthMark findings={run.findings} /></Table.Td>
                <Table.Td ta="right">{f.value(summaries.get(run.id)?.lastValue)}</Table.Td><Table.Td ta="right"><b>{f.value(summaries.get(run.id)?.best)}</b></Table.Td><Table.Td ta="right">{f.count(run.step)}</Table.Td>
                <Table.Td ta="right"><Tooltip label={t.compare.remove(run.name)}><ActionIcon variant="subtle" color="gray" size="sm" aria-label={t.compare.remove(run.name)} onClick={() => onRemove(run.id)}><IconX size={15} /></ActionIcon></Tooltip></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}
