/** A point whose value is not finite, at `x`; `count` such points share the place. */
export interface NonFinite { x: number; kind: 'nan' | 'inf' | '-inf'; count: number }

/** One line of a chart: x ascending, y beside it, as the server reduced them for the screen. */
export interface Entry {
  run: string; series: string; session: number; role: 'raw' | 'smooth'; superseded: boolean;
  points: number; total: number; reduced: boolean; nonFinite: NonFinite[]; yMin: number | null; yMax: number | null;
  x: Float64Array; y: Float64Array;
}

export interface SeriesAnswer { x: string; from: number; to: number; columns: number; entries: Entry[] }

export class UnreadableAnswer extends Error {}

const headBytes = 8;

/** Reads the binary chart answer: `BLS1`, uint32 header length, JSON, padding to 8, then float64 x[n], y[n] for each entry. */
export function decodeSeries(buffer: ArrayBuffer): SeriesAnswer {
  const bytes = new Uint8Array(buffer);
  if (bytes.length < headBytes || String.fromCharCode(...bytes.subarray(0, 4)) !== 'BLS1') throw new UnreadableAnswer('The answer is not a BLS1 chart.');
  const length = new DataView(buffer).getUint32(4, true);
  if (headBytes + length > bytes.length) throw new UnreadableAnswer('The header of the chart is cut off.');
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(headBytes, headBytes + length))) as SeriesAnswer;
  let offset = Math.ceil((headBytes + length) / 8) * 8;
  for (const entry of header.entries) {
    const end = offset + 16 * entry.points;
    if (end > bytes.length) throw new UnreadableAnswer(`The points of ${entry.series} are cut off.`);
    entry.x = new Float64Array(buffer, offset, entry.points);
    entry.y = new Float64Array(buffer, offset + 8 * entry.points, entry.points);
    offset = end;
  }
  return header;
}

/** The inverse of decodeSeries; the development server and the tests use it. */
export function encodeSeries(answer: SeriesAnswer): ArrayBuffer {
  const header = new TextEncoder().encode(JSON.stringify(answer, (_, value: unknown) => (value instanceof Float64Array ? undefined : value)));
  const start = Math.ceil((headBytes + header.length) / 8) * 8;
  const buffer = new ArrayBuffer(start + answer.entries.reduce((sum, entry) => sum + 16 * entry.points, 0));
  const bytes = new Uint8Array(buffer);
  bytes.set([0x42, 0x4c, 0x53, 0x31]);
  new DataView(buffer).setUint32(4, header.length, true);
  bytes.set(header, headBytes);
  let offset = start;
  for (const entry of answer.entries) {
    new Float64Array(buffer, offset, entry.points).set(entry.x);
    new Float64Array(buffer, offset + 8 * entry.points, entry.points).set(entry.y);
    offset += 16 * entry.points;
  }
  return buffer;
}
