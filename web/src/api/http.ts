import type { Problem } from './contract.ts';

/** An answer of the server that is not a success, in the words of its problem details. */
export class ApiError extends Error {
  readonly status: number;
  readonly problems: Problem[];

  constructor(status: number, title: string, problems: Problem[] = []) {
    super(title);
    this.name = 'ApiError';
    this.status = status;
    this.problems = problems;
  }
}

interface ProblemDetails { title?: string; detail?: string; problems?: Problem[] }

let language = 'en';
/** The language in which the server words its findings and errors. */
export function setRequestLanguage(next: string): void { language = next; }

async function failure(answer: Response): Promise<ApiError> {
  let details: ProblemDetails = {};
  try { details = (await answer.json()) as ProblemDetails; } catch { /* not JSON: the status has to do */ }
  return new ApiError(answer.status, details.detail ?? details.title ?? `${answer.status} ${answer.statusText}`, details.problems ?? []);
}

async function send(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { 'Accept-Language': language };
  if (method !== 'GET') headers['X-DeepAnatomy'] = '1';
  let payload: BodyInit | undefined;
  if (body instanceof FormData) payload = body;
  else if (body !== undefined) { headers['Content-Type'] = 'application/json'; payload = JSON.stringify(body); }
  const answer = await fetch(path, { method, headers, body: payload, signal, credentials: 'same-origin' });
  if (!answer.ok) throw await failure(answer);
  return answer;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send('GET', path, undefined, signal)).json()) as T;
}

export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return (await send('GET', path, undefined, signal)).text();
}

export async function getBytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  return (await send('GET', path, undefined, signal)).arrayBuffer();
}

/** Sends JSON (or a form) and gives the JSON of the answer, or undefined where there is none. */
export async function change<T = undefined>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const answer = await send(method, path, body);
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
