import { Alert, Button, Skeleton, Table } from '@mantine/core';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import type { Finding, RunDetail, SeriesSummary } from '../../api/contract.ts';
import { ApiError } from '../../api/http.ts';
import { findingsQuery, runQuery, seriesQuery, sessionQuery } from '../../api/queries.ts';
import { Blank, useErrorText } from '../../app/Blank.tsx';
import { useLiveRuns } from '../../app/LiveProvider.tsx';
import { StateMark } from '../../app/Marks.tsx';
import { xExtent } from '../../charts/extents.ts';
import { Overview } from '../../charts/Overview.tsx';
import { hue } from '../../charts/palette.ts';
import { axisText } from '../../charts/plotOptions.ts';
import { LinkButton } from '../../app/links.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { chartQuery, columnsOf } from '../../series/chartQuery.ts';
import { useStepMap } from '../../series/stepMap.ts';
import { ClassPanels, LossPanel, MetricPanel, OtherPanels, StripPanels, type ChartsProps } from './Charts.tsx';
import { Controls } from './Controls.tsx';
import { HealthStrip } from './HealthStrip.tsx';
import { LogPanel } from './LogPanel.tsx';
import { Panel } from './Panel.tsx';
import { RunHeader } from './RunHeader.tsx';
import classes from './RunPage.module.css';
import { chartView, type RunSearch } from './runView.ts';
import { Samples } from './Samples.tsx';
import { Side } from './Side.tsx';

const noSeries: SeriesSummary[] = [];
const noFindings: Finding[] = [];

function ValueTable({ series }: { series: readonly SeriesSummary[] }) {
  const { t, f } = useLanguage();
  return (
    <Panel title={t.controls.table}>
      <Table.ScrollContainer minWidth={520} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing={4} className="num" fz="sm">
          <Table.Thead><Table.Tr><Table.Th>{t.chart.series}</Table.Th>{[t.chart.points, t.chart.last, t.chart.best, t.chart.min, t.chart.max].map(h => <Table.Th key={h} ta="right">{h}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>{series.map(s => <Table.Tr key={s.name}><Table.Td>{s.name}{s.unit === '' ? '' : ` (${s.unit})`}{s.nonFinite > 0 && <b style={{ color: 'var(--bad)' }}> · {t.chart.nonFinite(f.count(s.nonFinite))}</b>}</Table.Td><Table.Td ta="right">{f.count(s.points)}</Table.Td>{[s.lastValue, s.best, s.min, s.max].map((v, i) => <Table.Td key={i} ta="right">{f.value(v)}</Table.Td>)}</Table.Tr>)}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}

function Ended({ run }: { run: RunDetail }) {
  const { t, f } = useLanguage();
  if (run.state !== 'finished' && run.state !== 'failed' && run.state !== 'stopped' && run.state !== 'lost') return null;
  return (
    <div className={`card ${classes.ended}`}>
      <StateMark state={run.state} /><span>{run.metric && run.metric.best !== null ? t.run.summary.text(f.value(run.metric.best), f.count(run.metric.bestStep ?? 0), f.value(run.metric.last)) : t.run.summary.none}</span>
      {run.reason && <span className={classes.reason}>{run.reason}</span>}<span className={classes.reason}>{f.dateTime(run.ended)}</span>
    </div>
  );
}

function Body({ run }: { run: RunDetail }) {
  const { t, f, language } = useLanguage();
  const scheme = useComputedColorScheme('light');
  const search = useSearch({ from: '/shell/runs/$id' });
  const navigate = useNavigate({ from: '/runs/$id' });
  const set = (next: Partial<RunSearch>) => void navigate({ search: before => ({ ...before, ...next }), replace: true, resetScroll: false });
  const view = useMemo(() => chartView(search), [search]);
  const { data: session } = useQuery(sessionQuery);
  const { data: series = noSeries, isPending } = useQuery({ ...seriesQuery(run.id), structuralSharing: true });
  const { data: findings = noFindings } = useQuery(findingsQuery(run.id, language));
  const { ref, width } = useElementSize();
  const main = series.find(s => s.name === 'loss')?.name ?? series[0]?.name;
  const { data: whole } = useQuery({ ...chartQuery(main && width > 0 ? [{ run: run.id, series: main }] : [], { ...view, smooth: 'none' }, columnsOf(width, 1), true) });
  const extent = useMemo(() => xExtent(whole?.entries ?? []) ?? ([0, 1] as [number, number]), [whole]);
  const range = useMemo<readonly [number, number]>(() => (view.from !== undefined && view.to !== undefined ? [view.from, view.to] : extent), [view.from, view.to, extent]);
  const map = useStepMap(run.id, view.x, main, run.step);
  // Log lines know their time; where that lies is only asked for once somebody uses it.
  const linked = search.mark !== undefined || search.inRange === true;
  const clock = useStepMap(run.id, view.x === 'wall' ? 'step' : 'wall', linked ? main : undefined, run.step);
  const onWall = view.x === 'wall', placed = linked && (onWall || (clock.known && map.known));
  const momentX = search.mark === undefined || !placed ? null : Math.min(extent[1], Math.max(extent[0], onWall ? search.mark : map.toX(clock.toStep(search.mark))));
  const moment = useMemo(() => (momentX === null ? null : { x: momentX, label: f.clock(search.mark!) }), [momentX, search.mark, f]);
  const logRange = useMemo<readonly [number, number] | undefined>(() => {
    if (!search.inRange || view.from === undefined || view.to === undefined || !placed) return undefined;
    return onWall ? [view.from, view.to] : [clock.toX(map.toStep(view.from)), clock.toX(map.toStep(view.to))];
  }, [search.inRange, view.from, view.to, placed, onWall, clock, map]);
  const pointed = useRef(false);
  useEffect(() => {
    if (!pointed.current || momentX === null) return;
    pointed.current = false;
    if (momentX < range[0] || momentX > range[1]) {
      const width = range[1] - range[0], to = Math.min(extent[1], momentX + width / 2);
      set({ from: Math.max(extent[0], to - width), to });
    }
  }, [momentX]); // eslint-disable-line react-hooks/exhaustive-deps -- moves once for each line pointed at
  const validated = series.find(s => s.name === 'validation_loss' || s.name === 'case_dice'), perEpoch = validated && run.epoch ? validated.lastStep / Math.floor(run.epoch) : 0;
  const chosen = findings.find(x => x.key === search.finding);
  const mayTrain = session?.role === 'trainer' || session?.role === 'administrator';
  const names = series.map(s => s.name).join(' ');
  // The summaries change with every step; what the charts are made of only with their names.
  const stable = useMemo(() => series, [names]); // eslint-disable-line react-hooks/exhaustive-deps
  const props: ChartsProps = { run, series: stable, findings, chosen, view, search, range, map, moment, set };
  const zoomTo = (finding: Finding) => {
    const from = map.toX(finding.fromStep), to = finding.active ? extent[1] : map.toX(finding.toStep), margin = Math.max((to - from) * 0.25, (extent[1] - extent[0]) * 0.02);
    set({ from: Math.max(extent[0], from - margin), to: Math.min(extent[1], to + margin), finding: finding.key });
  };
  const waiting = series.length === 0 && !isPending;
  return (
    <>
      <RunHeader run={run} perEpoch={perEpoch} />
      <div className={`page ${classes.page}`}>
        <div className={classes.main}>
          {(!waiting || findings.length > 0) && <HealthStrip run={run.id} findings={findings} chosen={chosen} mayTrain={mayTrain} onChoose={finding => set({ finding })} onZoom={zoomTo} />}
          <Ended run={run} />
          {waiting ? <div className="card"><Blank title={run.state === 'created' ? t.state.created : run.state === 'queued' ? t.run.waiting : run.state === 'starting' || run.state === 'running' ? t.run.starting : t.run.noPoints} text={run.reason || (run.state === 'created' ? t.run.createdText : t.run.waitingText)} /></div> : (
            <>
              <Controls view={view} sessions={run.sessions.map(s => s.number)} running={run.state === 'running' || run.state === 'stopping'} zoomed={view.from !== undefined} table={search.table ?? false} set={set} />
              {search.table && <ValueTable series={series} />}
              {isPending ? <Skeleton height={420} radius="lg" /> : <LossPanel {...props} />}
              <MetricPanel {...props} />
              <StripPanels {...props} />
              <div ref={ref} className={classes.overview}>
                <Overview parts={whole?.entries ?? []} color={hue(scheme, 0)} whole={extent} from={view.from} to={view.to} name={axisText(view.x, f)} onRange={(from, to) => set({ from, to })} />
                <p className={classes.hint}>{t.controls.hint}</p>
              </div>
              <ClassPanels {...props} series={series} />
              <Samples run={run} search={search} set={set} />
              <OtherPanels {...props} series={series} />
              <LogPanel run={run.id} mark={search.mark} range={logRange} inRange={search.inRange ?? false} zoomed={view.from !== undefined} onMark={mark => { pointed.current = mark !== undefined; set({ mark }); }} onInRange={on => set({ inRange: on || undefined })} />
            </>
          )}
        </div>
        <Side run={run} mayTrain={mayTrain} baseline={search.baseline} onBaseline={baseline => set({ baseline })} />
      </div>
    </>
  );
}

export function RunPage() {
  const { t, language } = useLanguage();
  const say = useErrorText();
  const { id } = useParams({ from: '/shell/runs/$id' });
  const { data: run, error, refetch } = useQuery({ ...runQuery(id, language), placeholderData: before => (before?.id === id ? before : undefined) });
  useLiveRuns(useMemo(() => [id], [id]));
  const name = run?.name;
  useEffect(() => { document.title = `${name ?? t.nav.runs} · ${t.product}`; }, [name, t]);
  if (run) return <Body key={id} run={run} />;
  if (error instanceof ApiError && error.status === 404) return <Blank whole title={t.run.notFound} text={t.run.notFoundText} action={<LinkButton to="/">{t.error.home}</LinkButton>} />;
  if (error) return <div className="page"><Alert color="red" title={t.error.title}>{say(error)} <Button size="compact-xs" variant="default" onClick={() => void refetch()}>{t.action.retry}</Button></Alert></div>;
  return <div className="page" aria-busy="true"><Skeleton height={64} mb={14} /><div className={classes.page}><div className={classes.main}><Skeleton height={44} /><Skeleton height={400} radius="lg" /><Skeleton height={280} radius="lg" /></div><Skeleton height={600} radius="lg" /></div></div>;
}
