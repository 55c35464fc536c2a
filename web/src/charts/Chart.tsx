import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import uPlot from 'uplot';
import { useLanguage } from '../i18n/language.tsx';
import type { Scale, XAxis } from '../pages/run/runView.ts';
import classes from './Chart.module.css';
import { drawLines, drawOver, drawUnder, noMarks, type Marks } from './draw.ts';
import { fitAxis } from './extents.ts';
import { lastPoint, nearest, pointAt, type Line } from './line.ts';
import { ink } from './palette.ts';
import { axisText, plotOptions } from './plotOptions.ts';

export interface ChartProps {
  label: string; lines: readonly Line[]; range: readonly [number, number]; height: number; axis: XAxis; scale: Scale; fit: boolean; sync: string;
  marks?: Marks; bare?: boolean; right?: boolean; reserve?: boolean; loading?: boolean; hint?: string;
  onZoom: (from: number, to: number) => void; onReset: () => void; onBest?: () => void; onWidth?: (width: number) => void; onToggle?: (key: string) => void;
  /** Step at a place of the axis, where the axis is another one. */
  stepAt?: (x: number) => number;
}

/** uPlot moves the cursor of the charts beside only when told so by a third argument, which its types leave out. */
function moveCursor(u: uPlot, left: number, top: number): void {
  (u.setCursor as (at: { left: number; top: number }, fire: boolean, publish: boolean) => void)({ left, top }, true, true);
}

function Swatch({ line }: { line: Line }) {
  return <svg width="20" height="8" aria-hidden="true"><path d="M1 4H19" stroke={line.color} strokeWidth={line.width} strokeDasharray={line.dash.join(' ')} /></svg>;
}

/** A chart of lines with their own points: zoom by dragging, cursor shared with all charts of `sync`, keys, tooltip. */
export function Chart(props: ChartProps) {
  const { label, lines, range, height, axis, scale, fit, sync, marks = noMarks, bare = false, right = false, reserve = false } = props;
  const { t, f } = useLanguage();
  const scheme = useComputedColorScheme('light');
  const { ref: frame, width } = useElementSize<HTMLDivElement>();
  const host = useRef<HTMLDivElement>(null), tip = useRef<HTMLDivElement>(null), legend = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null), active = useRef(false);
  const hintId = useId();
  const left = useMemo(() => fitAxis(lines, 'left', range[0], range[1], fit, scale), [lines, range, fit, scale]);
  const other = useMemo(() => fitAxis(lines, 'right', range[0], range[1], false, 'linear'), [lines, range]);
  const look = ink(scheme);
  const now = useRef({ props, left, look, f, t, marks });
  useLayoutEffect(() => { now.current = { props, left, look, f, t, marks }; });
  useEffect(() => { if (width > 0) props.onWidth?.(width); }, [width]); // eslint-disable-line react-hooks/exhaustive-deps -- told once for each width

  const sayAt = (x: number | null) => {
    const spans = legend.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [];
    for (const span of spans) {
      const line = now.current.props.lines.find(l => l.key === span.dataset.line);
      const parts = line && (line.smooth.length > 0 ? line.smooth : line.raw);
      const point = parts && (x === null ? lastPoint(parts) : pointAt(parts, x));
      span.textContent = point ? now.current.f.value(point.y) : '';
    }
  };

  const showTip = (u: uPlot, x: number | null) => {
    const box = tip.current;
    if (!box) return;
    if (x === null || !active.current) { box.hidden = true; return; }
    const { props: p, f: say, t: words, marks: m } = now.current;
    box.replaceChildren();
    const head = document.createElement('div');
    head.className = classes.tipHead!;
    head.textContent = `${words.controls.axis[p.axis]} ${axisText(p.axis, say)(x)}${p.stepAt && p.axis !== 'step' ? ` · ${words.run.step} ${say.count(p.stepAt(x))}` : ''}`;
    box.append(head);
    for (const line of p.lines) {
      if (line.hidden) continue;
      const raw = pointAt(line.raw, x), smooth = pointAt(line.smooth, x);
      if (!raw && !smooth) continue;
      const row = document.createElement('div');
      row.className = classes.tipRow!;
      const dot = document.createElement('i');
      dot.style.background = line.color;
      const name = document.createElement('span');
      name.textContent = line.label;
      const value = document.createElement('b');
      value.textContent = smooth ? say.value(smooth.y) : say.value(raw!.y);
      const extra = document.createElement('em');
      extra.textContent = smooth && raw ? `${words.chart.raw} ${say.value(raw.y)}` : '';
      row.append(dot, name, value, extra);
      box.append(row);
    }
    const near = m.checkpoints.find(c => Math.abs(u.valToPos(c.x, 'x') - u.cursor.left!) < 5);
    if (near) {
      const row = document.createElement('div');
      row.className = classes.tipNote!;
      row.textContent = `${near.best ? '★ ' + words.chart.bestCheckpoint : words.chart.checkpoint} · ${say.count(near.step)}`;
      box.append(row);
    }
    box.hidden = false;
    const px = u.cursor.left! + u.bbox.left / uPlot.pxRatio, flip = px > u.width * 0.6;
    box.style.transform = `translate(${flip ? `calc(${px - 14}px - 100%)` : `${px + 14}px`}, 12px)`;
  };

  useLayoutEffect(() => {
    if (!host.current || width === 0) return;
    const u = new uPlot(plotOptions({ width, height, axis, scale, right, reserve, bare, sync, label }, {
      under: p => drawUnder(p, now.current.props.lines, now.current.marks, now.current.look),
      over: p => { drawLines(p, now.current.props.lines, now.current.look); drawOver(p, now.current.props.lines, now.current.marks, now.current.left.above, now.current.left.below, now.current.look); },
      cursor: p => { const at = p.cursor.left! >= 0 ? p.posToVal(p.cursor.left!, 'x') : null; sayAt(at); showTip(p, at); },
      zoom: (from, to) => now.current.props.onZoom(from, to), reset: () => now.current.props.onReset(),
    }, ink(scheme), f), [[0, 1], [0, 1], [0, 1]], host.current);
    plot.current = u;
    return () => { plot.current = null; u.destroy(); };
  }, [width === 0, height, axis, scale, right, reserve, bare, sync, scheme, f]); // eslint-disable-line react-hooks/exhaustive-deps -- a new plot only for a new shape

  useLayoutEffect(() => { if (width > 0) plot.current?.setSize({ width, height }); }, [width, height]);

  useLayoutEffect(() => {
    const u = plot.current;
    if (!u) return;
    u.batch(() => {
      u.setData([[range[0], range[1]], [left.min, left.max], [other.min, other.max]], false);
      u.setScale('x', { min: range[0], max: range[1] });
      u.setScale('y', { min: left.min, max: left.max });
      u.setScale('r', { min: other.min, max: other.max });
    });
    u.redraw(false, true);
    sayAt(active.current && u.cursor.left !== undefined && u.cursor.left >= 0 ? u.posToVal(u.cursor.left, 'x') : null);
  });

  const onKey = (event: KeyboardEvent) => {
    const u = plot.current;
    if (!u || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = u.cursor.left !== undefined && u.cursor.left >= 0 ? u.posToVal(u.cursor.left, 'x') : (range[0] + range[1]) / 2;
    const move = (steps: number) => {
      const line = lines.find(l => !l.hidden && (l.smooth.length > 0 || l.raw.length > 0));
      const part = line && [...line.smooth, ...line.raw].filter(p => !p.superseded && p.x.length > 0).sort((p, q) => Math.abs(p.x[nearest(p.x, at)]! - at) - Math.abs(q.x[nearest(q.x, at)]! - at))[0];
      const i = part ? nearest(part.x, at) : -1;
      const x = part ? part.x[Math.max(0, Math.min(part.x.length - 1, i + steps))]! : at + (steps * (range[1] - range[0])) / 100;
      moveCursor(u, u.valToPos(Math.min(range[1], Math.max(range[0], x)), 'x'), height / 2);
    };
    const half = (range[1] - range[0]) / 4;
    switch (event.key) {
      case 'ArrowLeft': move(event.shiftKey ? -20 : -1); break;
      case 'ArrowRight': move(event.shiftKey ? 20 : 1); break;
      case 'z': case '+': props.onZoom(at - half, at + half); break;
      case '0': case 'Escape': props.onReset(); break;
      case 'b': props.onBest?.(); break;
      default: return;
    }
    event.preventDefault();
  };
  const activate = (on: boolean) => { active.current = on; if (!on) { if (plot.current) moveCursor(plot.current, -10, -10); } };

  const outside = (count: number, up: boolean) => count > 0 && <button type="button" className={classes.edge} title={t.chart.outlierHint} onClick={() => { const places = up ? left.above : left.below; const spread = (range[1] - range[0]) / 20; props.onZoom(Math.min(...places) - spread, Math.max(...places) + spread); }}>{up ? '▲' : '▼'} {up ? t.chart.above(f.count(count)) : t.chart.below(f.count(count))}</button>;
  const empty = lines.every(l => l.smooth.every(p => p.x.length === 0) && l.raw.every(p => p.x.length === 0));
  return (
    <div className={classes.chart}>
      {!bare && (
        <div className={classes.legend} ref={legend}>
          {lines.map(line => (
            <button type="button" key={line.key} className={classes.item} aria-pressed={!line.hidden} title={t.chart.hideLine(line.label)} onClick={() => props.onToggle?.(line.key)}>
              <Swatch line={line} /><span>{line.label}</span><b className="num" data-line={line.key} />
            </button>
          ))}
          <span className={classes.spacer} />
          {outside(left.above.length, true)}{outside(left.below.length, false)}
        </div>
      )}
      {/* The group takes the keys of the chart; a screen reader gets its summary and the table below it. */}
      { }
      <div ref={frame} className={classes.frame} style={{ height }} role="group" aria-label={label} aria-describedby={props.hint ? hintId : undefined} tabIndex={0} onKeyDown={onKey}
        onMouseEnter={() => { active.current = true; }} onMouseLeave={() => activate(false)} onFocus={() => { active.current = true; }} onBlur={() => activate(false)}>
        <div ref={host} />
        <div ref={tip} className={classes.tip} hidden />
        {empty && <div className={classes.empty} role="status">{props.loading ? t.chart.loading : t.run.noPoints}</div>}
        {props.hint && <span id={hintId} className="hidden-text">{props.hint}</span>}
      </div>
    </div>
  );
}
