import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';

type Leaf = string | ((...args: never[]) => string);
interface Node { [key: string]: Leaf | Node }

function leaves(node: Node, path = ''): [string, Leaf][] {
  return Object.entries(node).flatMap(([key, value]): [string, Leaf][] => (typeof value === 'object' ? leaves(value, `${path}${key}.`) : [[path + key, value]]));
}
const say = (leaf: Leaf): string => (typeof leaf === 'function' ? (leaf as (...args: unknown[]) => string)('§1', '§2', '§3', '§4', '§5') : leaf);
const english = new Map(leaves(en)), german = new Map(leaves(de));

test('both languages say the same things', () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
});

test('no text is empty, and every text uses every argument in both languages', () => {
  const holes = (text: string) => [...new Set(text.match(/§\d/g) ?? [])].sort();
  for (const [key, leaf] of english) {
    const a = say(leaf), b = say(german.get(key)!);
    expect(a.trim(), key).not.toBe('');
    expect(b.trim(), key).not.toBe('');
    expect(holes(b), key).toEqual(holes(a));
  }
});

test('long German texts are not English ones that were left', () => {
  const same = [...english].filter(([key, leaf]) => say(leaf) === say(german.get(key)!) && say(leaf).split(' ').length > 3 && !say(leaf).includes('§'));
  expect(same.map(([key]) => key)).toEqual([]);
});
