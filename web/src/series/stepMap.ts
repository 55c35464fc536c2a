import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { XAxis } from '../pages/run/runView.ts';
import { chartView } from '../pages/run/runView.ts';
import { chartQuery } from './chartQuery.ts';

/** `known` says whether the points are there; before that every place is its own. */
export interface StepMap { known: boolean; toX: (step: number) => number; toStep: (x: number) => number }
const same: StepMap = { known: true, toX: step => step, toStep: x => x };
const unknown: StepMap = { ...same, known: false };

/** Straight lines through ascending pairs, continued at both ends. */
export function interpolate(from: ArrayLike<number>, to: ArrayLike<number>, at: number): number {
  const n = Math.min(from.length, to.length);
  if (n === 0) return at;
  if (n === 1) return to[0]!;
  let i = 1;
  let high = n - 1;
  while (i < high) {
    const middle = (i + high) >> 1;
    if (from[middle]! < at) i = middle + 1; else high = middle;
  }
  const a = from[i - 1]!, b = from[i]!;
  return b === a ? to[i]! : to[i - 1]! + ((at - a) / (b - a)) * (to[i]! - to[i - 1]!);
}

/**
 * Where steps lie on another axis. The same series is asked for twice, once over steps and once over that axis, thinned
 * alike to at most 300 points: they are the same points, so the n-th belongs to the n-th.
 */
export function useStepMap(run: string, axis: XAxis, series: string | undefined, steps: number): StepMap {
  const grain = String(Math.max(1, Math.ceil(steps / 300)));
  const pairs = axis === 'step' || series === undefined ? [] : [{ run, series }];
  const view = { ...chartView({}), smooth: 'none' as const, ghost: true, grain };
  const { data: byStep } = useQuery(chartQuery(pairs, { ...view, x: 'step' }, 400, true));
  const { data: byAxis } = useQuery(chartQuery(pairs, { ...view, x: axis }, 400, true));
  return useMemo(() => {
    if (axis === 'step') return same;
    if (!byStep || !byAxis) return unknown;
    const join = (answer: typeof byStep) => answer.entries.filter(e => !e.superseded).flatMap(e => [...e.x]);
    const step = join(byStep), x = join(byAxis);
    return { known: true, toX: at => interpolate(step, x, at), toStep: at => interpolate(x, step, at) };
  }, [axis, byStep, byAxis]);
}
