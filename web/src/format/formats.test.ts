import { expect, test } from 'vitest';
import { de } from '../i18n/de.ts';
import { en } from '../i18n/en.ts';
import { createFormats } from './formats.ts';

const f = createFormats('en', en), g = createFormats('de', de);

test('values keep four digits and never turn a missing one into a number', () => {
  expect([0.93457, 12.34567, 0, -0.7526, 1234.5].map(f.value)).toEqual(['0.9346', '12.35', '0', '−0.7526', '1235']);
  expect([4e-5, 3.2e7, null, undefined, NaN, -Infinity].map(f.value)).toEqual(['4e−5', '3.2e7', '–', '–', 'NaN', '−∞']);
  expect(g.value(0.93457)).toBe('0,9346');
});

test('durations are said as people say them', () => {
  expect([0, 59, 61, 125, 720, 3600, 5400, 100000, 200000, null, NaN].map(f.duration)).toEqual(['0 s', '59 s', '1 min 1 s', '2 min 5 s', '12 min', '1 h', '1 h 30 min', '27 h 47 min', '2 d 8 h', '–', '–']);
});

test('rounding never shows sixty minutes', () => {
  for (let s = 0; s < 200000; s += 61) if (/\b60 (min|s)/.test(f.duration(s))) expect.unreachable(`${s}: ${f.duration(s)}`);
});

test('counts, bytes and shares', () => {
  expect(f.count(12500)).toBe('12\u202f500');
  expect(g.count(1234567)).toBe('1\u202f234\u202f567');
  expect([12, 1942112, 3e9].map(f.bytes)).toEqual(['12 B', '1.9 MB', '3 GB']);
  expect(f.percent(0.414)).toBe('41 %');
});

test('ages are coarse', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');
  expect(f.ago('2026-11-25T11:59:40Z', now)).toBe('just now');
  expect(g.ago('2026-11-25T11:20:00Z', now)).toBe('vor 40 min');
  expect(f.ago('2026-11-20T12:00:00Z', now)).toBe('5 d ago');
});
