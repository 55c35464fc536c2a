// The real server and worker, in a workspace of their own that is gone afterwards.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const worker = process.env.DEEPANATOMY_WORKER ?? join(root, 'artifacts/bin/DeepAnatomy.Cli/release/deepanatomy');
const program = process.env.DEEPANATOMY_SERVER ?? join(root, 'artifacts/bin/DeepAnatomy.Server/release/deepanatomy-server');

const freePort = () => new Promise(done => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
});

export async function startServer() {
  for (const file of [worker, program]) if (!existsSync(file)) throw new Error(`${file} is not built; run ./test.sh or dotnet build.`);
  const workspace = mkdtempSync(join(tmpdir(), 'deepanatomy-e2e-'));
  execFileSync(worker, ['phantom', join(workspace, 'datasets/phantoms'), '--count', '4', '--matrix', '96', '--slice-mm', '10'], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, ['--workspace', workspace, '--urls', url, '--worker', worker, '--web', join(root, 'web/dist')], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, OMP_WAIT_POLICY: 'passive' } });
  let said = '';
  child.stdout.on('data', part => { said += part; });
  child.stderr.on('data', part => { said += part; });
  const setup = await until(() => /\S+\/setup#\S+/.exec(said)?.[0], 240_000, () => `The server did not start: ${said}`);
  return {
    url, setup, workspace, log: () => said,
    stop: async () => {
      const gone = new Promise(done => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

export async function until(look, ms, complaint) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(typeof complaint === 'function' ? complaint() : complaint);
    await new Promise(done => setTimeout(done, 150));
  }
}
