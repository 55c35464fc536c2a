import type { Entry } from '../series/decode.ts';

/** One series of one run as a chart shows it: the smoothed parts, the raw ones behind them, and its look. */
export interface Line {
  key: string; label: string; color: string; dash: readonly number[]; width: number; axis: 'left' | 'right';
  smooth: readonly Entry[]; raw: readonly Entry[]; markers: boolean; stepped: boolean; hidden: boolean;
}

/** Index of the entry of ascending `x` nearest to `at`; -1 of none. */
export function nearest(x: ArrayLike<number>, at: number): number {
  if (x.length === 0) return -1;
  let low = 0, high = x.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < at) low = middle + 1; else high = middle;
  }
  return low > 0 && at - x[low - 1]! <= x[low]! - at ? low - 1 : low;
}

/** The point nearest to `at` over the parts that count (the replaced ones only where nothing else is). */
export function pointAt(parts: readonly Entry[], at: number): { x: number; y: number; session: number } | null {
  let found: { x: number; y: number; session: number } | null = null, best = Infinity;
  for (const part of parts) {
    const i = nearest(part.x, at);
    if (i < 0) continue;
    const distance = Math.abs(part.x[i]! - at) + (part.superseded ? 1e-9 : 0);
    if (distance < best) { best = distance; found = { x: part.x[i]!, y: part.y[i]!, session: part.session }; }
  }
  return found;
}

/** The last point that counts. */
export function lastPoint(parts: readonly Entry[]): { x: number; y: number } | null {
  let found: { x: number; y: number } | null = null;
  for (const part of parts) {
    const i = part.x.length - 1;
    if (!part.superseded && i >= 0 && (found === null || part.x[i]! >= found.x)) found = { x: part.x[i]!, y: part.y[i]! };
  }
  return found;
}
