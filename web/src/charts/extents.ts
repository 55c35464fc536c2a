import type { Scale } from '../pages/run/runView.ts';
import type { Entry } from '../series/decode.ts';
import type { Line } from './line.ts';

/** Range of a vertical axis, and the raw points that it leaves out, which the chart marks at its edges. */
export interface Fit { min: number; max: number; above: number[]; below: number[] }

const tailShare = 0.8;

function collect(parts: readonly Entry[], from: number, to: number, positive: boolean, into: number[]): void {
  for (const part of parts) for (let i = 0; i < part.x.length; i++) {
    const x = part.x[i]!, y = part.y[i]!;
    if (x >= from && x <= to && Number.isFinite(y) && (!positive || y > 0)) into.push(y);
  }
}

function quantiles(values: number[], low: number, high: number): [number, number] {
  const sorted = Float64Array.from(values).sort();
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))]!;
  return [at(low), at(high)];
}

function padded(min: number, max: number, scale: Scale): [number, number] {
  if (scale === 'log') { const ratio = Math.max(1.05, (max / min) ** 0.06); return [min / ratio, max * ratio]; }
  // What differs by rounding only is the same: an axis so narrow has no room for ticks.
  const differs = max - min > 1e-9 * Math.max(Math.abs(min), Math.abs(max));
  const pad = differs ? 0.06 * (max - min) : Math.max(1e-6, Math.abs(max) * 0.1);
  return [min - pad, max + pad];
}

/**
 * Range of the left or right axis over x in [from, to]. Fitting looks at the last 80 % of what is shown, where smoothed
 * lines count whole and raw points between their 1st and 99th percentile; without fitting every point counts.
 */
export function fitAxis(lines: readonly Line[], axis: 'left' | 'right', from: number, to: number, fit: boolean, scale: Scale): Fit {
  const shown = lines.filter(line => line.axis === axis && !line.hidden);
  const positive = scale === 'log';
  let min = Infinity, max = -Infinity;
  const take = (low: number, high: number) => { min = Math.min(min, low); max = Math.max(max, high); };
  for (const start of fit ? [to - tailShare * (to - from), from] : [from]) {
    for (const line of shown) {
      const smooth: number[] = [], raw: number[] = [];
      collect(line.smooth, start, to, positive, smooth);
      collect(line.raw, start, to, positive, raw);
      if (smooth.length > 0) take(...quantiles(smooth, 0, 1));
      if (raw.length > 0) take(...(fit ? quantiles(raw, 0.01, 0.99) : quantiles(raw, 0, 1)));
    }
    if (max >= min) break;
  }
  if (max < min) return { min: positive ? 0.1 : 0, max: 1, above: [], below: [] };
  [min, max] = padded(min, max, scale);
  const above: number[] = [], below: number[] = [];
  for (const line of shown) for (const part of line.raw.length > 0 ? line.raw : line.smooth) for (let i = 0; i < part.x.length; i++) {
    const x = part.x[i]!, y = part.y[i]!;
    if (x < from || x > to) continue;
    if (y > max) above.push(x); else if (y < min) below.push(x);
  }
  return { min, max, above, below };
}

/** From the first to the last x of all parts; null where there is no point. */
export function xExtent(lines: readonly { x: ArrayLike<number> }[]): [number, number] | null {
  let min = Infinity, max = -Infinity;
  for (const { x } of lines) if (x.length > 0) { min = Math.min(min, x[0]!); max = Math.max(max, x[x.length - 1]!); }
  return max >= min ? [min, max > min ? max : min + 1] : null;
}
