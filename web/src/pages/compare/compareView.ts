import type { Entry } from '../../series/decode.ts';
import { readChartSearch, type ChartSearch } from '../run/runView.ts';

export type CompareMode = 'overlay' | 'delta' | 'band';
const modes: readonly CompareMode[] = ['overlay', 'delta', 'band'];
export interface CompareSearch extends ChartSearch { runs?: string; base?: string; series?: string; mode?: CompareMode; hide?: string; other?: string }

const word = (value: unknown): string | undefined => { const text = typeof value === 'number' ? String(value) : value; return typeof text === 'string' && text !== '' && text.length < 4000 ? text : undefined; };

export function readCompareSearch(search: Record<string, unknown>): CompareSearch {
  return { ...readChartSearch(search), runs: word(search.runs), base: word(search.base), series: word(search.series), mode: modes.find(m => m === search.mode), hide: word(search.hide), other: word(search.other) };
}

/** y of ascending points at x, along straight lines; NaN outside of them. */
export function valueAt(x: ArrayLike<number>, y: ArrayLike<number>, at: number): number {
  const n = x.length;
  if (n === 0 || at < x[0]! || at > x[n - 1]!) return NaN;
  let low = 0, high = n - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < at) low = middle + 1; else high = middle;
  }
  if (x[low] === at || low === 0) return y[low]!;
  const a = x[low - 1]!, share = (at - a) / (x[low]! - a);
  return y[low - 1]! * (1 - share) + y[low]! * share;
}

/** The parts of a run that count, as one ascending line. */
export function joined(parts: readonly Entry[]): { x: Float64Array; y: Float64Array } {
  const kept = parts.filter(p => !p.superseded && p.x.length > 0).sort((a, b) => a.x[0]! - b.x[0]!);
  const points = kept.flatMap(p => [...p.x].map((x, i) => [x, p.y[i]!] as const)).sort((a, b) => a[0] - b[0]);
  return { x: Float64Array.from(points, p => p[0]), y: Float64Array.from(points, p => p[1]) };
}

const like = (entry: Entry, x: Float64Array, y: Float64Array): Entry => ({ ...entry, x, y, points: x.length, superseded: false, nonFinite: [] });

/** The line of a run minus the baseline, where both are known. */
export function difference(parts: readonly Entry[], baseline: readonly Entry[]): Entry[] {
  if (parts.length === 0) return [];
  const own = joined(parts), base = joined(baseline);
  const x: number[] = [], y: number[] = [];
  own.x.forEach((at, i) => { const b = valueAt(base.x, base.y, at); if (Number.isFinite(b)) { x.push(at); y.push(own.y[i]! - b); } });
  return [like(parts[0]!, Float64Array.from(x), Float64Array.from(y))];
}

export interface Band { x: Float64Array; mean: Float64Array; low: Float64Array; high: Float64Array }

/** Mean, least and greatest of several runs on `columns` places, where at least two (or all, of fewer) are known. */
export function band(runs: readonly (readonly Entry[])[], columns: number): Band | null {
  const lines = runs.map(joined).filter(l => l.x.length > 0);
  if (lines.length === 0) return null;
  const from = Math.min(...lines.map(l => l.x[0]!)), to = Math.max(...lines.map(l => l.x[l.x.length - 1]!));
  const x: number[] = [], mean: number[] = [], low: number[] = [], high: number[] = [];
  for (let i = 0; i < columns; i++) {
    const at = from + ((to - from) * i) / Math.max(1, columns - 1);
    const values = lines.map(l => valueAt(l.x, l.y, at)).filter(Number.isFinite);
    if (values.length < Math.min(2, lines.length)) continue;
    x.push(at);
    mean.push(values.reduce((s, v) => s + v, 0) / values.length);
    low.push(Math.min(...values));
    high.push(Math.max(...values));
  }
  return { x: Float64Array.from(x), mean: Float64Array.from(mean), low: Float64Array.from(low), high: Float64Array.from(high) };
}
