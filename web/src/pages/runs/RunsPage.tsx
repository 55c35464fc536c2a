import { Button, CloseButton, Group, Pill, SegmentedControl, Skeleton, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconLayersDifference, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { runsQuery, sessionQuery } from '../../api/queries.ts';
import { Blank, useErrorText } from '../../app/Blank.tsx';
import { LinkButton } from '../../app/links.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { ImportButton } from './ImportDialog.tsx';
import { sortRuns, stateGroups, type ListSearch, type StateGroup } from './listView.ts';
import { RunTable } from './RunTable.tsx';

const groups = Object.keys(stateGroups) as StateGroup[];

export function RunsPage() {
  const { t, f, language } = useLanguage();
  const say = useErrorText();
  const search = useSearch({ from: '/shell/' });
  const navigate = useNavigate({ from: '/' });
  const set = (next: Partial<ListSearch>) => void navigate({ search: before => ({ ...before, ...next }), replace: true });
  const { data, error, refetch, isPending } = useQuery({ ...runsQuery({ search: search.q, state: search.state && stateGroups[search.state].join(','), tag: search.tag }), placeholderData: keepPreviousData });
  const { data: session } = useQuery(sessionQuery);
  const [typed, setTyped] = useState(search.q ?? '');
  const find = useDebouncedCallback((q: string) => set({ q: q || undefined }), 200);
  useEffect(() => { document.title = `${t.runs.title} · ${t.product}`; }, [t]);

  const sort = search.sort ?? 'created', down = search.down ?? sort === 'created';
  const rows = useMemo(() => sortRuns(data?.runs ?? [], sort, down, language), [data, sort, down, language]);
  const selected = useMemo(() => new Set(search.sel?.split(',').filter(Boolean)), [search.sel]);
  const select = (ids: Iterable<string>) => set({ sel: [...ids].join(',') || undefined });
  const filtered = Boolean(search.q ?? search.state ?? search.tag);
  const reset = () => { setTyped(''); set({ q: undefined, state: undefined, tag: undefined }); };
  const mayTrain = session?.role === 'trainer' || session?.role === 'administrator';

  return (
    <div className="page">
      <Group justify="space-between" mb={14} gap={12}>
        <Group gap={12} align="baseline"><Title order={1}>{t.runs.title}</Title><span className="num" style={{ color: 'var(--mantine-color-dimmed)', fontSize: 13.5 }} role="status">{data ? (data.total === 1 ? t.runs.one : t.runs.count(f.count(data.total))) : ' '}</span></Group>
        <Group gap={10}>
          {search.tag && <Pill withRemoveButton removeButtonProps={{ 'aria-label': t.runs.reset, 'aria-hidden': false, tabIndex: 0 }} onRemove={() => set({ tag: undefined })} size="md">{search.tag}</Pill>}
          <SegmentedControl size="xs" aria-label={t.runs.filter} value={search.state ?? 'all'} onChange={v => set({ state: v === 'all' ? undefined : (v) })} data={[{ value: 'all', label: t.runs.all }, ...groups.map(g => ({ value: g, label: t.state[g] }))]} />
          <TextInput w={250} size="sm" aria-label={t.runs.search} placeholder={t.runs.search} value={typed} leftSection={<IconSearch size={16} />} rightSection={typed && <CloseButton size="sm" aria-label={t.runs.reset} onClick={() => { setTyped(''); find(''); }} />} onChange={e => { setTyped(e.currentTarget.value); find(e.currentTarget.value); }} />
          {mayTrain && <ImportButton />}
        </Group>
      </Group>
      <div className="card" style={{ overflow: 'hidden' }}>
        {error && !data ? <Blank tone="bad" title={t.error.title} text={say(error)} action={<Button onClick={() => void refetch()}>{t.action.retry}</Button>} />
          : isPending ? <div style={{ padding: 14 }} aria-busy="true">{Array.from({ length: 9 }, (_, i) => <Skeleton key={i} height={44} my={7} radius="md" />)}</div>
            : rows.length === 0 ? (filtered
              ? <Blank title={t.runs.noneTitle} text={t.runs.noneText} action={<Button variant="default" onClick={reset}>{t.runs.reset}</Button>} />
              : <Blank title={t.runs.emptyTitle} text={t.runs.emptyText} action={mayTrain && <LinkButton to="/new" leftSection={<IconPlus size={16} />}>{t.nav.create}</LinkButton>} />)
              : <RunTable rows={rows} sort={sort} down={down} selected={selected} onSelect={select} onSort={key => set({ sort: key, down: key === sort ? !down : key === 'metric' || key === 'created' || key === 'progress' })} onTag={tag => set({ tag })} />}
      </div>
      {selected.size > 0 && (
        <Group className="card" px={16} py={10} gap={14} style={{ position: 'fixed', bottom: 20, left: '50%', transform: 'translateX(-50%)', zIndex: 100, boxShadow: '0 8px 30px rgb(0 0 0 / 22%)' }} role="region" aria-label={t.runs.selected(selected.size)}>
          <span className="num" style={{ fontSize: 14, fontWeight: 560 }}>{t.runs.selected(selected.size)}</span>
          <LinkButton size="xs" leftSection={<IconLayersDifference size={15} />} to="/compare" search={{ runs: [...selected].join(',') }}>{t.runs.compare}</LinkButton>
          <Button size="xs" variant="subtle" color="gray" onClick={() => select([])}>{t.runs.clear}</Button>
        </Group>
      )}
    </div>
  );
}
