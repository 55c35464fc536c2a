import { useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Line } from '../../charts/line.ts';
import { hue } from '../../charts/palette.ts';
import { chartQuery, columnsOf } from '../../series/chartQuery.ts';
import type { SeriesAnswer } from '../../series/decode.ts';
import type { ChartView } from './runView.ts';

/** What a chart is to show of one run. `plain` lines have one point an epoch: they are smoothed only by an average that the person asked for, never by a window wider than they are. */
export interface LineSpec { series: string; label: string; color: number; dash?: readonly number[]; axis?: 'left' | 'right'; width?: number; markers?: boolean; stepped?: boolean; plain?: boolean; always?: boolean }

export interface LinesAnswer { lines: Line[]; loading: boolean; error: unknown; answer: SeriesAnswer | undefined }

export function useLines(run: string, view: ChartView, specs: readonly LineSpec[], width: number, hidden: ReadonlySet<string>, asked: boolean, enabled = true): LinesAnswer {
  const scheme = useComputedColorScheme('light');
  const columns = columnsOf(width || 900, window.devicePixelRatio);
  const isPlain = (spec: LineSpec) => spec.always === true || (spec.plain === true && !(asked && (view.smooth === 'ema' || view.smooth === 'twema')));
  const smoothed = specs.filter(s => !isPlain(s)), plain = specs.filter(isPlain);
  const pairs = (of: readonly LineSpec[]) => (enabled && width > 0 ? of.map(s => ({ run, series: s.series })) : []);
  const first = useQuery(chartQuery(pairs(smoothed), view, columns));
  const second = useQuery(chartQuery(pairs(plain), { ...view, smooth: 'none' }, columns));
  const lines = useMemo(() => {
    const entries = [...(first.data?.entries ?? []), ...(second.data?.entries ?? [])];
    return specs.map((spec): Line => {
      const own = entries.filter(e => e.series === spec.series && e.run === run);
      return {
        key: spec.series, label: spec.label, color: hue(scheme, spec.color), dash: spec.dash ?? [], width: spec.width ?? 2, axis: spec.axis ?? 'left',
        smooth: own.filter(e => e.role === 'smooth'), raw: own.filter(e => e.role === 'raw'), markers: spec.markers ?? false, stepped: spec.stepped ?? false, hidden: hidden.has(spec.series),
      };
    });
  }, [first.data, second.data, specs, run, scheme, hidden]);
  return { lines, loading: (smoothed.length > 0 && first.data === undefined) || (plain.length > 0 && second.data === undefined), error: first.error ?? second.error, answer: first.data ?? second.data };
}
