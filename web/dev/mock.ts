import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { encodeSeries, type Entry } from '../src/series/decode.ts';
import { lines, random, reduce, seriesNames, sessionsOf, smooth, type MockRun } from './curves.ts';

// Answers the API with synthetic runs, for working on the page alone (`npm run mock`). Never part of a build.
const kinds: MockRun['kind'][] = ['good', 'overfit', 'resumed', 'diverged'];
const begin = Date.now();
const runs: MockRun[] = Array.from({ length: 320 }, (_, i): MockRun => {
  const chance = random(i + 5);
  const kind = kinds[i % 4]!;
  const iterations = i < 4 ? 12500 : 2500 + Math.round(chance() * 4) * 2500;
  const state = i === 0 ? 'running' : i === 2 ? 'running' : kind === 'diverged' ? 'failed' : i === 5 ? 'queued' : i % 9 === 4 ? 'stopped' : 'finished';
  return {
    id: `20261125-${String(2200 - i).padStart(4, '0')}-${(i * 7919 % 65536).toString(16).padStart(4, '0')}`,
    name: [`Abdominal wall, U-Net ${16 + (i % 3) * 8}`, `Paravertebral sparse, fold ${i % 5}`, `Psoas + QL residual encoder`, `All muscles, 2.5-D, lr ${[1e-3, 3e-3, 1e-2][i % 3]}`][i % 4]!,
    seed: i + 1, state, iterations, perEpoch: 250, created: begin - i * 5400e3, stepMs: 90 + (i % 7) * 12, kind,
    owner: ['anna', 'jonas', 'mira'][i % 3]!, tags: [['fold'], ['baseline', 'l3'], ['sparse'], []][i % 4]!, notes: i === 0 ? 'First run with the new label set. Compare with the baseline of last week.' : '',
    step: state === 'queued' ? 0 : state === 'running' ? Math.round(iterations * 0.62) : state === 'stopped' ? Math.round(iterations * 0.7) : kind === 'diverged' ? Math.round(iterations * 0.61) : iterations,
  };
});
let revision = 1;
setInterval(() => {
  revision++;
  for (const run of runs) if (run.state === 'running' && run.step < run.iterations) run.step += 2;
}, 250).unref();

const findingsOf = (run: MockRun) => {
  const all = [];
  if (run.kind === 'overfit') all.push({ key: 'H8:1', rule: 'H8', version: 1, severity: 'warning', fromStep: Math.round(run.iterations * 0.45), toStep: null, active: true, series: ['validation_loss', 'loss'], numbers: { rise: 0.31, share_of_drop: 0.12, dice_from_best: -0.034, best_step: Math.round(run.iterations * 0.42) }, explanation: `The validation loss has risen by 0.31 (12 % of the drop so far) since epoch ${Math.round(run.iterations * 0.45 / 250)} while the training loss still falls, and the case Dice has not improved since.`, suggestion: 'Use the best checkpoint, or train on with more augmentation or more cases.', muted: null },
    { key: 'H11:psoas_right', rule: 'H11', version: 1, severity: 'warning', fromStep: Math.round(run.iterations * 0.2), toStep: null, active: true, series: ['case_dice.psoas_right'], numbers: { dice: 0.003 }, explanation: 'psoas_right has had a Dice below 0.01 since epoch 10.', suggestion: 'Check that the class is drawn in the training cases of this fold.', muted: null });
  if (run.kind === 'diverged') all.push({ key: 'H1:1', rule: 'H1', version: 1, severity: 'critical', fromStep: Math.round(run.iterations * 0.55), toStep: run.step, active: true, series: ['loss'], numbers: { step: Math.round(run.iterations * 0.55), gradient_norm: 412.2, learning_rate: 0.01 }, explanation: `The loss became NaN at step ${Math.round(run.iterations * 0.55)}. In the 20 steps before, the gradient norm rose from 3.1 to 412.`, suggestion: 'Start again with a third of the learning rate, or with gradient clipping.', muted: null });
  if (run.kind === 'resumed') all.push({ key: 'H15:1', rule: 'H15', version: 1, severity: 'info', fromStep: Math.round(run.iterations * 0.1), toStep: Math.round(run.iterations * 0.3), active: false, series: ['validation_loss'], numbers: { noise: 0.21 }, explanation: 'The validation was too noisy for a verdict.', suggestion: 'Validate on more slices.', muted: null });
  return all;
};
const row = (run: MockRun) => {
  const dice = lines(run, 'case_dice').filter(l => !l.superseded);
  const y = dice.flatMap(l => l.y), x = dice.flatMap(l => l.x);
  const best = y.length ? Math.max(...y) : null;
  return {
    id: run.id, name: run.name, state: run.state, reason: run.state === 'failed' ? 'the loss is not finite' : '', owner: run.owner,
    created: new Date(run.created).toISOString(), started: run.step ? new Date(run.created + 9000).toISOString() : null, ended: ['finished', 'failed', 'stopped'].includes(run.state) ? new Date(run.created + run.step * run.stepMs).toISOString() : null,
    step: run.step, iterations: run.iterations, epoch: Math.floor(run.step / run.perEpoch), activeSeconds: run.step * run.stepMs / 1000,
    etaSeconds: run.state === 'running' ? (run.iterations - run.step) * run.stepMs / 1000 : null,
    metric: { name: 'case_dice', last: y.at(-1) ?? null, best, bestStep: best === null ? null : x[y.indexOf(best)]! }, loss: null, tags: run.tags,
    findings: findingsOf(run).filter(f => f.active).map(f => ({ rule: f.rule, severity: f.severity })), sparkline: y.filter((_, i) => i % Math.max(1, Math.ceil(y.length / 60)) === 0),
  };
};
const rows = new Map<string, { step: number; row: ReturnType<typeof row> }>();
const cachedRow = (run: MockRun) => {
  const have = rows.get(run.id);
  if (have?.step === run.step) return { ...have.row, state: run.state, name: run.name, tags: run.tags };
  const fresh = row(run);
  rows.set(run.id, { step: run.step, row: fresh });
  return fresh;
};
const detail = (run: MockRun) => {
  const time = (step: number) => new Date(run.created + 9000 + step * run.stepMs).toISOString();
  const r = cachedRow(run);
  const samples = [];
  for (let step = 1250; step <= run.step; step += 1250) for (const name of ['case-014', 'case-027', 'case-033']) samples.push({ step, case: name, k: 41, url: `/api/runs/${run.id}/files/samples/${step}-${name}.svg` });
  return {
    ...r, notes: run.notes, sessions: run.step ? sessionsOf(run).map(s => ({ number: s.number, startStep: s.start, lastStep: s.last, started: time(s.start), ended: s.reason ? time(s.last) : null, reason: s.reason ?? '' })) : [],
    facts: [['Files', 'Architecture', 'architecture.json · sha256 9f0c51aa'], ['Files', 'Configuration', 'configuration.yaml · sha256 1b77e0c2'], ['Data', 'Dataset', 'sarcopenia-l3 · version 7'], ['Data', 'Cases', '64 training, 16 validation'], ['Data', 'Fold', '0 of 5'], ['Data', 'Seed', '1'], ['Program', 'Version', '0.9.0'], ['Program', 'Started by', run.owner], ['Machine', 'Host', 'node-7'], ['Machine', 'Processor', 'AMD EPYC 7B13, 8 cores'], ['Machine', 'Memory', '32 GB']].map(([group, name, value]) => ({ group, name, value })),
    timeline: [['created', `created by ${run.owner}`, 0], ['queued', 'queued', 1], ['running', 'training started', 9], ...(run.kind === 'resumed' ? [['stopped', 'stopped on request', 300], ['running', 'resumed from step 2 493', 420], ['failed', 'out of memory', 800], ['running', 'resumed from step 5 295', 900]] : [])].map(([kind, text, s]) => ({ time: new Date(run.created + Number(s) * 1000).toISOString(), kind, text })),
    checkpoints: Array.from({ length: Math.floor(run.step / 1250) }, (_, i) => ({ step: (i + 1) * 1250, file: `checkpoints/${(i + 1) * 1250}.keras`, best: (i + 1) * 1250 === Math.round((r.metric.bestStep ?? 0) / 1250) * 1250, bytes: 1_942_112, sha256: 'ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12' })),
    artifacts: [{ path: 'run.json', bytes: 4711 }, { path: 'evaluation.json', bytes: 18_822 }], samples, baseline: null,
  };
};
const query = (search: URLSearchParams) => {
  const names = search.getAll('series'), ids = search.getAll('run');
  const columns = Number(search.get('columns') ?? 800), kind = search.get('x') ?? 'step';
  const entries: Entry[] = [];
  let low = Infinity, high = -Infinity;
  const pairs = names.map((name, i) => [runs.find(r => r.id === (ids[i] ?? ids[0])), name] as const).filter((p): p is readonly [MockRun, string] => p[0] !== undefined);
  const place = (run: MockRun, x: number) => kind === 'epoch' ? x / run.perEpoch : kind === 'samples' ? x * 8 : kind === 'active' ? x * run.stepMs / 1000 : kind === 'wall' ? (run.created + x * run.stepMs) / 1000 : x;
  for (const [run] of pairs) { low = Math.min(low, place(run, kind === 'step' ? 1 : 0)); high = Math.max(high, place(run, run.step)); }
  const from = Number(search.get('from') ?? low), to = Number(search.get('to') ?? high);
  for (const [run, name] of pairs) for (const line of lines(run, name)) {
    if (line.superseded && search.get('sessions') !== 'all') continue;
    const x = line.x.map(v => place(run, v));
    const roles: ['raw' | 'smooth', number[]][] = [['smooth', smooth(line.y, search.get('smooth') ?? 'none', Number(search.get('amount') ?? 0))]];
    if (search.get('raw') === 'true' || search.get('smooth') === 'none') roles.unshift(['raw', line.y]);
    if (search.get('smooth') === 'none') roles.pop();
    for (const [role, y] of roles) {
      const points = reduce(x, y, from, to, columns);
      const bad = role === 'raw' ? line.y.flatMap((v, i) => Number.isFinite(v) || x[i]! < from || x[i]! > to ? [] : [{ x: x[i]!, kind: 'nan' as const, count: 1 }]).slice(0, 50) : [];
      entries.push({ run: run.id, series: name, session: line.session, role, superseded: line.superseded, points: points.x.length, total: x.length, reduced: points.x.length < x.length, nonFinite: bad, yMin: null, yMax: null, x: Float64Array.from(points.x), y: Float64Array.from(points.y) });
    }
  }
  return encodeSeries({ x: kind, from, to, columns, entries });
};
const picture = (path: string) => {
  const step = Number(/(\d+)-case/.exec(path)?.[1] ?? 0), wobble = 14 * Math.exp(-step / 3000);
  const blob = (cx: number, cy: number, r: number, color: string) => `<ellipse cx="${cx + wobble}" cy="${cy - wobble / 2}" rx="${r + wobble / 3}" ry="${r * 0.7}" fill="${color}" opacity=".75"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><rect width="256" height="256" fill="#000"/><ellipse cx="128" cy="128" rx="112" ry="84" fill="#333"/><ellipse cx="128" cy="126" rx="96" ry="68" fill="#555"/><circle cx="128" cy="168" r="18" fill="#ddd"/>${blob(96, 178, 17, '#d55e00')}${blob(160, 178, 17, '#e69f00')}${blob(108, 150, 10, '#0072b2')}${blob(148, 150, 10, '#56b4e9')}</svg>`;
};
let role = 'administrator';

async function body(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of request) text += String(part);
  try { return JSON.parse(text) as Record<string, unknown>; } catch { return {}; }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mock'), path = url.pathname.slice(4), method = request.method ?? 'GET', search = url.searchParams;
  const json = (value: unknown, status = 200) => { response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }); response.end(JSON.stringify(value)); };
  const [, kind, id, action] = path.split('/');
  const run = runs.find(r => r.id === id);
  if (path === '/session') {
    if (method === 'DELETE') role = 'none';
    if (method === 'POST') { const b = await body(request); if (b.password === 'wrong') { json({ title: 'Name or password is wrong.' }, 401); return; } role = 'administrator'; }
    json({ signedIn: role !== 'none', name: role === 'none' ? null : 'anna', role: role === 'none' ? null : role, demo: false, needsSetup: false, version: '0.9.0' }); return;
  }
  if (path === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: hello\ndata: {}\n\n');
    const timer = setInterval(() => { for (const r of runs) if (r.state === 'running') response.write(`event: run\ndata: ${JSON.stringify({ id: r.id, step: r.step, state: r.state, revision })}\n\n`); }, 250);
    request.on('close', () => clearInterval(timer));
    return;
  }
  if (path === '/changes') { json({ revision, runs: runs.filter(r => r.state === 'running').map(r => ({ id: r.id, step: r.step, state: r.state })) }); return; }
  if (path === '/query') { response.writeHead(200, { 'content-type': 'application/octet-stream' }); response.end(Buffer.from(query(search))); return; }
  if (path === '/runs' && method === 'GET') {
    const text = (search.get('search') ?? '').toLowerCase(), state = search.get('state');
    const found = runs.filter(r => (!text || `${r.name} ${r.id} ${r.owner} ${r.tags.join(' ')}`.toLowerCase().includes(text)) && (!state || state.split(',').includes(r.state)));
    json({ runs: found.map(cachedRow), total: found.length }); return;
  }
  if (path === '/runs/check') {
    const b = await body(request), text = String(b.configuration), line = text.split('\n').findIndex(l => l.includes('optimiser')) + 1;
    json({ problems: line ? [{ file: 'configuration.yaml', line, column: 1, message: 'Unknown key "optimiser"; did you mean "optimizer"?' }] : [], resolved: text, plan: line ? null : { memoryMb: 1840, secondsPerEpoch: 31, totalSeconds: 320, iterations: 2500 } }); return;
  }
  if (path === '/runs' && method === 'POST') { json({ id: runs[0]!.id }, 201); return; }
  if (kind === 'runs' && run) {
    if (!action && method === 'GET') { json(detail(run)); return; }
    if (method === 'PATCH') { Object.assign(run, await body(request)); json(detail(run)); return; }
    if (action === 'series') { json(seriesNames(run).map(name => { const l = lines(run, name).filter(s => !s.superseded); const y = l.flatMap(s => s.y).filter(Number.isFinite); return { name, points: y.length, lastStep: run.step, lastValue: y.at(-1) ?? null, min: Math.min(...y), max: Math.max(...y), best: name.includes('dice') ? Math.max(...y) : Math.min(...y), unit: name.endsWith('_ms') ? 'ms' : '', nonFinite: 0 }; })); return; }
    if (action === 'findings') { json(findingsOf(run)); return; }
    if (action === 'configuration') { response.end('name: training\ndata:\n  path: datasets/sarcopenia-l3\nlimits:\n  iterations: 12500\noptimizer:\n  kind: adam_w\n  learning_rate: 0.001\n'); return; }
    if (action === 'architecture') { response.end('{\n  "schemaVersion": "1.0",\n  "kind": "template",\n  "template": "unet2d",\n  "params": { "levels": 4, "baseFilters": 16 }\n}\n'); return; }
    if (action === 'files') { response.writeHead(200, { 'content-type': 'image/svg+xml' }); response.end(picture(path)); return; }
    if (action === 'log') { const after = Number(search.get('after') ?? -1); json({ lines: Array.from({ length: 400 }, (_, i) => ({ session: 1, seq: i, time: new Date(run.created + i * 4000).toISOString(), level: i % 61 === 60 ? 'error' : i % 17 === 16 ? 'warning' : 'info', text: i % 17 === 16 ? 'Steps take 6.1 times as long as before; another program may be using the processor.' : `Epoch ${i}: case Dice ${(0.9 - Math.exp(-i / 20) * 0.6).toFixed(3)}` })).filter(l => l.seq > after), after: 400 }); return; }
    if (action === 'stop') run.state = 'stopped';
    if (action === 'resume') run.state = 'running';
    json(action === 'rerun' ? { id: run.id } : {}, action === 'rerun' ? 201 : 200); return;
  }
  if (path === '/datasets') { json([{ name: 'sarcopenia-l3', path: 'datasets/sarcopenia-l3', cases: 80 }, { name: 'phantoms', path: 'datasets/phantoms', cases: 12 }]); return; }
  if (path === '/templates/architectures') { json([{ id: 'unet2d', title: 'U-Net 2-D', english: 'Segments single slices.', german: 'Segmentiert einzelne Schichten.', document: '{\n  "schemaVersion": "1.0",\n  "kind": "template",\n  "template": "unet2d",\n  "params": { "levels": 4, "baseFilters": 16 }\n}\n' }]); return; }
  if (path === '/users') { json([{ id: '1', name: 'anna', role: 'administrator', disabled: false, created: new Date().toISOString() }, { id: '2', name: 'jonas', role: 'trainer', disabled: false, created: new Date(begin - 9e8).toISOString() }, { id: '3', name: 'mira', role: 'viewer', disabled: true, created: new Date(begin - 4e9).toISOString() }]); return; }
  if (path === '/tokens') { const value = method === 'POST' ? ({ id: '9', token: 'da_3f9a7c0e51b24d7f8a6c' }) : ([{ id: '1', name: 'cluster worker', account: 'anna', created: new Date().toISOString(), expires: null, lastUsed: null }]); json(value); return; }
  if (path === '/audit') { json({ entries: Array.from({ length: 40 }, (_, i) => ({ id: 100 - i, time: new Date(begin - i * 600e3).toISOString(), account: ['anna', 'jonas'][i % 2], action: ['run.start', 'run.read', 'session.signin', 'run.stop'][i % 4], target: runs[i]!.id, status: i % 7 === 6 ? 403 : 200, address: '127.0.0.1' })), before: null }); return; }
  if (path === '/diff') { json({ configuration: [{ path: 'optimizer.learning_rate', a: '0.001', b: '0.003' }, { path: 'split.fold', a: '0', b: '1' }], architecture: [{ path: 'params.baseFilters', a: '16', b: '24' }], facts: [{ path: 'Host', a: 'node-7', b: 'node-3' }] }); return; }
  json({ title: 'Not found' }, 404);
}

export function mockServer(): Plugin {
  return { name: 'mock-server', configureServer: server => { server.middlewares.use((request, response, next) => { if (request.url?.startsWith('/api/')) void answer(request, response); else next(); }); } };
}
