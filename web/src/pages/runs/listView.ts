import type { RunRow, RunState } from '../../api/contract.ts';

export type SortKey = 'name' | 'state' | 'progress' | 'eta' | 'metric' | 'owner' | 'created';
const sortKeys: readonly SortKey[] = ['name', 'state', 'progress', 'eta', 'metric', 'owner', 'created'];
const states: readonly RunState[] = ['running', 'starting', 'stopping', 'queued', 'created', 'stopped', 'finished', 'failed', 'lost'];
/** The filters of the list: several states stand behind one word. */
export const stateGroups = { running: ['running', 'starting', 'stopping'], queued: ['queued', 'created'], stopped: ['stopped'], finished: ['finished'], failed: ['failed', 'lost'] } as const satisfies Record<string, readonly RunState[]>;
export type StateGroup = keyof typeof stateGroups;

export interface ListSearch { q?: string; state?: StateGroup; tag?: string; sort?: SortKey; down?: boolean; sel?: string }

const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined);

/** What the URL says about the list; whatever it cannot mean is left out. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const state = word(search.state), sort = word(search.sort);
  return {
    q: word(search.q), tag: word(search.tag), sel: word(search.sel),
    state: state !== undefined && Object.hasOwn(stateGroups, state) ? (state as StateGroup) : undefined,
    sort: sortKeys.find(key => key === sort),
    down: typeof search.down === 'boolean' ? search.down : undefined,
  };
}

const progress = (run: RunRow): number => (run.iterations > 0 ? run.step / run.iterations : 0);

/** Sorted as asked; missing values come last in both directions, and equal ones keep the newest first. */
export function sortRuns(runs: readonly RunRow[], key: SortKey, down: boolean, language: string): RunRow[] {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const of: Record<SortKey, (run: RunRow) => string | number | null> = {
    name: run => run.name, state: run => states.indexOf(run.state), progress, eta: run => run.etaSeconds, metric: run => run.metric?.best ?? null, owner: run => run.owner, created: run => run.created,
  };
  const pick = of[key], sign = down ? -1 : 1;
  return [...runs].sort((a, b) => {
    const p = pick(a), q = pick(b);
    if (p === null || q === null) return p === q ? b.created.localeCompare(a.created) : p === null ? 1 : -1;
    const order = typeof p === 'number' && typeof q === 'number' ? p - q : collator.compare(String(p), String(q));
    return order === 0 ? b.created.localeCompare(a.created) : sign * order;
  });
}
