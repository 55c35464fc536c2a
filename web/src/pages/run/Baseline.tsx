import { Select, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunDetail } from '../../api/contract.ts';
import { diffQuery, runQuery, runsQuery } from '../../api/queries.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { LinkButton } from '../../app/links.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './Side.module.css';

interface Props { run: RunDetail; chosen: string | undefined; onChoose: (id: string | undefined) => void }

/** What this training was told differently from another one: the one it was made from, unless somebody chooses. */
export function Baseline({ run, chosen, onChoose }: Props) {
  const { t, language } = useLanguage();
  const say = useErrorText();
  const [opened, setOpened] = useState(false);
  const base = chosen ?? run.origin ?? undefined;
  const { data: list } = useQuery({ ...runsQuery({}), enabled: opened });
  const { data: other } = useQuery({ ...runQuery(base ?? '', language), enabled: base !== undefined });
  const { data, error } = useQuery({ ...diffQuery(base ?? '', run.id), enabled: base !== undefined });
  const known = base === undefined ? [] : [{ value: base, label: other?.name ?? base }];
  const choices = list ? list.runs.filter(r => r.id !== run.id).slice(0, 400).map(r => ({ value: r.id, label: r.name === '' ? r.id : r.name })) : known;
  const all = base === undefined || choices.some(c => c.value === base) ? choices : [...known, ...choices];
  const changes = data ? [...data.configuration, ...data.architecture] : [];
  return (
    <>
      <Select size="xs" searchable clearable={chosen !== undefined} limit={60} aria-label={t.side.baselinePick} placeholder={t.side.baselinePick} value={base ?? null} data={all} onDropdownOpen={() => setOpened(true)} onChange={id => onChoose(id ?? undefined)} />
      {base === undefined && <Text size="xs" c="dimmed" mt={6}>{t.side.baselineNone}</Text>}
      {error && <Text size="sm" mt={8} style={{ color: 'var(--bad)' }}>{say(error)}</Text>}
      {base !== undefined && !data && !error && <Skeleton height={48} mt={8} />}
      {data && changes.length === 0 && <Text size="sm" mt={8} c="dimmed">{t.side.baselineSame}</Text>}
      {changes.length > 0 && (
        <dl className={classes.changes} tabIndex={0} aria-label={t.side.baseline}>
          {changes.map(d => <div key={d.path}><dt>{d.path}</dt><dd><del>{d.a ?? t.compare.notSet}</del> <span aria-hidden>→</span> <ins>{d.b ?? t.compare.notSet}</ins></dd></div>)}
        </dl>
      )}
      {base !== undefined && <LinkButton mt={8} size="compact-xs" variant="subtle" to="/compare" search={{ runs: `${base},${run.id}` }}>{t.side.baselineCompare}</LinkButton>}
    </>
  );
}
