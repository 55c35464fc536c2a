import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import type { Entry } from '../series/decode.ts';
import classes from './Overview.module.css';

const height = 52;
interface Props { parts: readonly Entry[]; color: string; whole: readonly [number, number]; from: number | undefined; to: number | undefined; name: (x: number) => string; onRange: (from: number | undefined, to: number | undefined) => void }
type Grip = 'from' | 'to' | 'both' | 'new';

/** The whole training in one strip, with the range on the screen as a window that can be moved and stretched. */
export function Overview({ parts, color, whole, from, to, name, onRange }: Props) {
  const { t } = useLanguage();
  const scheme = useComputedColorScheme('light');
  const { ref, width } = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ grip: Grip; x: number; from: number; to: number } | null>(null);
  const [draft, setDraft] = useState<readonly [number, number] | null>(null);
  const span = whole[1] - whole[0];
  const low = draft?.[0] ?? from ?? whole[0], high = draft?.[1] ?? to ?? whole[1];

  useLayoutEffect(() => {
    const target = canvas.current, ctx = target?.getContext('2d');
    if (!target || !ctx || width === 0) return;
    const ratio = window.devicePixelRatio;
    target.width = width * ratio;
    target.height = height * ratio;
    const sorted = Float64Array.from(parts.flatMap(p => [...p.y].filter(Number.isFinite))).sort();
    const min = sorted[0] ?? 0, max = sorted[Math.round(0.995 * (sorted.length - 1))] ?? 1;
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.2 * ratio;
    for (const part of parts) {
      ctx.globalAlpha = part.superseded ? 0.3 : 0.9;
      ctx.beginPath();
      for (let i = 0; i < part.x.length; i++) ctx.lineTo(((part.x[i]! - whole[0]) / span) * target.width, (6 + (height - 12) * (1 - (part.y[i]! - min) / (max - min || 1))) * ratio);
      ctx.stroke();
    }
  }, [parts, color, width, whole, span, scheme]);

  const valueAt = (event: PointerEvent) => whole[0] + ((event.clientX - event.currentTarget.getBoundingClientRect().left) / width) * span;
  const bounded = (a: number, b: number): readonly [number, number] => [Math.max(whole[0], Math.min(a, b)), Math.min(whole[1], Math.max(a, b))];
  const start = (event: PointerEvent) => {
    const x = valueAt(event), near = (8 / width) * span;
    const zoomed = from !== undefined;
    const grip: Grip = zoomed && Math.abs(x - low) < near ? 'from' : zoomed && Math.abs(x - high) < near ? 'to' : zoomed && x > low && x < high ? 'both' : 'new';
    drag.current = { grip, x, from: low, to: high };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const begin = drag.current;
    if (!begin) return;
    const x = valueAt(event), by = Math.max(whole[0] - begin.from, Math.min(whole[1] - begin.to, x - begin.x));
    setDraft(begin.grip === 'from' ? bounded(x, begin.to) : begin.grip === 'to' ? bounded(begin.from, x) : begin.grip === 'both' ? [begin.from + by, begin.to + by] : bounded(begin.x, x));
  };
  const end = () => {
    drag.current = null;
    if (draft && draft[1] - draft[0] > span / 500) onRange(draft[0], draft[1]);
    setDraft(null);
  };
  const key = (which: 'from' | 'to') => (event: KeyboardEvent) => {
    const step = span / 50, by = event.key === 'ArrowLeft' ? -step : event.key === 'ArrowRight' ? step : 0;
    if (event.key === 'Escape') onRange(undefined, undefined);
    if (by === 0) return;
    event.preventDefault();
    const next = which === 'from' ? bounded(Math.min(low + by, high - step), high) : bounded(low, Math.max(high + by, low + step));
    onRange(next[0], next[1]);
  };
  const place = (x: number) => `${(100 * (x - whole[0])) / span}%`;
  const handle = (which: 'from' | 'to', x: number, label: string) => <div className={classes.handle} role="slider" tabIndex={0} aria-label={label} aria-valuemin={whole[0]} aria-valuemax={whole[1]} aria-valuenow={x} aria-valuetext={name(x)} style={{ left: place(x) }} onKeyDown={key(which)} />;
  return (
    <div ref={ref} className={classes.strip} style={{ height }} role="group" aria-label={t.run.overview} onPointerDown={start} onPointerMove={move} onPointerUp={end} onPointerCancel={end} onDoubleClick={() => onRange(undefined, undefined)}>
      <canvas ref={canvas} style={{ width: '100%', height }} aria-hidden="true" />
      <div className={classes.outside} style={{ left: 0, width: place(low) }} /><div className={classes.outside} style={{ left: place(high), right: 0 }} />
      <div className={classes.window} style={{ left: place(low), width: `${(100 * (high - low)) / span}%` }} />
      {handle('from', low, t.run.rangeStart)}{handle('to', high, t.run.rangeEnd)}
    </div>
  );
}
