import { expect, test } from 'vitest';
import { kindOfFile, withDataset } from './editText.ts';

test('the dataset replaces the path and keeps comments and the rest', () => {
  expect(withDataset('name: a\ndata:   # scans\n    format: auto\n    path: old   # here\nseed: 1\n', 'datasets/new')).toBe('name: a\ndata:   # scans\n    format: auto\n    path: datasets/new\nseed: 1\n');
});
test('a missing path or section is added', () => {
  expect(withDataset('data:\n    format: auto\n', 'x')).toBe('data:\n    path: x\n    format: auto\n');
  expect(withDataset('name: a\n', 'x')).toBe('name: a\ndata:\n  path: x\n');
  expect(withDataset('', 'x')).toBe('data:\n  path: x\n');
});
test('a path of another section stays, and strange names are quoted', () => {
  expect(withDataset('start:\n  path: keep\n', 'a b: c')).toBe('start:\n  path: keep\ndata:\n  path: "a b: c"\n');
  expect(withDataset('data:\nstart:\n  path: keep\n', 'x')).toBe('data:\n  path: x\nstart:\n  path: keep\n');
});
test('files are told apart', () => {
  expect([kindOfFile('a.JSON', ''), kindOfFile('b.yml', '{'), kindOfFile('c.txt', ' {"a":1}'), kindOfFile('d', 'name: x')]).toEqual(['architecture', 'configuration', 'architecture', 'configuration']);
});
