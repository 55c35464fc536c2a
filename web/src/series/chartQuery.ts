import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getBytes } from '../api/http.ts';
import type { ChartView } from '../pages/run/runView.ts';
import { decodeSeries } from './decode.ts';

export interface Pair { run: string; series: string }

/** Screen columns of a chart `width` CSS pixels wide; rounded up so that a few pixels more do not ask again. */
export function columnsOf(width: number, ratio: number): number {
  return Math.min(3200, Math.max(200, Math.ceil((width * ratio) / 100) * 100));
}

export function chartUrl(pairs: readonly Pair[], view: ChartView, columns: number, whole: boolean): string {
  const search = new URLSearchParams();
  for (const { run, series } of pairs) { search.append('run', run); search.append('series', series); }
  search.set('x', view.x);
  if (!whole && view.from !== undefined && view.to !== undefined) { search.set('from', String(view.from)); search.set('to', String(view.to)); }
  search.set('columns', String(columns));
  search.set('smooth', view.smooth);
  if (view.smooth !== 'none') search.set('amount', String(view.amount));
  search.set('sessions', view.sessions);
  search.set('granularity', view.grain);
  search.set('raw', String(view.ghost || view.smooth === 'none'));
  return `/api/query?${search}`;
}

/** The points of a chart. The last ones stay on the screen until the next are there. */
export function chartQuery(pairs: readonly Pair[], view: ChartView, columns: number, whole = false) {
  const url = chartUrl(pairs, view, columns, whole);
  return queryOptions({
    queryKey: ['chart', [...new Set(pairs.map(p => p.run))], url],
    queryFn: async ({ signal }) => decodeSeries(await getBytes(url, signal)),
    enabled: pairs.length > 0, placeholderData: keepPreviousData, structuralSharing: false, staleTime: 2000, gcTime: 60_000,
  });
}
