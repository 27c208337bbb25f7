/** A later `npm start` of the demo mall until /health answers, beside the bare runtime and an empty database server. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchResult, median, round } from './result.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PORT = 3870;
const RUNS = 5;
const LIMIT_MS = 240_000;

/** Starts the server on `dataDir`, waits for /health, stops it; returns the milliseconds until healthy. */
async function start(dataDir: string): Promise<number> {
  const begin = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT, detached: true, stdio: 'ignore', env: { ...process.env, PORT: String(PORT), DATA_DIR: dataDir, LOG_LEVEL: 'error' },
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  try {
    for (;;) {
      const healthy = await fetch(`http://127.0.0.1:${PORT}/health`).then((answer) => answer.ok, () => false);
      if (healthy) return performance.now() - begin;
      if (child.exitCode !== null) throw new Error('npm start ended before it was healthy');
      if (performance.now() - begin > LIMIT_MS) throw new Error('npm start was not healthy in time');
      await new Promise((resume) => setTimeout(resume, 10));
    }
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await ended;
  }
}

async function bareNode(): Promise<number> {
  const begin = performance.now();
  await new Promise((done) => spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }).once('exit', done));
  return performance.now() - begin;
}

/** Median ms of five later starts; the first start (database made, demo history seeded) is in detail. No baseline is named by ARCHITECTURE §8. */
export async function coldStart(): Promise<BenchResult> {
  const dataDir = await mkdtemp(join(tmpdir(), 'coshop-start-'));
  await chmod(dataDir, 0o711);
  try {
    const first = await start(dataDir);
    const later: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      later.push(await start(dataDir));
      bare.push(await bareNode());
    }
    return {
      name: 'cold-start', value: round(median(later)), unit: 'ms', baseline: null, ratio: null,
      detail: { limitMs: 3_000, firstStartMs: round(first), laterMs: later.map(round), bareNodeMs: round(median(bare)) },
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
