import { Alert, Switch } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { Finding, RunDetail, SeriesSummary } from '../../api/contract.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { Chart } from '../../charts/Chart.tsx';
import { noMarks, type Marks } from '../../charts/draw.ts';
import { dash } from '../../charts/palette.ts';
import { useLanguage } from '../../i18n/language.tsx';
import type { StepMap } from '../../series/stepMap.ts';
import classes from './Charts.module.css';
import { Panel } from './Panel.tsx';
import type { ChartView, RunSearch, Scale } from './runView.ts';
import { useLines, type LineSpec } from './useLines.ts';

export interface ChartsProps {
  run: RunDetail; series: readonly SeriesSummary[]; findings: readonly Finding[]; chosen: Finding | undefined; view: ChartView; search: RunSearch; range: readonly [number, number]; map: StepMap; moment: Marks['moment'];
  set: (next: Partial<RunSearch>) => void;
}

const validationNames = ['validation_loss', 'val_loss', 'loss.validation'];
export const validationName = (names: readonly string[]): string | undefined => validationNames.find(name => names.includes(name));

function useHidden(search: RunSearch, set: ChartsProps['set']) {
  const hidden = useMemo(() => new Set(search.hide?.split(',') ?? []), [search.hide]);
  const toggle = (key: string) => { const next = new Set(hidden); if (!next.delete(key)) next.add(key); set({ hide: [...next].join(',') || undefined }); };
  return { hidden, toggle };
}

function useMarks({ run, findings, chosen, range, map, series, moment }: ChartsProps, names: readonly string[]): Marks {
  return useMemo(() => ({
    sessions: run.sessions.filter(s => s.number > 1).map(s => ({ x: map.toX(s.startStep), number: s.number, reason: s.reason })),
    // Each best one was the best in its time; the star is for the last of them.
    checkpoints: run.checkpoints.map((c, i) => ({ x: map.toX(c.step), step: c.step, best: c.best && !run.checkpoints.slice(i + 1).some(later => later.best) })),
    findings: findings.filter(f => !f.muted && (f.series.length === 0 || f.series.some(s => names.includes(s)) || f === chosen))
      .map(f => ({ key: f.key, from: map.toX(f.fromStep), to: f.active ? range[1] : map.toX(f.toStep), severity: f.severity, chosen: f === chosen })),
    gap: (() => {
      const over = findings.find(f => f.rule.startsWith('H8') && f.active && !f.muted), v = validationName(series.map(s => s.name));
      return over && v && names.includes(v) ? { a: 'loss', b: v, from: map.toX(over.fromStep) } : null;
    })(),
    moment,
  }), [run.sessions, run.checkpoints, findings, chosen, range, map, names, series, moment]);
}

interface PanelChartProps extends ChartsProps { specs: readonly LineSpec[]; title: string; height: number; scale?: Scale; right?: boolean; hint?: boolean; marked?: boolean }

function PanelChart(props: PanelChartProps) {
  const { run, view, search, range, set, specs, title, height, scale, right, map, series } = props;
  const { t } = useLanguage();
  const say = useErrorText();
  const [width, setWidth] = useState(0);
  const { hidden, toggle } = useHidden(search, set);
  const names = useMemo(() => specs.map(s => s.series), [specs]);
  const marks = useMarks(props, names), bareMarks = useMemo(() => ({ ...noMarks, moment: props.moment }), [props.moment]);
  const { lines, loading, error } = useLines(run.id, view, specs, width, hidden, search.smooth !== undefined);
  const best = run.metric?.bestStep ?? run.checkpoints.find(c => c.best)?.step ?? null;
  return (
    <>
      {error !== null && <Alert color="red" mb={6}>{t.chart.failed} {say(error)}</Alert>}
      <Chart label={title} lines={lines} range={range} height={height} axis={view.x} scale={scale ?? view.scale} fit={view.fit} sync={run.id} right={right} reserve={series.some(s => s.name === 'learning_rate')} marks={props.marked === false ? bareMarks : marks} loading={loading} stepAt={map.toStep} hint={props.hint ? t.controls.hint : undefined}
        onWidth={setWidth} onToggle={toggle} onZoom={(from, to) => set({ from, to })} onReset={() => set({ from: undefined, to: undefined })}
        onBest={best === null ? undefined : () => { const x = map.toX(best), half = (range[1] - range[0]) / 10; set({ from: x - half, to: x + half }); }} />
    </>
  );
}

export function LossPanel(props: ChartsProps) {
  const { t } = useLanguage();
  const { series, search, set } = props;
  const names = useMemo(() => series.map(s => s.name), [series]);
  const parts = useMemo(() => names.filter(n => n.startsWith('loss.') && !validationNames.includes(n)), [names]);
  const specs = useMemo(() => {
    const list: LineSpec[] = [{ series: 'loss', label: t.chart.train, color: 0, width: 2.2 }];
    const validation = validationName(names);
    if (validation) list.push({ series: validation, label: t.chart.validation, color: 1, dash: [9, 3], width: 2.2, markers: true, plain: true });
    if (search.parts) parts.forEach((series, i) => list.push({ series, label: series.slice(5), color: i + 2, dash: dash(i + 2), width: 1.5 }));
    if (names.includes('learning_rate')) list.push({ series: 'learning_rate', label: t.chart.rate, color: 7, axis: 'right', width: 1.1, stepped: true, always: true });
    return list;
  }, [names, parts, search.parts, t]);
  return (
    <Panel title={t.chart.loss} aside={parts.length > 0 && <Switch size="xs" label={t.controls.parts} checked={search.parts ?? false} onChange={e => set({ parts: e.currentTarget.checked || undefined })} />}>
      <PanelChart {...props} specs={specs} title={t.chart.loss} height={340} right={names.includes('learning_rate')} hint />
    </Panel>
  );
}

export function MetricPanel(props: ChartsProps) {
  const { t } = useLanguage();
  const names = useMemo(() => props.series.map(s => s.name), [props.series]);
  const specs = useMemo(() => [
    { series: 'case_dice', label: t.chart.caseDice, color: 2, width: 2.2, markers: true, plain: true },
    { series: 'patch_dice_estimate', label: t.chart.patchDice, color: 3, dash: [3, 3], width: 1.6, markers: true, plain: true },
  ].filter(s => names.includes(s.series)), [names, t]);
  if (specs.length === 0) return null;
  return <Panel title={t.chart.metric}><PanelChart {...props} specs={specs} title={t.chart.metric} height={240} scale="linear" /></Panel>;
}

export function StripPanels(props: ChartsProps) {
  const { t } = useLanguage();
  const names = useMemo(() => props.series.map(s => s.name), [props.series]);
  const gradient = useMemo(() => [{ series: 'gradient_norm', label: t.chart.gradient, color: 5, width: 1.6 }], [t]);
  const time = useMemo(() => [{ series: 'step_ms', label: `${t.chart.stepTime} (ms)`, color: 6, width: 1.6 }, { series: 'data_wait_ms', label: `${t.chart.dataWait} (ms)`, color: 4, dash: [5, 2], width: 1.4 }].filter(s => names.includes(s.series)), [names, t]);
  return (
    <>
      {names.includes('gradient_norm') && <Panel title={t.chart.gradient} note={t.chart.ratio}><PanelChart {...props} specs={gradient} title={t.chart.gradient} height={130} scale="log" /></Panel>}
      {time.length > 0 && <Panel title={t.chart.throughput} note={t.chart.ratio}><PanelChart {...props} specs={time} title={t.chart.throughput} height={130} scale="log" marked={false} /></Panel>}
    </>
  );
}

function SmallChart(props: ChartsProps & { specs: readonly LineSpec[]; title: string; summary: SeriesSummary | undefined; scale?: Scale; fit?: boolean }) {
  const { run, view, search, range, set, specs, title, summary } = props;
  const { t, f } = useLanguage();
  const { ref, entry } = useIntersection({ rootMargin: '200px' });
  const [width, setWidth] = useState(0);
  const none = useMemo(() => new Set<string>(), []);
  const marks = useMemo(() => (props.moment ? { ...noMarks, moment: { ...props.moment, label: '' } } : noMarks), [props.moment]);
  const { lines, loading } = useLines(run.id, view, specs, width, none, search.smooth !== undefined, entry?.isIntersecting ?? false);
  const warned = props.findings.some(x => x.active && !x.muted && x.series.length === 1 && specs.some(s => x.series.includes(s.series)));
  const dice = specs[0]!.series.includes('dice');
  return (
    <div ref={ref} className={classes.small} data-warned={warned || undefined}>
      <div className={classes.smallHead}><h3 title={title}>{title}</h3></div>
      <Chart bare label={title} lines={lines} range={range} height={84} axis={view.x} scale={props.scale ?? 'linear'} fit={props.fit ?? view.fit} sync={run.id} marks={marks} loading={loading} onWidth={setWidth} stepAt={props.map.toStep} onZoom={(from, to) => set({ from, to })} onReset={() => set({ from: undefined, to: undefined })} />
      <div className={`${classes.smallFoot} num`}><span>{t.chart.last} <b>{f.value(summary?.lastValue)}</b></span>{dice ? <span>{t.chart.best} <b>{f.value(summary?.best ?? summary?.max)}</b></span> : <span>{f.value(summary?.min)} … {f.value(summary?.max)}</span>}</div>
    </div>
  );
}

const readable = (name: string): string => name.replaceAll('_', ' ');

export function ClassPanels(props: ChartsProps) {
  const { t } = useLanguage();
  const items = useMemo(() => {
    const classNames = [...new Set(props.series.flatMap(s => { const m = /^(?:case_dice|patch_dice_estimate)\.(.+)$/.exec(s.name); return m ? [m[1]!] : []; }))];
    const has = new Set(props.series.map(s => s.name));
    return classNames.map(name => ({
      name, summary: props.series.find(s => s.name === `case_dice.${name}`) ?? props.series.find(s => s.name === `patch_dice_estimate.${name}`),
      specs: [{ series: `case_dice.${name}`, label: t.chart.caseDice, color: 2, markers: true, plain: true }, { series: `patch_dice_estimate.${name}`, label: t.chart.patchDice, color: 3, dash: [3, 3], width: 1.2, plain: true }].filter(s => has.has(s.series)),
    }));
  }, [props.series, t]);
  if (items.length === 0) return null;
  return <Panel title={t.chart.classes}><div className={classes.grid}>{items.map(({ name, specs, summary }) => <SmallChart key={name} {...props} specs={specs} title={readable(name)} summary={summary} />)}</div></Panel>;
}

const shownElsewhere = /^(loss|validation_loss|val_loss|learning_rate|gradient_norm|step_ms|data_wait_ms|epoch)$|^(loss|case_dice|patch_dice_estimate)(\.|$)/;

export function OtherPanels(props: ChartsProps) {
  const { t } = useLanguage();
  const items = useMemo(() => props.series.filter(s => !shownElsewhere.test(s.name)).map((summary, i) => ({ summary, specs: [{ series: summary.name, label: summary.name, color: i % 8, width: 1.6 }] })), [props.series]);
  if (items.length === 0) return null;
  return <Panel title={t.chart.others}><div className={classes.grid}>{items.map(({ summary, specs }) => <SmallChart key={summary.name} {...props} specs={specs} title={readable(summary.name) + (summary.unit !== '' && !summary.name.includes(summary.unit.toLowerCase()) ? ` (${summary.unit})` : '')} summary={summary} />)}</div></Panel>;
}
