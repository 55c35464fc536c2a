import { expect, test } from 'vitest';
import { LiveFeed, type Change, type FeedPorts } from './live.ts';

function bench(poll: FeedPorts['poll']) {
  const timers: { work: () => void; ms: number; cancelled: boolean }[] = [];
  const streams: { change: (c: Change) => void; open: () => void; error: () => void; closed: boolean }[] = [];
  const feed = new LiveFeed({
    openStream: (change, open, error) => {
      const stream = { change, open, error, closed: false };
      streams.push(stream);
      return { close: () => { stream.closed = true; } };
    },
    poll,
    schedule: (work, ms) => { const t = { work, ms, cancelled: false }; timers.push(t); return () => { t.cancelled = true; }; },
  });
  const seen: Change[] = [];
  feed.onChange(change => seen.push(change));
  return { feed, timers, streams, seen };
}
const settle = () => new Promise(resolve => setTimeout(resolve, 0));

test('after a pause it asks for everything since the last revision it saw', async () => {
  const asked: number[] = [];
  const { feed, streams, seen } = bench(since => { asked.push(since); return Promise.resolve({ revision: 9, runs: [{ id: 'a', step: 40, state: 'running' }] }); });
  feed.start();
  streams[0]!.change({ id: 'a', step: 10, state: 'running', revision: 5 });
  feed.pause();
  expect(streams[0]!.closed).toBe(true);
  streams[0]!.change({ id: 'a', step: 11, state: 'running', revision: 6 });
  feed.start();
  streams[1]!.open();
  await settle();
  expect(asked).toEqual([5]);
  expect(seen.map(c => c.step)).toEqual([10, 40]);
  expect(feed.connection).toBe('live');
});

test('a broken stream falls back to polling and tries the stream again', async () => {
  const { feed, streams, timers } = bench(() => Promise.resolve({ revision: 1, runs: [] }));
  feed.start();
  streams[0]!.open();
  await settle();
  streams[0]!.error();
  await settle();
  expect(feed.connection).toBe('polling');
  timers.find(t => t.ms === 4000)!.work();
  streams[1]!.open();
  await settle();
  expect(feed.connection).toBe('live');
  expect(timers.filter(t => !t.cancelled && t.ms === 2000)).toHaveLength(0);
});

test('a server that is away is said to be lost', async () => {
  const { feed, streams } = bench(() => Promise.reject(new Error('away')));
  feed.start();
  streams[0]!.error();
  await settle();
  expect(feed.connection).toBe('lost');
});
