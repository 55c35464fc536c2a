// Synthetic trainings for working on the page without a server. Deterministic: the same run has the same curves.
export interface MockRun {
  id: string; name: string; seed: number; state: string; iterations: number; perEpoch: number; created: number; stepMs: number;
  kind: 'good' | 'overfit' | 'diverged' | 'resumed'; owner: string; tags: string[]; notes: string; step: number;
}
export interface Line { session: number; superseded: boolean; x: number[]; y: number[] }

export function random(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const hash = (text: string): number => { let h = 2166136261; for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619); return h >>> 0; };
const classes = ['abdominal_wall_left', 'abdominal_wall_right', 'paravertebral_left', 'paravertebral_right', 'psoas_left', 'psoas_right'];

export const seriesNames = (run: MockRun): string[] => [
  'loss', 'loss.cross_entropy', 'loss.dice', 'validation_loss', 'learning_rate', 'gradient_norm', 'step_ms', 'data_wait_ms', 'memory_mb',
  'case_dice', 'patch_dice_estimate', ...classes.map(c => `case_dice.${c}`), ...classes.map(c => `patch_dice_estimate.${c}`),
  'weight_norm.enc1', 'weight_norm.dec1', 'update_ratio.enc1', 'update_ratio.dec1', ...(run.kind === 'diverged' ? ['skipped_batches'] : []),
];
const perEpochOnly = (name: string): boolean => /^(case_dice|patch_dice|validation)/.test(name);

function value(run: MockRun, name: string, step: number, noise: number): number {
  const p = step / run.iterations;
  const rate = 2.5 + (run.seed % 5) * 0.6;
  const late = Math.max(0, p - 0.42);
  switch (name.split('.')[0]) {
    case 'loss': {
      const part = name.endsWith('entropy') ? 0.6 : name.endsWith('dice') ? 0.4 : 1;
      if (run.kind === 'diverged' && p > 0.55) return step % 7 === 0 ? NaN : (0.6 + Math.exp((p - 0.55) * 22)) * part + noise * 0.3;
      const spike = step % 997 === 400 ? 1.4 : 0;
      return part * (0.16 + 1.9 * Math.exp(-rate * 4 * p) + 0.28 * Math.exp(-rate * p) - (run.kind === 'overfit' ? 0.12 * p : 0) + noise * (0.04 + 0.2 * Math.exp(-6 * p)) + spike);
    }
    case 'validation_loss': return 0.24 + 1.7 * Math.exp(-rate * 4 * p) + 0.3 * Math.exp(-rate * p) + (run.kind === 'overfit' ? 1.1 * late : 0) + noise * 0.02;
    case 'learning_rate': return step < 50 ? (0.001 * step) / 50 : 0.001 * (1 - p) ** 0.9;
    case 'gradient_norm': return Math.exp(0.9 + 1.5 * Math.exp(-9 * p) + noise * 0.28 + (run.kind === 'diverged' && p > 0.53 ? (p - 0.53) * 40 : 0));
    case 'step_ms': return run.stepMs * (1 + 0.08 * noise + (step % 250 === 0 ? 2.5 : 0));
    case 'data_wait_ms': return Math.abs(2 + 3 * noise);
    case 'memory_mb': return 1900 + 180 * Math.min(1, 8 * p) + 4 * noise;
    case 'case_dice': case 'patch_dice_estimate': {
      const k = hash(name.split('.')[1] ?? '') % 7;
      const dead = name.endsWith('psoas_right') && run.kind === 'overfit' ? 0.004 : 1;
      return dead * Math.max(0, Math.min(0.985, (0.95 - 0.02 * k) * (1 - Math.exp(-(rate * 2.4 - k * 0.35) * p)) - (run.kind === 'overfit' ? 0.16 * late : 0) + noise * 0.012));
    }
    case 'weight_norm': return 8 + 3 * p + noise * 0.01;
    case 'update_ratio': return 0.003 * (1 - p) + 2e-4 * Math.abs(noise);
    default: return step / 100;
  }
}

/** Where the sessions of a run began and ended; the resumed one went back to a checkpoint twice. */
export function sessionsOf(run: MockRun): { number: number; start: number; last: number; reason: string | null }[] {
  if (run.kind !== 'resumed') return [{ number: 1, start: 0, last: run.step, reason: run.state === 'stopped' ? 'stopped on request' : null }];
  const a = Math.round(run.step * 0.35), b = Math.round(run.step * 0.7);
  return [
    { number: 1, start: 0, last: a, reason: 'stopped on request' }, { number: 2, start: a - 220, last: b, reason: 'out of memory' },
    { number: 3, start: b - 130, last: run.step, reason: null },
  ];
}

const kept = new Map<string, Line[]>();
/** All points of a series, one line for each session, the superseded parts apart. */
export function lines(run: MockRun, name: string): Line[] {
  const key = `${run.id} ${name} ${run.step}`;
  const have = kept.get(key);
  if (have) return have;
  if (kept.size > 400) kept.clear();
  const result: Line[] = [];
  const sessions = sessionsOf(run);
  sessions.forEach((session, i) => {
    const next = sessions[i + 1]?.start ?? Infinity;
    const chance = random(run.seed * 31 + hash(name) + session.number);
    const live: Line = { session: session.number, superseded: false, x: [], y: [] };
    const old: Line = { session: session.number, superseded: true, x: [], y: [] };
    for (let step = session.start + 1; step <= session.last; step++) {
      const noise = chance() + chance() + chance() - 1.5;
      if (perEpochOnly(name) && step % run.perEpoch !== 0) continue;
      const line = step > next ? old : live;
      line.x.push(step);
      line.y.push(value(run, name, step, noise * 1.4));
    }
    result.push(live);
    if (old.x.length > 0) result.push(old);
  });
  kept.set(key, result);
  return result;
}

export function smooth(y: number[], kind: string, amount: number): number[] {
  if (kind === 'none' || amount <= 0) return y;
  if (kind === 'median' || kind === 'gaussian') {
    const half = Math.max(1, Math.round(kind === 'median' ? amount / 2 : amount * 2));
    return y.map((_, i) => {
      const part = y.slice(Math.max(0, i - half), i + half + 1).filter(Number.isFinite).sort((p, q) => p - q);
      return kind === 'median' ? part[part.length >> 1] ?? NaN : part.reduce((s, v) => s + v, 0) / part.length;
    });
  }
  let mean = 0, weight = 0;
  return y.map(v => {
    if (!Number.isFinite(v)) return v;
    mean = amount * mean + (1 - amount) * v;
    weight = amount * weight + (1 - amount);
    return mean / weight;
  });
}

/** First, least, greatest and last finite point of each column. */
export function reduce(x: number[], y: number[], from: number, to: number, columns: number): { x: number[]; y: number[] } {
  const inside = x.map((_, i) => i).filter(i => x[i]! >= from && x[i]! <= to && Number.isFinite(y[i]));
  if (inside.length <= columns * 4) return { x: inside.map(i => x[i]!), y: inside.map(i => y[i]!) };
  const groups = new Map<number, number[]>();
  for (const i of inside) {
    const c = Math.min(columns - 1, Math.floor(((x[i]! - from) / (to - from || 1)) * columns));
    const group = groups.get(c);
    if (group) group.push(i); else groups.set(c, [i]);
  }
  const picked: number[] = [];
  for (const group of groups.values()) {
    let low = group[0]!, high = low;
    for (const i of group) { if (y[i]! < y[low]!) low = i; if (y[i]! > y[high]!) high = i; }
    picked.push(...new Set([group[0]!, low, high, group[group.length - 1]!].sort((p, q) => p - q)));
  }
  return { x: picked.map(i => x[i]!), y: picked.map(i => y[i]!) };
}
