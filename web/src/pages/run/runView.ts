export const axes = ['step', 'epoch', 'samples', 'active', 'wall'] as const;
export const smoothings = ['none', 'ema', 'twema', 'gaussian', 'median'] as const;
export const scales = ['linear', 'log', 'symlog'] as const;
export type XAxis = (typeof axes)[number];
export type Smoothing = (typeof smoothings)[number];
export type Scale = (typeof scales)[number];

/** How a chart is looked at: everything a link has to carry, with the defaults filled in. */
export interface ChartView { x: XAxis; from?: number; to?: number; smooth: Smoothing; amount: number; ghost: boolean; scale: Scale; fit: boolean; grain: string; sessions: string }

export interface ChartSearch { x?: XAxis; from?: number; to?: number; smooth?: Smoothing; amount?: number; ghost?: boolean; scale?: Scale; fit?: boolean; grain?: string; sessions?: string }
export interface RunSearch extends ChartSearch { hide?: string; parts?: boolean; table?: boolean; finding?: string; case?: string; at?: number; baseline?: string;
  /** Moment marked on the charts, in seconds since 1970, and whether the log shows the range of the charts only. */
  mark?: number; inRange?: boolean }

/** Default amount and range of each kind of smoothing: a weight, a width in points, or a window in points. */
export const amounts: Record<Smoothing, { start: number; min: number; max: number }> = {
  none: { start: 0, min: 0, max: 0 }, ema: { start: 0.9, min: 0, max: 0.999 }, twema: { start: 0.9, min: 0, max: 0.999 },
  gaussian: { start: 20, min: 1, max: 1000 }, median: { start: 51, min: 3, max: 1001 },
};

const oneOf = <T extends string>(choices: readonly T[], value: unknown): T | undefined => choices.find(choice => choice === value);
const finite = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const word = (value: unknown, pattern: RegExp): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && pattern.test(text) ? text : undefined;
};

/** What a URL says about charts; whatever it cannot mean is left out. */
export function readChartSearch(search: Record<string, unknown>): ChartSearch {
  const from = finite(search.from), to = finite(search.to);
  const ordered = from !== undefined && to !== undefined && from < to;
  const smooth = oneOf(smoothings, search.smooth), amount = finite(search.amount);
  const { min, max } = amounts[smooth ?? 'ema'];
  return {
    x: oneOf(axes, search.x), from: ordered ? from : undefined, to: ordered ? to : undefined, smooth,
    amount: amount === undefined ? undefined : Math.min(max, Math.max(min, amount)),
    ghost: flag(search.ghost), scale: oneOf(scales, search.scale), fit: flag(search.fit),
    grain: word(search.grain, /^(raw|iteration|epoch|[1-9]\d{0,6})$/), sessions: word(search.sessions, /^(effective|all|\d+(,\d+)*)$/),
  };
}

export function readRunSearch(search: Record<string, unknown>): RunSearch {
  return {
    ...readChartSearch(search), hide: word(search.hide, /^[^\s]{1,400}$/), parts: flag(search.parts), table: flag(search.table),
    finding: word(search.finding, /^.{1,200}$/), case: word(search.case, /^.{1,200}$/), at: finite(search.at), baseline: word(search.baseline, /^[\w.-]{1,100}$/), mark: finite(search.mark), inRange: flag(search.inRange),
  };
}

export function chartView(search: ChartSearch): ChartView {
  const smooth = search.smooth ?? 'ema';
  return {
    x: search.x ?? 'step', from: search.from, to: search.to, smooth, amount: search.amount ?? amounts[smooth].start, ghost: search.ghost ?? true,
    scale: search.scale ?? 'linear', fit: search.fit ?? true, grain: search.grain ?? 'raw', sessions: search.sessions ?? 'effective',
  };
}

/** The slider runs from 0 to 1: weights get finer towards 1, windows grow by ratio. */
export function amountOf(smooth: Smoothing, position: number): number {
  const { min, max } = amounts[smooth];
  if (smooth === 'ema' || smooth === 'twema') return Math.round((1 - 10 ** (-3 * position)) * 1000) / 1000;
  const size = Math.round(min * (max / min) ** position);
  return smooth === 'median' ? size | 1 : size;
}

export function positionOf(smooth: Smoothing, amount: number): number {
  const { min, max } = amounts[smooth];
  if (max === 0) return 0;
  if (smooth === 'ema' || smooth === 'twema') return Math.min(1, -Math.log10(Math.max(1e-3, 1 - amount)) / 3);
  return Math.log(amount / min) / Math.log(max / min);
}

/** The sessions to show after one was clicked: the numbers in order, what counts when none is left. */
export function toggleSession(sessions: string, number: number): string {
  const chosen = new Set(/^\d/.test(sessions) ? sessions.split(',').map(Number) : []);
  if (!chosen.delete(number)) chosen.add(number);
  return [...chosen].sort((a, b) => a - b).join(',') || 'effective';
}
