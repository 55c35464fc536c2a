import { expect, test } from 'vitest';
import { decodeSeries, encodeSeries, UnreadableAnswer, type Entry } from './decode.ts';

function entry(series: string, x: number[], y: number[]): Entry {
  return { run: 'r', series, session: 1, role: 'raw', superseded: false, points: x.length, total: x.length, reduced: false, nonFinite: [], yMin: null, yMax: null, x: Float64Array.from(x), y: Float64Array.from(y) };
}

test('points survive the way to bytes and back, whatever the length of the header', () => {
  for (let pad = 0; pad < 8; pad++) {
    const answer = { x: 'step', from: 0, to: 3, columns: 100, entries: [entry('l' + 'ö'.repeat(pad), [1, 2, 3], [0.5, NaN, -Infinity]), entry('b', [], []), entry('c', [7], [1e-300])] };
    const back = decodeSeries(encodeSeries(answer));
    expect(back.entries.map(e => [...e.x])).toEqual([[1, 2, 3], [], [7]]);
    expect([...back.entries[0]!.y]).toEqual([0.5, NaN, -Infinity]);
    expect([...back.entries[2]!.y]).toEqual([1e-300]);
  }
});

test('an answer of known bytes is read', () => {
  const header = '{"x":"step","from":1,"to":1,"columns":9,"entries":[{"run":"r","series":"loss","session":1,"role":"raw","points":1}]}';
  const bytes = new Uint8Array(Math.ceil((8 + header.length) / 8) * 8 + 16);
  bytes.set(new TextEncoder().encode('BLS1'));
  bytes.set([header.length, 0, 0, 0], 4);
  bytes.set(new TextEncoder().encode(header), 8);
  bytes.set([0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0], bytes.length - 16);
  const answer = decodeSeries(bytes.buffer);
  expect(answer.entries[0]!.x[0]).toBe(1);
  expect(answer.entries[0]!.y[0]).toBe(-2);
});

test('a torn answer is refused, at every length', () => {
  const whole = encodeSeries({ x: 'step', from: 0, to: 3, columns: 100, entries: [entry('loss', [1, 2], [3, 4])] });
  for (let length = 0; length < whole.byteLength; length += 7) {
    const torn = whole.slice(0, length);
    expect(() => decodeSeries(torn)).toThrow(UnreadableAnswer);
  }
});
