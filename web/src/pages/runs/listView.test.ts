import { expect, test } from 'vitest';
import type { RunRow } from '../../api/contract.ts';
import { readListSearch, sortRuns } from './listView.ts';

const run = (id: string, more: Partial<RunRow>): RunRow => ({ id, name: id, state: 'running', reason: '', source: 'local', owner: '', created: `2026-11-25T10:00:0${id.length}Z`, started: null, ended: null, step: 0, iterations: 100, epoch: 0, activeSeconds: 0, etaSeconds: null, metric: null, loss: null, tags: [], findings: [], sparkline: [], ...more });

test('whatever a URL says, only what the list can mean is taken', () => {
  expect(readListSearch({ q: 'psoas', state: 'running', sort: 'eta', down: true, sel: 'a,b' })).toEqual({ q: 'psoas', state: 'running', sort: 'eta', down: true, sel: 'a,b', tag: undefined });
  expect(readListSearch({ q: '', state: 'constructor', sort: '__proto__', down: 'yes', tag: { a: 1 } })).toEqual({ q: undefined, state: undefined, sort: undefined, down: undefined, tag: undefined, sel: undefined });
  expect(readListSearch({ q: 7 }).q).toBe('7');
});

test('missing values come last in both directions', () => {
  const runs = [run('a', { etaSeconds: null }), run('bb', { etaSeconds: 5 }), run('ccc', { etaSeconds: 2 })];
  expect(sortRuns(runs, 'eta', false, 'en').map(r => r.id)).toEqual(['ccc', 'bb', 'a']);
  expect(sortRuns(runs, 'eta', true, 'en').map(r => r.id)).toEqual(['bb', 'ccc', 'a']);
});

test('names sort as people count', () => {
  expect(sortRuns([run('fold 10', {}), run('fold 9', {}), run('Fold 1', {})], 'name', false, 'de').map(r => r.id)).toEqual(['Fold 1', 'fold 9', 'fold 10']);
});
