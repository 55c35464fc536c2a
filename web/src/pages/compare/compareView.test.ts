import { expect, test } from 'vitest';
import type { Entry } from '../../series/decode.ts';
import { band, difference, readCompareSearch, valueAt } from './compareView.ts';

const entry = (x: number[], y: number[], more: Partial<Entry> = {}): Entry => ({ run: 'r', series: 's', session: 1, role: 'smooth', superseded: false, points: x.length, total: x.length, reduced: false, nonFinite: [], yMin: null, yMax: null, x: Float64Array.from(x), y: Float64Array.from(y), ...more });

test('values between points lie on straight lines, outside there are none', () => {
  expect([0, 5, 10, 15].map(at => valueAt([0, 10], [1, 3], at))).toEqual([1, 2, 3, NaN]);
  expect(valueAt([], [], 1)).toBeNaN();
});

test('the difference is taken where both are known, whatever points each has', () => {
  const [delta] = difference([entry([0, 5, 10, 20], [3, 3, 3, 3])], [entry([0, 10], [1, 2])]);
  expect([...delta!.x]).toEqual([0, 5, 10]);
  expect([...delta!.y]).toEqual([2, 1.5, 1]);
});

test('a run minus itself is zero', () => {
  const parts = [entry([1, 2, 3], [0.1, 0.7, -4])];
  expect([...difference(parts, parts)[0]!.y]).toEqual([0, 0, 0]);
});

test('replaced parts do not enter the mean', () => {
  const first = [entry([0, 10], [0, 0]), entry([5, 10], [100, 100], { superseded: true })], second = [entry([0, 10], [2, 4])];
  const b = band([first, second], 3)!;
  expect([...b.x]).toEqual([0, 5, 10]);
  expect([...b.mean]).toEqual([1, 1.5, 2]);
  expect([...b.low]).toEqual([0, 0, 0]);
  expect([...b.high]).toEqual([2, 3, 4]);
});

test('the band ends where fewer than two runs are known', () => {
  const b = band([[entry([0, 10], [1, 1])], [entry([0, 20], [3, 3])]], 21)!;
  expect(b.x[b.x.length - 1]).toBe(10);
  expect(band([[]], 5)).toBeNull();
});

test('a link to a comparison carries its runs and mode only where they mean something', () => {
  expect(readCompareSearch({ runs: 'a,b', base: 'a', mode: 'delta', series: 'loss', x: 'epoch' })).toMatchObject({ runs: 'a,b', base: 'a', mode: 'delta', series: 'loss', x: 'epoch' });
  expect(readCompareSearch({ mode: 'sideways', runs: '' })).toMatchObject({ mode: undefined, runs: undefined });
});
