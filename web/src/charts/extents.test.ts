import { expect, test } from 'vitest';
import type { Entry } from '../series/decode.ts';
import { fitAxis, xExtent } from './extents.ts';
import { lastPoint, nearest, pointAt, type Line } from './line.ts';

const entry = (x: number[], y: number[], more: Partial<Entry> = {}): Entry => ({ run: 'r', series: 's', session: 1, role: 'raw', superseded: false, points: x.length, total: x.length, reduced: false, nonFinite: [], yMin: null, yMax: null, x: Float64Array.from(x), y: Float64Array.from(y), ...more });
const line = (raw: Entry[], smooth: Entry[] = [], more: Partial<Line> = {}): Line => ({ key: 'k', label: 'k', color: '', dash: [], width: 1, axis: 'left', smooth, raw, markers: false, stepped: false, hidden: false, ...more });
const steps = Array.from({ length: 1000 }, (_, i) => i);

test('fitting ignores the first fall and lone spikes, and says which points it left out', () => {
  const y = steps.map(i => (i < 100 ? 10 - i * 0.09 : i === 700 ? 50 : 1 + 0.1 * Math.sin(i)));
  const fit = fitAxis([line([entry(steps, y)])], 'left', 0, 999, true, 'linear');
  expect(fit.max).toBeLessThan(1.3);
  expect(fit.above).toContain(700);
  expect(fit.above.length).toBeGreaterThan(50);
  expect(fitAxis([line([entry(steps, y)])], 'left', 0, 999, false, 'linear').above).toEqual([]);
});

test('negative losses and single values have a range', () => {
  const negative = fitAxis([line([entry([1, 2], [-0.75, -0.8])])], 'left', 0, 3, true, 'symlog');
  expect(negative.min).toBeLessThan(-0.8);
  expect(negative.max).toBeGreaterThan(-0.75);
  const one = fitAxis([line([entry([1], [3])])], 'left', 0, 3, true, 'linear');
  expect(one.min).toBeLessThan(3);
  expect(one.max).toBeGreaterThan(3);
});

test('a log axis takes positive values only, and infinities never make a range', () => {
  const fit = fitAxis([line([entry([1, 2, 3, 4], [-1, 0, 10, Infinity])])], 'left', 0, 5, true, 'log');
  expect(fit.min).toBeGreaterThan(0);
  expect(Number.isFinite(fit.max)).toBe(true);
  expect(fit.above).toEqual([4]);
});

test('where the last 80 % hold nothing, the whole range decides; hidden lines never do', () => {
  const fit = fitAxis([line([entry([0, 1], [5, 6])]), line([entry([50], [900])], [], { hidden: true })], 'left', 0, 100, true, 'linear');
  expect(fit.min).toBeGreaterThan(4);
  expect(fit.max).toBeLessThan(7);
});

test('the nearest point is found at every place', () => {
  expect([-5, 0, 1.4, 1.6, 99].map(at => nearest([0, 1, 2, 3], at))).toEqual([0, 0, 1, 2, 3]);
  expect(nearest([], 1)).toBe(-1);
});

test('what counts is read before what was replaced', () => {
  const parts = [entry([1, 2, 3], [1, 1, 1], { superseded: true }), entry([2, 3], [7, 8], { session: 2 })];
  expect(pointAt(parts, 3)).toEqual({ x: 3, y: 8, session: 2 });
  expect(pointAt(parts, 1)?.y).toBe(1);
  expect(lastPoint(parts)).toEqual({ x: 3, y: 8 });
});

test('the extent spans all parts', () => {
  expect(xExtent([entry([3, 9], [0, 0]), entry([1], [0]), entry([], [])])).toEqual([1, 9]);
  expect(xExtent([entry([4], [0])])).toEqual([4, 5]);
  expect(xExtent([])).toBeNull();
});

test('a constant that differs by rounding has an axis with room for ticks', () => {
  const fit = fitAxis([line([entry([1, 2, 3], [0.01, 0.01 + 2e-18, 0.01 - 2e-18])])], 'left', 0, 3, false, 'linear');
  expect(fit.max - fit.min).toBeGreaterThan(1e-3);
});
