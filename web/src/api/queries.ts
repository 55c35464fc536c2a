import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { CheckAnswer, Dataset, DiffAnswer, Finding, ImportedRun, LogPage, NewRun, Person, Role, RunDetail, RunRow, SeriesSummary, Session, Template, Token } from './contract.ts';
import { change, getJson, getText } from './http.ts';

const part = encodeURIComponent;
const logLines = 5000;
export interface RunsFilter { search?: string; state?: string; tag?: string; sort?: string }

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: ({ signal }) => getJson<Session>('/api/session', signal), staleTime: 60_000 });

export const runsQuery = (filter: RunsFilter) => queryOptions({
  queryKey: ['runs', filter],
  queryFn: ({ signal }) => {
    const search = new URLSearchParams({ count: '5000' });
    for (const [key, value] of Object.entries(filter)) if (value) search.set(key, String(value));
    return getJson<{ runs: RunRow[]; total: number }>(`/api/runs?${search}`, signal);
  },
});

export const runQuery = (id: string, language: string) => queryOptions({ queryKey: ['run', id, 'detail', language], queryFn: ({ signal }) => getJson<RunDetail>(`/api/runs/${part(id)}`, signal) });
export const seriesQuery = (id: string) => queryOptions({ queryKey: ['run', id, 'series'], queryFn: ({ signal }) => getJson<SeriesSummary[]>(`/api/runs/${part(id)}/series`, signal) });
export const findingsQuery = (id: string, language: string) => queryOptions({ queryKey: ['run', id, 'findings', language], queryFn: ({ signal }) => getJson<Finding[]>(`/api/runs/${part(id)}/findings`, signal) });
export const runTextQuery = (id: string, which: 'configuration' | 'architecture') => queryOptions({ queryKey: ['text', id, which], queryFn: ({ signal }) => getText(`/api/runs/${part(id)}/${which}`, signal), staleTime: Infinity });
/** The whole log: what was read before stays, only what came since is asked for. */
export const logQuery = (id: string) => queryOptions({
  queryKey: ['run', id, 'log'], structuralSharing: false,
  queryFn: async ({ signal, client, queryKey }) => {
    let log = client.getQueryData<LogPage>(queryKey) ?? { lines: [], after: 0 };
    for (;;) {
      const next = await getJson<LogPage>(`/api/runs/${part(id)}/log?after=${log.after}&count=${logLines}`, signal);
      if (next.after !== log.after) log = { lines: next.lines.length > 0 ? [...log.lines, ...next.lines] : log.lines, after: next.after };
      if (next.lines.length < logLines) return log;
    }
  },
});
export const diffQuery = (a: string, b: string) => queryOptions({ queryKey: ['diff', a, b], queryFn: ({ signal }) => getJson<DiffAnswer>(`/api/diff?a=${part(a)}&b=${part(b)}`, signal) });
export const datasetsQuery = queryOptions({ queryKey: ['datasets'], queryFn: ({ signal }) => getJson<Dataset[]>('/api/datasets', signal) });
export const templatesQuery = queryOptions({ queryKey: ['templates'], queryFn: ({ signal }) => getJson<Template[]>('/api/templates/architectures', signal), staleTime: Infinity });
export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: ({ signal }) => getJson<Person[]>('/api/users', signal) });
export const tokensQuery = queryOptions({ queryKey: ['tokens'], queryFn: ({ signal }) => getJson<Token[]>('/api/tokens', signal) });

export const checkRun = (body: NewRun): Promise<CheckAnswer> => change('POST', '/api/runs/check', body);
/** Checks, and lets a worker make three real iterations: seconds to minutes. */
export const planRun = (body: NewRun): Promise<CheckAnswer> => change('POST', '/api/runs/check?plan=true', body);
export const createRun = (body: NewRun): Promise<{ id: string }> => change('POST', '/api/runs', body);

export const runActions = {
  importEvents: (files: readonly File[], name: string) => {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.webkitRelativePath || file.name);
    return change<ImportedRun>('POST', `/api/import/tensorboard?name=${part(name)}`, form);
  },
  stop: (id: string, now: boolean) => change('POST', `/api/runs/${part(id)}/stop`, { now }),
  resume: (id: string, iterations?: number) => change('POST', `/api/runs/${part(id)}/resume`, iterations ? { iterations } : {}),
  rerun: (id: string) => change<{ id: string }>('POST', `/api/runs/${part(id)}/rerun`, {}),
  edit: (id: string, body: { name?: string; notes?: string; tags?: string[] }) => change('PATCH', `/api/runs/${part(id)}`, body),
  remove: (id: string) => change('DELETE', `/api/runs/${part(id)}`),
  mute: (id: string, key: string, reason: string) => change('POST', `/api/runs/${part(id)}/findings/${part(key)}/mute`, { reason }),
  unmute: (id: string, key: string) => change('DELETE', `/api/runs/${part(id)}/findings/${part(key)}/mute`),
};

export const peopleActions = {
  add: (body: { name: string; password: string; role: Role }) => change('POST', '/api/users', body),
  edit: (id: string, body: { role?: Role; disabled?: boolean; password?: string }) => change('PATCH', `/api/users/${part(id)}`, body),
  remove: (id: string) => change('DELETE', `/api/users/${part(id)}`),
  addToken: (body: { name: string; days: number }) => change<{ id: string; token: string }>('POST', '/api/tokens', body),
  removeToken: (id: string) => change('DELETE', `/api/tokens/${part(id)}`),
};

/** A mutation that refreshes what it changed. */
export function useChange<A, R>(work: (argument: A) => Promise<R>, refresh: (client: QueryClient, argument: A) => unknown) {
  const client = useQueryClient();
  return useMutation({ mutationFn: work, onSuccess: async (_, argument) => { await refresh(client, argument); } });
}
