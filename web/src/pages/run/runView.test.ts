import { expect, test } from 'vitest';
import { amountOf, amounts, chartView, positionOf, readRunSearch, smoothings, toggleSession } from './runView.ts';

test('a link carries the whole view', () => {
  const search = { x: 'active', from: 10, to: 20.5, smooth: 'median', amount: 31, ghost: false, scale: 'symlog', fit: false, grain: 'epoch', sessions: '1,3', hide: 'loss,case_dice', parts: true, table: true, finding: 'H8:1', case: 'case-014', at: 1250 };
  expect(readRunSearch(search)).toEqual(search);
});

test('what a link cannot mean is left out', () => {
  const read = readRunSearch({ x: 'steps', from: 5, to: 5, smooth: 'ema', amount: 7, ghost: 'no', grain: '0', sessions: 'all,1', scale: 3, at: Infinity });
  expect(Object.entries(read).filter(([, v]) => v !== undefined)).toEqual([['smooth', 'ema'], ['amount', 0.999]]);
  expect(readRunSearch({ from: 5 }).from).toBeUndefined();
});

test('numbers that the router reads from short words are taken as words', () => {
  expect(readRunSearch({ sessions: 2, grain: 100 })).toMatchObject({ sessions: '2', grain: '100' });
});

test('an empty link is the default view', () => {
  expect(chartView({})).toEqual({ x: 'step', from: undefined, to: undefined, smooth: 'ema', amount: 0.9, ghost: true, scale: 'linear', fit: true, grain: 'raw', sessions: 'effective' });
  expect(chartView({ smooth: 'median' }).amount).toBe(51);
});

test('the slider reaches both ends and every position comes back', () => {
  for (const kind of smoothings.filter(k => k !== 'none')) {
    expect(amountOf(kind, 0)).toBe(amounts[kind].min);
    expect(amountOf(kind, 1)).toBe(amounts[kind].max);
    for (let p = 0; p <= 1; p += 0.1) expect(Math.abs(positionOf(kind, amountOf(kind, p)) - p)).toBeLessThan(0.15);
  }
});

test('sessions are picked one by one, in order, and what counts is back when none is left', () => {
  expect(toggleSession('effective', 3)).toBe('3');
  expect(toggleSession('3', 1)).toBe('1,3');
  expect(toggleSession('1,3', 10)).toBe('1,3,10');
  expect(toggleSession('1,3', 3)).toBe('1');
  expect(toggleSession('1', 1)).toBe('effective');
  expect(toggleSession('all', 2)).toBe('2');
});

test('a link carries a marked moment and a baseline, and no nonsense', () => {
  expect(readRunSearch({ mark: 1767000000.5, inRange: true, baseline: '20260105-080000-ab12c' })).toMatchObject({ mark: 1767000000.5, inRange: true, baseline: '20260105-080000-ab12c' });
  expect(readRunSearch({ mark: 'now', inRange: 'yes', baseline: '../x y' })).toMatchObject({ mark: undefined, inRange: undefined, baseline: undefined });
});
