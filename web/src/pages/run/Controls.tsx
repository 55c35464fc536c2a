import { ActionIcon, Button, Chip, SegmentedControl, Select, Slider, Switch, Tooltip } from '@mantine/core';
import { IconTable, IconZoomReset } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLive } from '../../app/LiveProvider.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './Controls.module.css';
import { SessionPicker } from './SessionPicker.tsx';
import { amountOf, amounts, axes, positionOf, scales, smoothings, type ChartSearch, type ChartView } from './runView.ts';

interface Props { view: ChartView; sessions: readonly number[]; running: boolean; zoomed: boolean;
  /** Whether the values are shown as a table; null where there is none. */
  table: boolean | null; set: (next: ChartSearch & { table?: boolean }) => void }

/** Slider of the amount; while it is dragged the number follows, the charts follow when it rests. */
function Amount({ view, set }: Pick<Props, 'view' | 'set'>) {
  const { t, f } = useLanguage();
  const [position, setPosition] = useState(() => positionOf(view.smooth, view.amount));
  useEffect(() => setPosition(positionOf(view.smooth, view.amount)), [view.smooth, view.amount]);
  const off = view.smooth === 'none';
  return (
    <div className={classes.amount}>
      <Slider size="sm" w={104} min={0} max={1} step={0.005} value={off ? 0 : position} disabled={off} label={null} thumbLabel={t.controls.amount} thumbProps={{ 'aria-label': t.controls.amount, 'aria-valuetext': f.value(amountOf(view.smooth, position)) }} onChange={setPosition} onChangeEnd={p => set({ smooth: view.smooth, amount: amountOf(view.smooth, p) })} />
      <output className="num">{off ? '' : f.value(amountOf(view.smooth, position))}</output>
    </div>
  );
}

export function Controls({ view, sessions, running, zoomed, table, set }: Props) {
  const { t } = useLanguage();
  const { connection } = useLive();
  const live = running && (connection === 'live' || connection === 'polling');
  return (
    <div className={`card ${classes.bar}`} role="toolbar" aria-label={t.controls.label}>
      <SegmentedControl size="xs" aria-label={t.controls.x} value={view.x} onChange={x => set({ x: axes.find(a => a === x), from: undefined, to: undefined })} data={axes.map(value => ({ value, label: t.controls.axis[value] }))} />
      <span className={classes.rule} />
      <Select size="xs" w={118} aria-label={t.controls.smoothing} allowDeselect={false} value={view.smooth} onChange={v => { const smooth = v!; set({ smooth, amount: amounts[smooth].start }); }} data={smoothings.map(value => ({ value, label: t.controls.smooth[value] }))} />
      <Amount view={view} set={set} />
      <Switch size="xs" label={t.controls.ghost} checked={view.ghost} onChange={e => set({ ghost: e.currentTarget.checked ? undefined : false })} />
      <span className={classes.rule} />
      <SegmentedControl size="xs" aria-label={t.controls.scale} value={view.scale} onChange={s => set({ scale: s === 'linear' ? undefined : scales.find(x => x === s) })} data={scales.map(value => ({ value, label: t.controls.scales[value] }))} />
      <Chip size="xs" variant="light" checked={view.fit} onChange={on => set({ fit: on ? undefined : false })}>{view.fit ? t.controls.fit : t.controls.all}</Chip>
      <Select size="xs" w={128} aria-label={t.controls.granularity} allowDeselect={false} value={view.grain} onChange={v => set({ grain: v === 'raw' ? undefined : (v ?? undefined) })} data={[{ value: 'raw', label: t.controls.grain.raw }, { value: 'iteration', label: t.controls.grain.iteration }, { value: 'epoch', label: t.controls.grain.epoch }, ...['10', '100', '1000'].map(value => ({ value, label: t.controls.grain.n(value) }))]} />
      {sessions.length > 1 && <SessionPicker value={view.sessions} sessions={sessions} onPick={v => set({ sessions: v === 'effective' ? undefined : v })} />}
      <div className={classes.tail}>
      <span className={classes.live} data-on={live || undefined}><i className={live ? 'pulse' : undefined} />{live ? t.live.live : running ? t.live[connection] : ''}</span>
      {table !== null && <Tooltip label={t.controls.table}><ActionIcon variant={table ? 'light' : 'subtle'} color={table ? 'petrol' : 'gray'} aria-label={t.controls.table} aria-pressed={table} onClick={() => set({ table: !table || undefined })}><IconTable size={17} /></ActionIcon></Tooltip>}
      <Button size="compact-xs" variant={zoomed ? 'light' : 'subtle'} color={zoomed ? 'petrol' : 'gray'} disabled={!zoomed} leftSection={<IconZoomReset size={15} />} onClick={() => set({ from: undefined, to: undefined })}>{t.controls.reset}</Button>
      </div>
    </div>
  );
}
