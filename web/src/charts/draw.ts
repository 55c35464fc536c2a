import uPlot from 'uplot';
import type { Entry } from '../series/decode.ts';
import type { Line } from './line.ts';
import type { ChartInk } from './palette.ts';

export interface Marks {
  sessions: readonly { x: number; number: number; reason: string | null }[];
  checkpoints: readonly { x: number; step: number; best: boolean }[];
  findings: readonly { key: string; from: number; to: number; severity: 'info' | 'warning' | 'critical'; chosen: boolean }[];
  /** Fills the gap between two lines from `from` on, where one has left the other. */
  gap: { a: string; b: string; from: number } | null;
  /** A moment that somebody pointed at. */
  moment: { x: number; label: string } | null;
}
export const noMarks: Marks = { sessions: [], checkpoints: [], findings: [], gap: null, moment: null };

const scaleOf = (line: Line): string => (line.axis === 'right' ? 'r' : 'y');
const font = (size: number, weight = 500): string => `${weight} ${size * uPlot.pxRatio}px 'Inter Variable', sans-serif`;

function clip(u: uPlot, work: (ctx: CanvasRenderingContext2D) => void): void {
  const { ctx, bbox } = u;
  ctx.save();
  // The axes leave their own behind.
  ctx.textAlign = 'left';
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  work(ctx);
  ctx.restore();
}

function trace(u: uPlot, ctx: CanvasRenderingContext2D, part: Entry, scale: string, stepped: boolean): void {
  let pen = false, before = 0;
  ctx.beginPath();
  for (let i = 0; i < part.x.length; i++) {
    const y = part.y[i]!;
    if (!Number.isFinite(y)) { pen = false; continue; }
    const px = u.valToPos(part.x[i]!, 'x', true), py = u.valToPos(y, scale, true);
    if (!Number.isFinite(py)) { pen = false; continue; }
    if (!pen) ctx.moveTo(px, py);
    else { if (stepped) ctx.lineTo(px, before); ctx.lineTo(px, py); }
    pen = true;
    before = py;
  }
  ctx.stroke();
}

/** The area between the least and the greatest raw value of every two pixels; only where points are dense. */
function noiseBand(u: uPlot, ctx: CanvasRenderingContext2D, part: Entry, scale: string): void {
  const width = 3 * uPlot.pxRatio;
  if (part.x.length < (2 * u.bbox.width) / width) return;
  const top: number[] = [], bottom: number[] = [], at: number[] = [];
  let column = NaN;
  for (let i = 0; i < part.x.length; i++) {
    const y = u.valToPos(part.y[i]!, scale, true);
    if (!Number.isFinite(y)) continue;
    const c = Math.floor(u.valToPos(part.x[i]!, 'x', true) / width), last = at.length - 1;
    if (c === column) { top[last] = Math.min(top[last]!, y); bottom[last] = Math.max(bottom[last]!, y); } else { column = c; at.push((c + 0.5) * width); top.push(y); bottom.push(y); }
  }
  ctx.beginPath();
  at.forEach((x, i) => ctx.lineTo(x, top[i]!));
  for (let i = at.length - 1; i >= 0; i--) ctx.lineTo(at[i]!, bottom[i]!);
  ctx.fill();
}

function markers(u: uPlot, ctx: CanvasRenderingContext2D, part: Entry, scale: string): void {
  if (part.x.length > u.bbox.width / (8 * uPlot.pxRatio)) return;
  for (let i = 0; i < part.x.length; i++) {
    const px = u.valToPos(part.x[i]!, 'x', true), py = u.valToPos(part.y[i]!, scale, true);
    if (!Number.isFinite(py)) continue;
    ctx.beginPath();
    ctx.arc(px, py, 2.4 * uPlot.pxRatio, 0, 2 * Math.PI);
    ctx.fill();
  }
}

export function drawLines(u: uPlot, lines: readonly Line[], look: ChartInk): void {
  clip(u, ctx => {
    ctx.lineJoin = 'round';
    for (const line of lines) {
      if (line.hidden) continue;
      ctx.strokeStyle = line.color;
      ctx.fillStyle = line.color;
      const scale = scaleOf(line), alone = line.smooth.length === 0;
      for (const part of line.raw) {
        ctx.setLineDash((part.superseded ? [3, 3] : alone ? line.dash : []).map(d => d * uPlot.pxRatio));
        if (!alone && !part.superseded) { ctx.globalAlpha = look.band; noiseBand(u, ctx, part, scale); }
        ctx.globalAlpha = part.superseded ? 0.35 : alone ? 1 : look.ghost;
        ctx.lineWidth = (alone ? line.width : 1) * uPlot.pxRatio;
        trace(u, ctx, part, scale, line.stepped);
        if (alone && line.markers) markers(u, ctx, part, scale);
      }
    }
    for (const line of lines) {
      if (line.hidden) continue;
      ctx.strokeStyle = line.color;
      ctx.fillStyle = line.color;
      for (const part of line.smooth) {
        ctx.globalAlpha = part.superseded ? 0.6 : 1;
        ctx.lineWidth = (part.superseded ? 1.3 : line.width) * uPlot.pxRatio;
        ctx.setLineDash((part.superseded ? [4, 4] : line.dash).map(d => d * uPlot.pxRatio));
        trace(u, ctx, part, scaleOf(line), line.stepped);
        if (line.markers && !part.superseded) markers(u, ctx, part, scaleOf(line));
      }
    }
  });
}

function gapBand(u: uPlot, ctx: CanvasRenderingContext2D, lines: readonly Line[], gap: NonNullable<Marks['gap']>, color: string): void {
  const edge = (key: string) => {
    const line = lines.find(l => l.key === key && !l.hidden);
    return (line?.smooth ?? line?.raw ?? []).filter(p => !p.superseded).flatMap(p => [...p.x].flatMap((x, i) => (x >= gap.from && Number.isFinite(p.y[i]) ? [[u.valToPos(x, 'x', true), u.valToPos(p.y[i]!, 'y', true)] as const] : [])));
  };
  const a = edge(gap.a), b = edge(gap.b);
  if (a.length < 2 || b.length < 2) return;
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.14;
  ctx.beginPath();
  for (const [x, y] of a) ctx.lineTo(x, y);
  for (const [x, y] of b.reverse()) ctx.lineTo(x, y);
  ctx.fill();
}

const severityColor = (severity: string, look: ChartInk): string => (severity === 'critical' ? look.bad : severity === 'warning' ? look.warn : look.note);

/** What lies under the lines: findings as tinted ranges, starts of sessions as rules. */
export function drawUnder(u: uPlot, lines: readonly Line[], marks: Marks, look: ChartInk): void {
  const { top, height } = u.bbox;
  clip(u, ctx => {
    for (const finding of marks.findings) {
      const from = u.valToPos(finding.from, 'x', true), to = u.valToPos(finding.to, 'x', true);
      ctx.fillStyle = severityColor(finding.severity, look);
      ctx.globalAlpha = finding.chosen ? 0.16 : 0.07;
      ctx.fillRect(from, top, Math.max(2 * uPlot.pxRatio, to - from), height);
      ctx.globalAlpha = finding.chosen ? 0.9 : 0.5;
      ctx.fillRect(from, top, uPlot.pxRatio * (finding.chosen ? 2 : 1), height);
    }
    if (marks.gap) gapBand(u, ctx, lines, marks.gap, look.warn);
    ctx.globalAlpha = 1;
    ctx.textBaseline = 'top';
    for (const session of marks.sessions) {
      const x = Math.round(u.valToPos(session.x, 'x', true)) + 0.5;
      ctx.strokeStyle = look.rule;
      ctx.lineWidth = uPlot.pxRatio;
      ctx.setLineDash([2 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
      ctx.beginPath();
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + height);
      ctx.stroke();
      ctx.fillStyle = look.text;
      ctx.font = font(10.5, 600);
      ctx.fillText(`S${session.number}`, x + 4 * uPlot.pxRatio, top + 4 * uPlot.pxRatio);
    }
  });
}

function star(ctx: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  ctx.beginPath();
  for (let i = 0; i < 10; i++) {
    const angle = -Math.PI / 2 + (i * Math.PI) / 5, radius = i % 2 === 0 ? r : r * 0.45;
    ctx.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  ctx.closePath();
  ctx.fill();
}

function nonFiniteRules(u: uPlot, ctx: CanvasRenderingContext2D, lines: readonly Line[], look: ChartInk): void {
  const { top, height } = u.bbox;
  let last = -Infinity, named = false;
  const places = lines.filter(l => !l.hidden).flatMap(l => [...l.raw, ...l.smooth].flatMap(p => p.nonFinite)).sort((a, b) => a.x - b.x);
  for (const { x, kind } of places) {
    const px = Math.round(u.valToPos(x, 'x', true)) + 0.5;
    if (px - last < 2 * uPlot.pxRatio) continue;
    last = px;
    ctx.strokeStyle = look.bad;
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = uPlot.pxRatio;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(px, top);
    ctx.lineTo(px, top + height);
    ctx.stroke();
    if (named) continue;
    named = true;
    ctx.globalAlpha = 1;
    ctx.fillStyle = look.bad;
    ctx.font = font(10.5, 650);
    ctx.textBaseline = 'bottom';
    ctx.fillText(kind === 'nan' ? 'NaN' : kind === 'inf' ? '+∞' : '−∞', px + 3 * uPlot.pxRatio, top + height - 12 * uPlot.pxRatio);
  }
}

function edgeMarkers(u: uPlot, ctx: CanvasRenderingContext2D, places: readonly number[], up: boolean, look: ChartInk): void {
  const y = up ? u.bbox.top + 2 * uPlot.pxRatio : u.bbox.top + u.bbox.height - 2 * uPlot.pxRatio, size = 4 * uPlot.pxRatio, down = up ? 1 : -1;
  let last = -Infinity;
  ctx.fillStyle = look.warn;
  for (const place of places) {
    const x = u.valToPos(place, 'x', true);
    if (Math.abs(x - last) < 2 * size) continue;
    last = x;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - size, y + down * 1.6 * size);
    ctx.lineTo(x + size, y + down * 1.6 * size);
    ctx.fill();
  }
}

function momentRule(u: uPlot, ctx: CanvasRenderingContext2D, { x, label }: NonNullable<Marks['moment']>, look: ChartInk): void {
  const px = Math.round(u.valToPos(x, 'x', true)) + 0.5, { left, top, width, height } = u.bbox, pad = 4 * uPlot.pxRatio;
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  ctx.strokeStyle = look.note;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.beginPath();
  ctx.moveTo(px, top);
  ctx.lineTo(px, top + height);
  ctx.stroke();
  if (label === '') return;
  ctx.font = font(10.5, 650);
  ctx.textBaseline = 'top';
  const size = ctx.measureText(label).width + 2 * pad, at = px + size > left + width ? px - size : px;
  ctx.fillStyle = look.surface;
  ctx.fillRect(at, top + 18 * uPlot.pxRatio, size, 16 * uPlot.pxRatio);
  ctx.strokeRect(at, top + 18 * uPlot.pxRatio, size, 16 * uPlot.pxRatio);
  ctx.fillStyle = look.text;
  ctx.fillText(label, at + pad, top + 21 * uPlot.pxRatio);
}

/** What lies over the lines: values that are not finite, checkpoints, and points outside the scale. */
export function drawOver(u: uPlot, lines: readonly Line[], marks: Marks, above: readonly number[], below: readonly number[], look: ChartInk): void {
  const bottom = u.bbox.top + u.bbox.height;
  clip(u, ctx => {
    nonFiniteRules(u, ctx, lines, look);
    ctx.globalAlpha = 1;
    edgeMarkers(u, ctx, above, true, look);
    edgeMarkers(u, ctx, below, false, look);
    for (const { x, best } of marks.checkpoints) {
      const px = u.valToPos(x, 'x', true);
      ctx.fillStyle = best ? look.star : look.rule;
      if (best) star(ctx, px, bottom - 9 * uPlot.pxRatio, 6.5 * uPlot.pxRatio);
      else ctx.fillRect(px - uPlot.pxRatio, bottom - 7 * uPlot.pxRatio, 2 * uPlot.pxRatio, 7 * uPlot.pxRatio);
    }
    if (marks.moment) momentRule(u, ctx, marks.moment, look);
  });
}
