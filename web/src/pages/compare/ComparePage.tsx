import { Select, SegmentedControl, Title, Group, useComputedColorScheme } from '@mantine/core';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { runQuery, runsQuery, seriesQuery } from '../../api/queries.ts';
import { Blank } from '../../app/Blank.tsx';
import { useLiveRuns } from '../../app/LiveProvider.tsx';
import { Chart } from '../../charts/Chart.tsx';
import { xExtent } from '../../charts/extents.ts';
import { noMarks } from '../../charts/draw.ts';
import type { Line } from '../../charts/line.ts';
import { dash, hue } from '../../charts/palette.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { chartQuery, columnsOf } from '../../series/chartQuery.ts';
import type { Entry } from '../../series/decode.ts';
import { Controls } from '../run/Controls.tsx';
import { Panel } from '../run/Panel.tsx';
import { chartView } from '../run/runView.ts';
import classes from './ComparePage.module.css';
import { band, difference, type CompareMode, type CompareSearch } from './compareView.ts';
import { Differences } from './Differences.tsx';
import { RunList } from './RunList.tsx';

const bandColumns = 400;
const bare = (entry: Entry | undefined, x: Float64Array, y: Float64Array): Entry => ({ run: '', series: '', session: 1, role: 'smooth', superseded: false, reduced: false, total: x.length, yMin: null, yMax: null, ...entry, nonFinite: [], points: x.length, x, y });

export function ComparePage() {
  const { t, language } = useLanguage();
  const scheme = useComputedColorScheme('light');
  const search = useSearch({ from: '/shell/compare' });
  const navigate = useNavigate({ from: '/compare' });
  const set = (next: Partial<CompareSearch>) => void navigate({ search: before => ({ ...before, ...next }), replace: true, resetScroll: false });
  const view = useMemo(() => chartView(search), [search]);
  const ids = useMemo(() => [...new Set(search.runs?.split(',').filter(Boolean))], [search.runs]);
  const base = ids.find(id => id === search.base) ?? ids[0];
  const mode: CompareMode = search.mode ?? 'overlay';
  const { data: list } = useQuery({ ...runsQuery({}), placeholderData: keepPreviousData });
  const details = useQueries({ queries: ids.map(id => runQuery(id, language)) });
  const summaries = useQueries({ queries: ids.map(id => seriesQuery(id)) });
  useLiveRuns(ids);
  useEffect(() => { document.title = `${t.compare.title} · ${t.product}`; }, [t]);

  const names = useMemo(() => [...new Set(summaries.flatMap(s => s.data?.map(x => x.name) ?? []))], [summaries]);
  const series = search.series ?? (names.includes('case_dice') || names.length === 0 ? 'case_dice' : names.includes('loss') ? 'loss' : names[0]!);
  const [width, setWidth] = useState(0);
  const plain = search.smooth === undefined && /dice|validation/.test(series);
  const asked = useMemo(() => ({ ...view, ...(plain ? { smooth: 'none' as const } : {}) }), [view, plain]);
  const { data, isLoading } = useQuery(chartQuery(width > 0 ? ids.map(run => ({ run, series })) : [], asked, columnsOf(width || 900, window.devicePixelRatio)));
  const hidden = useMemo(() => new Set(search.hide?.split(',') ?? []), [search.hide]);
  const nameOf = (id: string) => details.find(d => d.data?.id === id)?.data?.name ?? list?.runs.find(r => r.id === id)?.name ?? id;

  const renewed = details.map(d => d.dataUpdatedAt).join(' ');
  const lines = useMemo(() => {
    const partsOf = (id: string, role: 'raw' | 'smooth') => (data?.entries ?? []).filter(e => e.run === id && e.role === role);
    const main = (id: string) => { const smooth = partsOf(id, 'smooth'); return smooth.length > 0 ? smooth : partsOf(id, 'raw'); };
    const lineOf = (id: string, i: number, smooth: Entry[], raw: Entry[]): Line => ({ key: id, label: nameOf(id), color: hue(scheme, i), dash: dash(i), width: id === base ? 2.6 : 1.9, axis: 'left', smooth, raw, markers: plain, stepped: false, hidden: hidden.has(id) });
    if (mode === 'delta' && base) return ids.map((id, i) => lineOf(id, i, difference(main(id), main(base)), []));
    if (mode === 'band') {
      const shown = ids.filter(id => !hidden.has(id));
      const b = band(shown.map(main), bandColumns), first = shown[0] ? main(shown[0])[0] : undefined;
      const each = ids.map((id, i): Line => ({ ...lineOf(id, i, main(id), []), width: 0.8 }));
      if (!b) return each;
      const edge = (key: string, y: Float64Array, label: string, w: number, d: readonly number[]): Line => ({ key, label, color: hue(scheme, 0), dash: d, width: w, axis: 'left', smooth: [bare(first, b.x, y)], raw: [], markers: false, stepped: false, hidden: false });
      return [...each, edge('mean', b.mean, t.compare.bandLabel(shown.length), 3, []), edge('low', b.low, t.chart.min, 1.2, [3, 3]), edge('high', b.high, t.chart.max, 1.2, [3, 3])];
    }
    return ids.map((id, i) => lineOf(id, i, partsOf(id, 'smooth'), partsOf(id, 'raw')));
  }, [data, ids, mode, base, scheme, hidden, plain, t, list, renewed]); // eslint-disable-line react-hooks/exhaustive-deps -- names come with the details

  const extent = useMemo(() => xExtent(data?.entries ?? []) ?? ([0, 1] as [number, number]), [data]);
  const range = useMemo<readonly [number, number]>(() => (view.from !== undefined && view.to !== undefined ? [view.from, view.to] : extent), [view.from, view.to, extent]);
  const toggle = (key: string) => { const next = new Set(hidden); if (!next.delete(key)) next.add(key); set({ hide: [...next].join(',') || undefined }); };
  const gap = mode === 'band' ? { a: 'low', b: 'high', from: -Infinity } : null;
  const choices = (list?.runs ?? []).filter(r => !ids.includes(r.id)).slice(0, 400).map(r => ({ value: r.id, label: `${r.name} · ${r.id}` }));
  const add = <Select searchable w={320} size="sm" aria-label={t.compare.pick} placeholder={t.compare.pick} value={null} data={choices} limit={60} onChange={id => id && set({ runs: [...ids, id].join(',') })} />;

  return (
    <div className="page">
      <Group justify="space-between" mb={14} gap={12}><Title order={1}>{t.compare.title}</Title>{add}</Group>
      {ids.length === 0 ? <div className="card"><Blank title={t.compare.empty} text={t.compare.emptyText} /></div> : (
        <div className={classes.stack}>
          <Controls view={asked} sessions={[]} running={details.some(d => d.data?.state === 'running')} zoomed={view.from !== undefined} table={null} set={next => set(next)} />
          <Panel title={series} aside={<Group gap={8}>
            <SegmentedControl size="xs" aria-label={t.compare.mode} value={mode} onChange={m => set({ mode: m === 'overlay' ? undefined : (m) })} data={[{ value: 'overlay', label: t.compare.overlay }, { value: 'delta', label: t.compare.delta }, { value: 'band', label: t.compare.band }]} />
            <Select size="xs" w={230} searchable aria-label={t.compare.series} allowDeselect={false} value={series} data={names.includes(series) ? names : [series, ...names]} onChange={s => set({ series: s ?? undefined })} />
          </Group>}>
            <Chart label={`${t.compare.title}: ${series}`} lines={lines} range={range} height={400} axis={view.x} scale={mode === 'delta' && view.scale === 'log' ? 'symlog' : view.scale} fit={view.fit} sync="compare" loading={isLoading} hint={t.controls.hint}
              marks={{ ...noMarks, gap }} onWidth={setWidth} onToggle={toggle} onZoom={(from, to) => set({ from, to })} onReset={() => set({ from: undefined, to: undefined })} />
          </Panel>
          <RunList runs={details.flatMap(d => (d.data ? [d.data] : []))} summaries={new Map(ids.map((id, i) => [id, summaries[i]?.data?.find(s => s.name === series)]))} base={base} onBase={id => set({ base: id })} onRemove={id => set({ runs: ids.filter(x => x !== id).join(',') || undefined })} />
          <Differences base={base} others={ids.filter(id => id !== base)} nameOf={nameOf} chosen={search.other} onChoose={other => set({ other })} />
        </div>
      )}
    </div>
  );
}
