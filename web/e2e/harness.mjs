// Steps with names, screenshots of every page in both schemes, and axe on each of them.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const artifacts = join(dirname(fileURLToPath(import.meta.url)), 'artifacts');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(artifacts, { recursive: true });

export const problems = [];
let passed = 0;

export async function step(name, page, work) {
  const begin = Date.now();
  try {
    await work();
    passed++;
    console.log(`  ok    ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  } catch (error) {
    await page.screenshot({ path: join(artifacts, `failed-${passed}.png`), caret: 'initial' }).catch(() => {});
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
}

export const count = () => passed;

/** Listens for what must not happen on any page. */
export function watch(page) {
  page.on('pageerror', error => problems.push(`error on ${page.url()}: ${error.message}`));
  page.on('console', message => { if (/Content Security Policy|Refused to/i.test(message.text())) problems.push(`refused by the policy on ${page.url()}: ${message.text()}`); });
}

/** Fonts are there, nothing moves, and the last change has been painted. */
export async function settled(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const paint = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const moving = () => document.getAnimations().filter(a => a.playState === 'running' && a.effect.getComputedTiming().endTime !== Infinity);
    await paint();
    await Promise.race([Promise.allSettled(moving().map(a => a.finished)), new Promise(done => setTimeout(done, 1000))]);
    await paint();
  });
}

/** Screenshots in light and dark, and no violation of axe in either. What `floats` over the page (a menu, a list) is in no landmark of it. */
export async function show(page, name, floats = false) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    // A tooltip under the pointer is no part of the page.
    await page.mouse.move(0, 0);
    await settled(page);
    await page.screenshot({ path: join(artifacts, `${name}-${colorScheme}.png`), caret: 'initial', animations: 'disabled' });
    if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
    const found = await page.evaluate(inLandmarks => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], rules: { region: { enabled: inLandmarks } }, resultTypes: ['violations'], preload: false, iframes: false }), !floats);
    for (const v of found.violations) problems.push(`${name} (${colorScheme}): axe ${v.id}, ${v.impact}: ${v.nodes.slice(0, 3).map(n => `${n.target.join(' ')} — ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
