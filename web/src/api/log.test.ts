import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import type { LogPage } from './contract.ts';
import { logQuery } from './queries.ts';

afterEach(() => vi.unstubAllGlobals());

/** A server with `events.length` events of which those that are not null are lines of the log. */
function serve(events: (string | null)[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const query = new URL(path, 'http://x').searchParams, count = Number(query.get('count'));
    let at = Number(query.get('after'));
    const lines: LogPage['lines'] = [];
    for (; at < events.length && lines.length < count; at++) if (events[at] !== null) lines.push({ session: 1, seq: at, time: '2026-01-01T00:00:00Z', level: 'info', text: events[at]! });
    return Promise.resolve(new Response(JSON.stringify({ lines, after: at })));
  });
  return asked;
}

test('a log longer than a page is read to its end, and later only what came since', async () => {
  const events: (string | null)[] = Array.from({ length: 12_000 }, (_, n) => (n % 7 === 0 ? null : `line ${n}`));
  const asked = serve(events), client = new QueryClient();
  const whole = await client.query(logQuery('r'));
  expect(whole.lines.length).toBe(events.filter(e => e !== null).length);
  expect(asked.length).toBe(3);
  events.push(null, 'the end');
  const more = await client.query({ ...logQuery('r'), staleTime: 0 });
  expect(more.lines.at(-1)?.text).toBe('the end');
  expect(more.lines.length).toBe(whole.lines.length + 1);
  expect(asked.slice(3)).toEqual(['/api/runs/r/log?after=12000&count=5000']);
});

test('nothing new gives the same lines, so that nothing is drawn again', async () => {
  serve(['one', null]);
  const client = new QueryClient();
  const first = await client.query(logQuery('r'));
  expect(await client.query({ ...logQuery('r'), staleTime: 0 })).toBe(first);
});
