/**
 * Runs `work` when poked, never twice at once and at most once in `interval` ms. A poke during the work is not lost:
 * the work runs once more afterwards, so the last change is always seen.
 */
export interface Pump { poke: () => void; stop: () => void }

export function createPump(work: () => Promise<unknown>, interval: number, now: () => number = () => performance.now()): Pump {
  let running = false, dirty = false, stopped = false, last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    timer = undefined;
    running = true;
    dirty = false;
    last = now();
    try { await work(); } catch { /* the query shows its own error */ }
    running = false;
    if (dirty) schedule(); // eslint-disable-line @typescript-eslint/no-unnecessary-condition -- set while the work ran
  }

  function schedule(): void {
    if (stopped) return;
    if (running || timer !== undefined) { dirty = true; return; }
    timer = setTimeout(() => void run(), Math.max(0, last + interval - now()));
  }

  return { poke: schedule, stop: () => { stopped = true; clearTimeout(timer); } };
}
