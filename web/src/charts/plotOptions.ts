import uPlot from 'uplot';
import type { Formats } from '../format/formats.ts';
import type { Scale, XAxis } from '../pages/run/runView.ts';
import type { ChartInk } from './palette.ts';
import { logTicks, symlogTicks } from './ticks.ts';

export interface PlotShape { width: number; height: number; axis: XAxis; scale: Scale; right: boolean; reserve: boolean; bare: boolean; sync: string; label: string }
export interface PlotHooks { under: (u: uPlot) => void; over: (u: uPlot) => void; cursor: (u: uPlot) => void; zoom: (from: number, to: number) => void; reset: () => void }

/** Where an axis of both signs turns from linear to logarithmic. */
const threshold = 0.05;

/** Width of the right axis; charts without one leave it free, so that all x lie below each other. */
const rightSize = 56;

const face = (size: number): string => `500 ${size}px 'Inter Variable', sans-serif`;

export function axisText(axis: XAxis, f: Formats): (value: number) => string {
  switch (axis) {
    case 'active': return v => f.duration(v);
    case 'wall': return v => f.clock(v);
    case 'epoch': return v => f.value(v);
    default: return v => f.count(v);
  }
}

function ownTicks(scale: Scale): Partial<uPlot.Axis> {
  if (scale === 'linear') return {};
  return { splits: (_, __, min, max) => (scale === 'log' ? logTicks(min, max) : symlogTicks(min, max, threshold)), filter: (_, splits) => splits };
}

/**
 * uPlot gives scales, axes, grid, cursor and selection. The lines are drawn by the hooks, because each has its own x
 * values and parts; the data that uPlot sees is one empty series for each axis.
 */
export function plotOptions(shape: PlotShape, hooks: PlotHooks, look: ChartInk, f: Formats): uPlot.Options {
  const common: Partial<uPlot.Axis> = { stroke: look.text, font: face(11.5), grid: { stroke: look.grid, width: 1 }, ticks: { show: false }, border: { show: false } };
  // By number (1 linear, 3 log, 4 asinh): uPlot has these enums in its types only.
  const distribution = (shape.scale === 'log' ? 3 : shape.scale === 'symlog' ? 4 : 1) as uPlot.Scale.Distr;
  const name = axisText(shape.axis, f);
  return {
    width: shape.width, height: shape.height, padding: shape.bare ? [4, 4, 4, 4] : [10, shape.right ? 0 : shape.reserve ? rightSize : 14, 0, 0], legend: { show: false },
    scales: { x: { time: shape.axis === 'wall', auto: false }, y: { auto: false, distr: distribution, asinh: threshold, range: (_, low, high) => [low, high] }, r: { auto: false, range: (_, low, high) => [low, high] } },
    axes: shape.bare ? [{ show: false }, { show: false }] : [
      { ...common, size: 30, space: 70, ...(shape.axis === 'wall' ? {} : { values: (_: uPlot, splits: number[]) => splits.map(name) }) },
      { ...common, scale: 'y', size: 58, ...ownTicks(shape.scale), values: (_, splits) => (splits as (number | null)[]).map(v => (v === null ? '' : f.value(v))) },
      ...(shape.right ? [{ ...common, scale: 'r', side: 1 as uPlot.Axis.Side, size: rightSize, grid: { show: false }, values: (_: uPlot, splits: number[]) => splits.map(v => f.value(v)) }] : []),
    ],
    series: [{}, { scale: 'y', paths: () => null, points: { show: false } }, { scale: 'r', paths: () => null, points: { show: false } }],
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 5 }, sync: { key: shape.sync, setSeries: false, scales: ['x', null] }, bind: { dblclick: () => () => { hooks.reset(); return null; } } },
    hooks: {
      drawClear: [hooks.under], draw: [hooks.over], setCursor: [hooks.cursor],
      setSelect: [u => {
        const { left, width } = u.select;
        if (width < 4) return;
        u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        hooks.zoom(u.posToVal(left, 'x'), u.posToVal(left + width, 'x'));
      }],
    },
  };
}
