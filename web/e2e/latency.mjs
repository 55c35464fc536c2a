// How long it takes from the moment a worker logs a step until the page shows it: npm run latency [-- --steps 600 --pace 50 --charts 20].
// A worker writes lines of the run protocol, once as one on this machine does (into the files of its run) and once as one elsewhere does (over HTTP).
// Chromium shows the run's page; a step is shown when the frame that has it in the legend of the loss, drawn with the curve, was painted.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startServer, until } from './server.mjs';

const { values: asked } = parseArgs({ options: { steps: { type: 'string', default: '600' }, pace: { type: 'string', default: '50' }, charts: { type: 'string', default: '20' }, look: { type: 'string', default: '50' }, most: { type: 'string', default: '250' } } });
const steps = Number(asked.steps), pace = Number(asked.pace), charts = Number(asked.charts), look = Number(asked.look), most = Number(asked.most);
const headers = { 'X-DeepAnatomy': '1' };
const configuration = 'name: latency\ndata: {path: datasets/phantoms}\nsplit: {folds: 2}\npreprocessing: {spacing_mm: [3, 3, 0]}\n';
const now = () => performance.timeOrigin + performance.now();

// The value of the loss is its step, so that the legend says which step the curve has reached.
function line(seq, fields) { return JSON.stringify({ seq, session: 1, time: new Date().toISOString(), ...fields }) + '\n'; }
function pointsOf(step) {
  const values = { loss: step, gradient_norm: 1 + Math.sin(step / 9), learning_rate: 0.01, step_ms: 40 + (step % 7), data_wait_ms: step % 5 };
  for (let n = Object.keys(values).length; n < charts; n++) values[`loss.part${n}`] = Math.cos(step / (n + 1));
  return values;
}

async function measure(page, run, write) {
  await write(line(1, { kind: 'session', start_step: 0, run, host: 'here', process: 1, iterations: steps }) + line(2, { kind: 'state', state: 'running', reason: '' }) + line(3, { kind: 'points', step: 1, values: pointsOf(1) }));
  await page.goto(`/runs/${run}?smooth=none`);
  await page.locator('[data-line="loss"]').first().waitFor();
  await until(async () => (await page.locator('[data-line="loss"]').first().textContent()) !== '', 30_000, 'no curve');
  await page.evaluate(() => {
    window.shown = [];
    let last = 0;
    const look = () => {
      const step = Number(document.querySelector('[data-line="loss"]')?.textContent?.replaceAll(/[^\d.]/g, '') ?? 0);
      if (step <= last) return;
      last = step;
      // The frame with it is painted between this call and the message.
      requestAnimationFrame(() => { const channel = new window.MessageChannel(); channel.port1.onmessage = () => window.shown.push([step, performance.timeOrigin + performance.now()]); channel.port2.postMessage(0); });
    };
    new window.MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const logged = new Map();
  for (let step = 2, next = now(); step <= steps; step++) {
    next += pace;
    await new Promise(done => setTimeout(done, Math.max(0, next - now())));
    logged.set(step, now());
    await write(line(step + 2, { kind: 'points', step, values: pointsOf(step) }));
  }
  let seen = [];
  await until(async () => { seen = await page.evaluate(() => [window.shown.at(-1)?.[0], document.querySelector('[data-line="loss"]')?.textContent]); return seen[0] >= steps; }, 30_000, () => `the last step is not shown: ${seen}`);
  const shown = await page.evaluate(() => window.shown);
  const late = [];
  // A step between two frames is shown with the next one.
  for (const [step, at] of logged) late.push(shown.find(([upTo]) => upTo >= step)[1] - at);
  late.sort((a, b) => a - b);
  const of = share => late[Math.min(late.length - 1, Math.floor(share * late.length))];
  return { count: late.length, frames: shown.length, p50: of(0.5), p95: of(0.95), max: late.at(-1) };
}

// As the sender of `train --server` does: a thread of its own looks for lines that the server does not have.
async function sender(context, run) {
  const { token } = await (await context.request.post('/api/tokens', { headers, data: { name: 'worker', days: 1 } })).json();
  let waiting = '', isSending = false;
  setInterval(async () => {
    if (isSending || waiting === '') return;
    const text = waiting;
    [waiting, isSending] = ['', true];
    const answer = await fetch(`${server.url}/api/runs/${run}/lines`, { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' }, body: text });
    if (!answer.ok) throw new Error(await answer.text());
    isSending = false;
  }, look);
  return text => { waiting += text; };
}

const server = await startServer();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
let failed = false;
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', baseURL: server.url });
  const made = await context.request.post('/api/setup', { headers, data: { token: server.setup.split('#')[1], name: 'anna', password: 'correct horse battery' } });
  if (!made.ok()) throw new Error(await made.text());
  const create = async (query, data) => {
    const answer = await context.request.post(`/api/runs${query}`, { headers, data: { notes: '', tags: [], ...data } });
    if (!answer.ok()) throw new Error(await answer.text());
    return (await answer.json()).id;
  };
  const page = await context.newPage();
  const local = await create('?start=false', { name: 'local', configuration });
  const folder = join(server.workspace, 'runs', local, 'metrics');
  mkdirSync(folder, { recursive: true });
  const remote = await create('', { name: 'remote', configuration: '', remote: true });
  const ways = [
    ['files of the run', local, text => appendFileSync(join(folder, 'session-0001.jsonl'), text)],
    ['HTTP', remote, await sender(context, remote)],
  ];
  console.log(`${steps} steps, one every ${pace} ms, ${charts} series each: from the logger's call to the painted frame`);
  for (const [name, run, write] of ways) {
    const found = await measure(page, run, write);
    const isSlow = found.p95 > most;
    failed ||= isSlow;
    console.log(`${name.padEnd(18)} median ${found.p50.toFixed(0)} ms, p95 ${found.p95.toFixed(0)} ms, greatest ${found.max.toFixed(0)} ms (${found.count} steps in ${found.frames} frames)${isSlow ? `: p95 is above ${most} ms` : ''}`);
  }
} catch (error) { failed = true; console.error(`${error.stack}\n${server.log().slice(-2000)}`); }
await browser.close();
await server.stop();
process.exit(failed ? 1 : 0);
