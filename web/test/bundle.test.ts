import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = join(import.meta.dirname, '../dist');
const limit = 500_000;

/** Files that a page needs: those its html names, and what these import at their beginning. */
function needed(entry: string): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    if (!name.endsWith('.js')) return;
    const text = readFileSync(join(dist, 'assets', name), 'utf8');
    for (const m of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+)["']/g)) visit(m[1]!);
  };
  visit(entry);
  return found;
}

// The build is made before the tests by test.sh; without one there is nothing to weigh.
test.skipIf(!existsSync(dist))('the first load of the list and of a run stays below 500 kB, compressed, fonts included', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = readdirSync(join(dist, 'assets'));
  const first = new Set([...html.matchAll(/assets\/([\w.-]+)/g)].flatMap(m => [...needed(m[1]!)]));
  for (const page of ['RunsPage', 'RunPage']) for (const name of files.filter(f => f.startsWith(`${page}-`))) for (const part of needed(name)) first.add(part);
  for (const name of files.filter(f => /^(inter-latin-wght|jetbrains-mono-latin-wght).*woff2$/.test(f))) first.add(name);
  for (const name of files.filter(f => f.endsWith('.css'))) first.add(name);
  expect([...first].some(name => name.startsWith('CodeEditor'))).toBe(false);
  const bytes = [...first].reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, 'assets', name))).length, gzipSync(html).length);
  console.log(`first load: ${Math.round(bytes / 1000)} kB in ${first.size} files`);
  expect(bytes).toBeLessThan(limit);
});
