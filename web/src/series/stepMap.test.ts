import { expect, test } from 'vitest';
import { columnsOf, chartUrl } from './chartQuery.ts';
import { chartView } from '../pages/run/runView.ts';
import { interpolate } from './stepMap.ts';

test('steps are found on a bent axis and beyond its ends', () => {
  const step = [0, 100, 200], seconds = [0, 10, 40];
  expect([0, 50, 100, 150, 200, 300, -100].map(s => interpolate(step, seconds, s))).toEqual([0, 5, 10, 25, 40, 70, -10]);
  expect(interpolate(seconds, step, 25)).toBe(150);
  expect(interpolate([], [], 7)).toBe(7);
  expect(interpolate([5], [50], 9)).toBe(50);
});

test('a chart asks for pairs in order, for what is on the screen, and for no amount without smoothing', () => {
  const url = chartUrl([{ run: 'a', series: 'loss' }, { run: 'b', series: 'loss' }], { ...chartView({ smooth: 'none', from: 10, to: 20, x: 'epoch' }), ghost: false }, 800, false);
  expect(url).toBe('/api/query?run=a&series=loss&run=b&series=loss&x=epoch&from=10&to=20&columns=800&smooth=none&sessions=effective&granularity=raw&raw=true');
  expect(chartUrl([{ run: 'a', series: 'loss' }], chartView({ from: 1, to: 2 }), 800, true)).not.toContain('from=');
});

test('columns follow the screen in coarse steps', () => {
  expect([10, 700, 705, 1000, 9000].map(w => columnsOf(w, 1))).toEqual([200, 700, 800, 1000, 3200]);
  expect(columnsOf(700, 2)).toBe(1400);
});
