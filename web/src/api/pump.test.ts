import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPump } from './pump.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('a poke during the work is answered by one more round, never by two at once', async () => {
  let running = 0, most = 0, rounds = 0;
  const pump = createPump(async () => {
    most = Math.max(most, ++running);
    rounds++;
    await new Promise(resolve => setTimeout(resolve, 50));
    running--;
  }, 100, () => Date.now());
  pump.poke();
  await vi.advanceTimersByTimeAsync(10);
  pump.poke(); pump.poke(); pump.poke();
  await vi.advanceTimersByTimeAsync(1000);
  expect(rounds).toBe(2);
  expect(most).toBe(1);
});

test('rounds keep their distance', async () => {
  const starts: number[] = [];
  const pump = createPump(() => { starts.push(Date.now()); return Promise.resolve(); }, 100, () => Date.now());
  for (let i = 0; i < 50; i++) { pump.poke(); await vi.advanceTimersByTimeAsync(10); }
  await vi.advanceTimersByTimeAsync(200);
  expect(starts.length).toBeGreaterThan(3);
  for (let i = 1; i < starts.length; i++) expect(starts[i]! - starts[i - 1]!).toBeGreaterThanOrEqual(100);
});

test('a failing round does not end the pump', async () => {
  let rounds = 0;
  const pump = createPump(() => { rounds++; return Promise.reject(new Error('away')); }, 10, () => Date.now());
  pump.poke();
  await vi.advanceTimersByTimeAsync(50);
  pump.poke();
  await vi.advanceTimersByTimeAsync(50);
  expect(rounds).toBe(2);
});
