// What a person does, in Chromium, against the real server and worker.
import { chromium } from 'playwright-core';
import { accountDialogs, runDialogs } from './dialogs.mjs';
import { count, problems, show, step, watch } from './harness.mjs';
import { overfitLines } from './overfit.mjs';
import { startServer, until } from './server.mjs';
import { eventFile } from './tfevents.mjs';

const password = 'correct horse battery';
const configuration = `name: small
data:
  path: datasets/phantoms
  classes:
    - {name: muscle, labels: [skeletal_muscle]}
split: {folds: 2}
preprocessing: {spacing_mm: [3, 3, 0]}
sampling: {patch_size: [32, 32], batch_size: 2}
limits: {iterations: 40000, iterations_per_epoch: 40}
checkpoints: {every_iterations: 20}
validation: {slices_per_case: 2, samples: 1}
executor: {threads: 1}
`;
const architecture = JSON.stringify({ schemaVersion: '1.0', kind: 'template', template: 'unet2d', params: { classes: 2, levels: 2, baseFilters: 4 } }, null, 2);
const slow = Number(process.env.DEEPANATOMY_PATIENCE ?? 60) * 1000;

const server = await startServer();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
let failed = false;
try { await journey(); } catch (error) { failed = true; console.error(`FAILED ${error.stack}\n${server.log().slice(-2000)}`); }
await browser.close();
await server.stop();
for (const problem of [...new Set(problems)]) console.error(`PROBLEM ${problem}`);
console.log(`${count()} steps passed${failed || problems.length > 0 ? `, ${problems.length} problems` : ''}`);
process.exit(failed || problems.length > 0 ? 1 : 0);

async function journey() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', reducedMotion: 'reduce', baseURL: server.url });
  const page = await context.newPage();
  page.setDefaultTimeout(slow);
  watch(page);
  const headers = { 'X-DeepAnatomy': '1' };
  let small = '', overfit = '', spare = '';
  const legend = (key, at = page) => at.locator(`[data-line="${key}"]`).first();
  const state = name => page.locator(`header [data-state="${name}"]`).first();

  await step('the one-time link makes the administrator and signs in', page, async () => {
    await page.goto(server.setup);
    await show(page, 'setup');
    await page.getByLabel('Name').fill('anna');
    await page.getByLabel('New password').fill(password);
    await page.getByLabel('Repeat the password').fill(password);
    await page.getByRole('button', { name: 'Create the administrator' }).click();
    await page.getByText('No training yet').waitFor();
    await show(page, 'list-empty');
  });

  await step('a mistake in a file is shown at its line', page, async () => {
    await page.getByRole('link', { name: 'New training' }).first().click();
    const chooser = page.locator('input[type=file]');
    await chooser.setInputFiles({ name: 'configuration.yaml', mimeType: 'text/yaml', buffer: Buffer.from(configuration.replace('limits:', 'limitz:')) });
    await page.getByText(/limits/).first().waitFor();
    await page.locator('.cm-lintRange-error, .cm-lint-marker-error').first().waitFor();
    await show(page, 'new-mistake');
  });

  await step('two files start a training', page, async () => {
    const chooser = page.locator('input[type=file]');
    await chooser.setInputFiles({ name: 'architecture.json', mimeType: 'application/json', buffer: Buffer.from(architecture) });
    await chooser.setInputFiles({ name: 'configuration.yaml', mimeType: 'text/yaml', buffer: Buffer.from(configuration) });
    await page.getByRole('textbox', { name: 'Name' }).fill('Small network');
    await page.getByText('Both files are fine', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.getByText('Estimate for this machine').waitFor();
    await show(page, 'new');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.waitForURL(/\/runs\/.+/);
    small = new URL(page.url()).pathname.split('/')[2];
  });

  await step('points arrive by themselves', page, async () => {
    await until(async () => (await legend('loss').count()) > 0 && (await legend('loss').textContent()) !== '', slow, 'no value of the loss in the legend');
    const stepText = () => page.getByText(/^Step .* of/).first().textContent();
    const first = await stepText();
    await until(async () => (await stepText()) !== first, slow, `the step stays at ${first}`);
  });

  await step('dragging zooms and asks the server again', page, async () => {
    await until(async () => Number((/Step ([\d\u202f]+)/.exec(await page.getByText(/^Step .* of/).first().textContent())?.[1] ?? '0').replaceAll('\u202f', '')) > 60, slow, 'fewer than 60 steps');
    const box = await page.locator('.u-over').first().boundingBox();
    const asked = page.waitForResponse(answer => answer.url().includes('/api/query') && answer.url().includes('from=') && answer.ok());
    await page.mouse.move(box.x + box.width * 0.2, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 90, { steps: 6 });
    await page.mouse.up();
    await asked;
    if (!/from=.*to=/.test(page.url())) throw new Error(`the address does not carry the zoom: ${page.url()}`);
    await page.locator('[role=group][aria-label=Loss]').first().focus();
    await page.keyboard.press('0');
    await until(() => !page.url().includes('from='), slow, 'the key 0 does not show all');
  });

  await step('smoothing is done by the server and kept in the address', page, async () => {
    const asked = page.waitForResponse(answer => answer.url().includes('smooth=median') && answer.ok());
    await page.getByRole('combobox', { name: 'Smoothing' }).click();
    await page.getByRole('option', { name: 'Median' }).click();
    await asked;
    if (!page.url().includes('smooth=median')) throw new Error(page.url());
    await show(page, 'run-live');
  });

  await step('a training stops after its checkpoint', page, async () => {
    await page.getByRole('button', { name: 'Stop after checkpoint' }).click();
    await state('stopped').waitFor();
  });

  await step('it resumes, and the second session is seen', page, async () => {
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('Session 2 of 2').waitFor();
    await until(async () => (await (await context.request.get(`/api/runs/${small}`)).json()).sessions.length === 2, slow, 'one session only');
    await page.getByRole('button', { name: /^Sessions: / }).click();
    await page.getByRole('checkbox', { name: 'Session 2' }).check();
    const both = page.waitForResponse(answer => /sessions=1(,|%2C)2/.test(answer.url()) && answer.ok());
    await page.getByRole('checkbox', { name: 'Session 1' }).check();
    await both;
    await show(page, 'run-resumed');
    await page.getByRole('radio', { name: 'What counts' }).check();
    await until(() => !page.url().includes('sessions='), slow, 'the choice of sessions stays');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stop after checkpoint' }).click();
    await state('stopped').waitFor();
  });

  await step('a run built to overfit is found to overfit', page, async () => {
    const made = await context.request.post('/api/runs', { headers, data: { name: 'Overfitting', configuration: '', remote: true, notes: '', tags: ['test'] } });
    if (!made.ok()) throw new Error(await made.text());
    overfit = (await made.json()).id;
    const sent = await context.request.post(`/api/runs/${overfit}/lines`, { headers: { ...headers, 'Content-Type': 'application/x-ndjson' }, data: overfitLines() });
    if (!sent.ok()) throw new Error(await sent.text());
    const findings = await until(async () => { const list = await (await context.request.get(`/api/runs/${overfit}/findings`)).json(); return list.some(f => f.rule === 'H8') && list; }, 10_000, 'no finding H8');
    await page.goto(`/runs/${overfit}`);
    const begin = Date.now();
    await page.reload();
    await until(async () => (await legend('loss').count()) > 0 && (await legend('loss').textContent()) !== '', slow, 'no chart');
    console.log(`        first chart ${Date.now() - begin} ms after loading the page (polled every 150 ms)`);
    const key = findings.find(f => f.rule === 'H8').key;
    await page.goto(`/runs/${overfit}?finding=${encodeURIComponent(JSON.stringify(key))}`);
    await page.getByText('What it means').waitFor();
    await page.getByText('Rule H8').waitFor();
    await show(page, 'run-overfit');
    await page.getByRole('button', { name: 'Zoom to it' }).click();
    await until(() => page.url().includes('from='), slow, 'no zoom to the evidence');
    await page.getByRole('button', { name: 'Mute', exact: true }).first().click();
    await page.getByLabel('Why is it fine?').fill('Built to overfit.');
    await show(page, 'mute', true);
    await page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click();
    await page.getByText('Muted by anna: Built to overfit.').waitFor();
    await page.getByRole('button', { name: 'Unmute' }).click();
    await page.getByText('Muted by anna: Built to overfit.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Mute', exact: true }).first().click();
    await page.getByLabel('Why is it fine?').fill('Built to overfit.');
    await page.getByLabel('Why is it fine?').press('Enter');
    await page.getByText('Muted by anna: Built to overfit.').waitFor();
  });

  await step('a line of the log is found on the charts, and the other way round', page, async () => {
    await page.getByRole('button', { name: /The end\.$/ }).click();
    await until(() => page.url().includes('mark='), slow, 'the address does not carry the moment');
    await page.goto(`/runs/${overfit}?from=100&to=300&inRange=true`);
    await page.getByText('No lines.').waitFor();
    await page.getByRole('switch', { name: 'Only the range shown' }).uncheck();
    await page.getByRole('button', { name: /The end\.$/ }).click();
    // A moment outside of the range takes the charts there.
    await until(() => Number(/to=([\d.]+)/.exec(page.url())?.[1]) >= 900, slow, 'the charts do not follow the line');
    await page.getByRole('region', { name: 'Loss' }).scrollIntoViewIfNeeded();
    await show(page, 'run-moment');
    await page.goto(`/runs/${overfit}`);
  });

  await step('what a training is told differently from another one is said beside it', page, async () => {
    const made = await context.request.post('/api/runs?start=false', { headers, data: { name: 'Larger batches', configuration: configuration.replace('batch_size: 2', 'batch_size: 4'), architecture, notes: '', tags: [], origin: small } });
    if (!made.ok()) throw new Error(await made.text());
    spare = (await made.json()).id;
    await page.goto(`/runs/${spare}`);
    await page.getByLabel('Against a baseline').getByText('sampling.batch_size').waitFor();
    await show(page, 'run-not-started');
    await page.goto(`/runs/${overfit}`);
  });

  await step('curves of TensorBoard are imported', page, async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    await page.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no events') });
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByRole('alert').waitFor();
    await show(page, 'import');
    await page.locator('input[type=file]').setInputFiles({ name: 'events.out.tfevents.1767000000.host', mimeType: 'application/octet-stream', buffer: eventFile('loss', Array.from({ length: 200 }, (_, n) => 1 / (n + 1))) });
    await dialog.getByLabel('Name').fill('From TensorBoard');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await page.waitForURL(/\/runs\/.+/);
    await page.getByText('Step 200').waitFor();
    await until(async () => (await legend('loss').count()) > 0 && (await legend('loss').textContent()) !== '', slow, 'no curve');
    await page.goto(`/runs/${overfit}`);
  });

  await step('notes and tags are kept', page, async () => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('textbox', { name: 'Notes' }).fill('Learned <b>nothing</b> new.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Learned <b>nothing</b> new.').waitFor();
  });

  await step('two trainings are compared', page, async () => {
    await page.goto('/');
    await page.getByRole('checkbox', { name: 'Select Small network' }).check();
    await page.getByRole('checkbox', { name: 'Select Overfitting' }).check();
    await show(page, 'list');
    await page.getByRole('region').getByRole('link', { name: 'Compare' }).click();
    await page.getByText('What differs').waitFor();
    await until(async () => (await legend(small).textContent()) !== '' && (await legend(overfit).textContent()) !== '', slow, 'not both lines have points');
    await show(page, 'compare');
    await page.getByText('Difference to the baseline', { exact: true }).click();
    await until(() => page.url().includes('mode=delta'), slow, 'no delta');
    await page.getByText('Mean and band', { exact: true }).click();
    await until(() => page.url().includes('mode=band'), slow, 'no band');
  });

  await step('a viewer is refused to start a training', page, async () => {
    await page.goto('/people');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('victor');
    await page.getByRole('dialog').getByLabel('First password').fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await page.getByRole('cell', { name: 'victor', exact: true }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await show(page, 'people');
    const other = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', reducedMotion: 'reduce', baseURL: server.url });
    const guest = await other.newPage();
    watch(guest);
    await guest.goto('/new');
    await guest.getByLabel('Name').fill('victor');
    await show(guest, 'sign-in');
    await guest.getByRole('textbox', { name: 'Password' }).fill(password);
    await guest.getByRole('button', { name: 'Sign in' }).click();
    await guest.getByText('Only trainers and administrators may start trainings.').waitFor();
    const refused = await other.request.post('/api/runs', { headers, data: { name: 'x', configuration, notes: '', tags: [] } });
    if (refused.status() !== 403) throw new Error(`the server answered ${refused.status()}`);
    await guest.goto('/');
    await guest.getByText('Overfitting').waitFor();
    if (await guest.getByRole('link', { name: 'New training' }).count()) throw new Error('a viewer is offered a new training');
    await other.close();
  });

  await runDialogs({ page, context, slow, state, small, spare });
  await accountDialogs({ page, browser, server, password });

  await step('tokens, audit, German, and a tablet', page, async () => {
    await page.goto('/tokens');
    await page.getByRole('heading', { name: 'Tokens', exact: true }).waitFor();
    await show(page, 'tokens');
    await page.goto('/audit');
    await page.getByRole('cell', { name: 'anna', exact: true }).first().waitFor();
    await show(page, 'audit');
    await page.setViewportSize({ width: 820, height: 1180 });
    await page.goto(`/runs/${overfit}`);
    await page.getByRole('button', { name: 'DE Deutsch' }).click();
    await page.getByText('Validierung', { exact: true }).first().waitFor();
    const told = page.getByRole('list', { name: 'Zeitleiste' });
    await told.getByText(/^Überanpassung seit Schritt/).first().waitFor();
    if (await told.getByText(/Overfitting since/).count()) throw new Error('the timeline says findings in English');
    await show(page, 'run-tablet-german');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (wide) throw new Error('the page is wider than the tablet');
  });
}
