import { describe, expect, it } from 'vitest';
import { logTicks, symlogTicks } from './ticks.ts';

describe('ticks', () => {
  it('lie at powers of ten, with 2 and 5 between few of them, wherever the axis ends', () => {
    // Ends with which uPlot's own ticks never end.
    expect(logTicks(0.0988, 2.37)).toEqual([0.1, 1]);
    expect(logTicks(0.9, 12)).toEqual([1, 10]);
    expect(logTicks(0.03, 0.7).map(v => Number(v.toPrecision(3)))).toEqual([0.05, 0.1, 0.2, 0.5]);
    expect(logTicks(1e-12, 1e12).length).toBeLessThanOrEqual(8);
  });

  it('are even ones where the axis is shorter than a decade', () => {
    expect(logTicks(2.1, 2.9).map(v => Number(v.toFixed(6)))).toEqual([2.2, 2.4, 2.6, 2.8]);
  });

  it('are within the axis, ascending, and few, for any ends', () => {
    let seed = 1;
    const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
    for (let n = 0; n < 5000; n++) {
      const min = 10 ** (24 * random() - 12), max = min * (1 + 10 ** (16 * random() - 8));
      const shift = (random() - 0.5) * 3 * max;
      for (const [ticks, low, high] of [[logTicks(min, max), min, max], [symlogTicks(min - shift, max - shift, 0.05), min - shift, max - shift]] as const) {
        expect(ticks.length).toBeLessThanOrEqual(22);
        expect(ticks.every((v, i) => Number.isFinite(v) && v >= low - 1e-9 * Math.abs(low) && v <= high + 1e-9 * Math.abs(high) && (i === 0 || v > ticks[i - 1]!))).toBe(true);
      }
    }
  });

  it('of both signs have zero between them', () => {
    expect(symlogTicks(-120, 1500, 0.05)).toEqual([-100, -10, -1, -0.1, 0, 0.1, 1, 10, 100, 1000]);
  });
});
