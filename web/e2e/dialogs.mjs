// Every window, menu and list that opens over a page: looked at with axe, used, and its effect seen.
import { show, step } from './harness.mjs';
import { until } from './server.mjs';

/** Of a training; `small` has stopped and has checkpoints, `spare` may go. */
export async function runDialogs({ page, context, slow, state, small, spare }) {
  const more = () => page.getByRole('button', { name: 'More actions' }).click();
  const dialog = page.getByRole('dialog');
  const closed = () => dialog.waitFor({ state: 'detached' });

  await step('a training is renamed, and its documents are read in a window', page, async () => {
    await page.goto(`/runs/${small}`);
    await page.getByRole('button', { name: 'Rename' }).click();
    await dialog.getByLabel('Name').fill('Smaller network');
    await show(page, 'dialog-rename');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await closed();
    await page.getByRole('heading', { name: 'Smaller network' }).waitFor();
    await page.getByRole('button', { name: 'Rename' }).click();
    await dialog.getByLabel('Name').fill('Small network');
    await dialog.getByLabel('Name').press('Enter');
    await closed();
    for (const [which, word] of [['Configuration', 'batch_size'], ['Architecture', 'unet2d']]) {
      await page.getByRole('button', { name: which, exact: true }).click();
      await dialog.getByText(word).first().waitFor();
      await show(page, `dialog-${which.toLowerCase()}`);
      await page.keyboard.press('Escape');
      await closed();
    }
  });

  await step('a training goes on with more iterations, and is ended at once only after a question', page, async () => {
    await more();
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    await show(page, 'run-menu', true);
    await page.getByRole('menuitem', { name: 'Resume with more iterations' }).click();
    await dialog.getByLabel('Iterations in all').fill('50000');
    await show(page, 'dialog-resume');
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await closed();
    await state('running').waitFor();
    await until(async () => (await (await context.request.get(`/api/runs/${small}`)).json()).iterations === 50000, slow, 'the number of iterations stays');
    await more();
    await page.getByRole('menuitem', { name: 'Stop now' }).click();
    await dialog.getByText('The process ends at once.').waitFor();
    await show(page, 'dialog-stop');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await closed();
    await state('running').waitFor();
    await more();
    await page.getByRole('menuitem', { name: 'Stop now' }).click();
    await dialog.getByRole('button', { name: 'Stop now' }).click();
    await state('stopped').waitFor();
  });

  await step('lists that open over the charts', page, async () => {
    for (const name of ['Smoothing', 'Points']) {
      await page.getByRole('combobox', { name }).first().click();
      await page.getByRole('option').first().waitFor();
      await show(page, `list-${name.split(' ')[0].toLowerCase()}`, true);
      await page.keyboard.press('Escape');
      await page.getByRole('option').first().waitFor({ state: 'hidden' });
    }
    await page.getByRole('button', { name: 'Colours' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).waitFor();
    await show(page, 'list-colours', true);
    await page.keyboard.press('Escape');
  });

  await step('a training goes to the trash only after a question', page, async () => {
    await page.goto(`/runs/${spare}`);
    await more();
    await page.getByRole('menuitem', { name: 'Move to trash' }).click();
    await dialog.getByText('go to the trash of the workspace').waitFor();
    await show(page, 'dialog-delete');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await closed();
    await more();
    await page.getByRole('menuitem', { name: 'Move to trash' }).click();
    await dialog.getByRole('button', { name: 'Move to trash' }).click();
    await page.waitForURL(url => url.pathname === '/');
    if ((await context.request.get(`/api/runs/${spare}`)).status() !== 404) throw new Error('the training is still there');
    await page.goto(`/runs/${spare}`);
    await page.getByText('There is no such training').waitFor();
    await show(page, 'run-gone');
  });
}

/** Of accounts; anna is signed in with `password`, victor is there. */
export async function accountDialogs({ page, browser, server, password }) {
  const dialog = page.getByRole('dialog');
  const closed = () => dialog.waitFor({ state: 'detached' });

  await step('a person gets another password, is locked, and goes, each after its window', page, async () => {
    const actions = async item => { await page.getByRole('button', { name: 'Actions victor' }).click(); await page.getByRole('menuitem', { name: item }).click(); };
    await page.goto('/people');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await dialog.getByLabel('First password').waitFor();
    await show(page, 'dialog-person');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await closed();
    await page.getByRole('combobox', { name: 'Role victor' }).click();
    await page.getByRole('option', { name: 'Annotator' }).waitFor();
    await show(page, 'list-roles', true);
    await page.getByRole('option', { name: 'Annotator' }).click();
    await page.getByRole('button', { name: 'Actions victor' }).click();
    await page.getByRole('menuitem', { name: 'Set password' }).waitFor();
    await show(page, 'person-menu', true);
    await page.getByRole('menuitem', { name: 'Set password' }).click();
    await dialog.getByRole('textbox', { name: 'New password' }).fill('another long password');
    await show(page, 'dialog-person-password');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await closed();
    const other = await browser.newContext({ baseURL: server.url });
    const signIn = async () => (await other.request.post('/api/session', { headers: { 'X-DeepAnatomy': '1' }, data: { name: 'victor', password: 'another long password' } })).status();
    if (await signIn() !== 200) throw new Error('the new password is not taken');
    await actions('Lock');
    await page.getByText('Locked', { exact: true }).waitFor();
    if (await signIn() !== 401) throw new Error('somebody locked comes in');
    await other.close();
    await actions('Delete');
    await dialog.getByText('Remove victor?').waitFor();
    await show(page, 'dialog-person-delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await closed();
    await page.getByRole('cell', { name: 'victor', exact: true }).waitFor({ state: 'detached' });
  });

  await step('a token is shown once and revoked', page, async () => {
    await page.goto('/tokens');
    await page.getByRole('button', { name: 'New token' }).click();
    await dialog.getByLabel('What for').fill('cluster');
    await show(page, 'dialog-token');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await closed();
    const token = await page.getByText(/^da_/).textContent();
    await page.getByRole('cell', { name: 'cluster' }).waitFor();
    await show(page, 'token-made');
    const program = await browser.newContext({ baseURL: server.url, extraHTTPHeaders: { Authorization: `Bearer ${token}` } });
    if (!(await program.request.get('/api/runs')).ok()) throw new Error('the token is not taken');
    await page.getByRole('button', { name: 'Revoke' }).click();
    await dialog.getByText('lose access at once').waitFor();
    await show(page, 'dialog-revoke');
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No tokens yet').waitFor();
    if ((await program.request.get('/api/runs')).status() !== 401) throw new Error('a revoked token is taken');
    await program.close();
  });

  await step('the own password is changed', page, async () => {
    await page.getByRole('button', { name: 'Account: anna' }).click();
    await page.getByRole('menuitem', { name: 'Change password' }).waitFor();
    await show(page, 'account-menu', true);
    await page.getByRole('menuitem', { name: 'Change password' }).click();
    const fill = async (current, next) => {
      await dialog.getByRole('textbox', { name: 'Current password' }).fill(current);
      await dialog.getByRole('textbox', { name: 'New password' }).fill(next);
      await dialog.getByRole('button', { name: 'Save' }).click();
    };
    await fill('not the password', `${password}!`);
    await dialog.getByRole('alert').waitFor();
    await show(page, 'dialog-password');
    await fill(password, `${password}!`);
    await closed();
    await page.getByText('The password is changed.').waitFor();
    await show(page, 'password-changed', true);
  });
}
