/** A later `npm start` of the demo mall until /health answers, beside the bare runtime; and the memory it takes once it stands still. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoryMb, postgresProcesses, processesBelow, standStill } from './cpu.ts';
import { type BenchResult, median, round } from './result.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PORT = 3870;
const RUNS = 5;
const LIMIT_MS = 240_000;
/** How long the processes may take to come to rest. */
const STILL_MS = 15_000;

interface Memory { readonly serverMb: number; readonly simulatorsMb: number; readonly launcherMb: number; readonly postgresMb: number; readonly stoodStill: boolean }
interface Started { readonly ms: number; readonly memory: Memory | undefined }

/** Memory by part once everything stands still. The launcher is npm and what it starts us with. */
async function memoryOf(root: number, dataDir: string): Promise<Memory> {
  const below = await processesBelow(root);
  const postgres = await postgresProcesses(join(dataDir, 'postgres'));
  const stoodStill = await standStill([...below.map(({ pid }) => pid), ...postgres], STILL_MS);
  const simulators = below.filter(({ command }) => command.includes('simulators/'));
  const server = below.filter(({ command }) => command.includes('server/src/main.ts') && /^\S*node /.test(command));
  const launcher = below.filter((one) => !simulators.includes(one) && !server.includes(one));
  const mb = async (some: readonly { pid: string }[]): Promise<number> => round(await memoryMb(some.map(({ pid }) => pid)));
  return { serverMb: await mb(server), simulatorsMb: await mb(simulators), launcherMb: await mb(launcher), postgresMb: round(await memoryMb(postgres)), stoodStill };
}

/** Starts the server on `dataDir`, waits for /health, stops it; returns the milliseconds until healthy and, if asked, the memory at rest. */
async function start(dataDir: string, look = false): Promise<Started> {
  const begin = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT, detached: true, stdio: 'ignore', env: { ...process.env, PORT: String(PORT), DATA_DIR: dataDir, LOG_LEVEL: 'error' },
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  try {
    for (;;) {
      const healthy = await fetch(`http://127.0.0.1:${PORT}/health`).then((answer) => answer.ok, () => false);
      const ms = performance.now() - begin;
      if (healthy) return { ms, memory: look && child.pid !== undefined ? await memoryOf(child.pid, dataDir) : undefined };
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
      later.push((await start(dataDir)).ms);
      bare.push(await bareNode());
    }
    const { memory } = await start(dataDir, true);
    return {
      name: 'cold-start', value: round(median(later)), unit: 'ms', baseline: null, ratio: null,
      detail: { limitMs: 3_000, firstStartMs: round(first.ms), laterMs: later.map(round), bareNodeMs: round(median(bare)), idleMemory: memory },
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
