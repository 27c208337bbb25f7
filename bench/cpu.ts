/** CPU time and memory of processes, from /proc: less sensitive than wall time to whatever else the machine does. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Kernel ticks are hundredths of a second on every Linux that Node runs on. */
const TICK_US = 10_000;

export interface CpuTimes {
  /** Microseconds since the start of each. */
  readonly nodeUs: number;
  readonly postgresUs: number;
}

/** utime, stime and, of the processes already waited for, cutime and cstime of a process, in ticks, with its parent. */
async function statOf(pid: string): Promise<{ parent: string; own: number; children: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name in parentheses may hold anything; fields are counted after it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const number = (index: number): number => Number(fields[index]);
  return { parent: fields[1] ?? '', own: number(11) + number(12), children: number(13) + number(14) };
}

/** The process id of the server whose cluster lies in `directory`. */
async function postmasterOf(directory: string): Promise<string> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8');
  return text.split('\n', 1)[0] ?? '';
}

async function allStats(): Promise<{ pid: string; parent: string; own: number }[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(numbers.map(async (pid) => ({ pid, stat: await statOf(pid) })));
  return stats.flatMap(({ pid, stat }) => (stat ? [{ pid, parent: stat.parent, own: stat.own }] : []));
}

/** The processes of the server whose cluster lies in `directory`: the postmaster first, then everything it started. */
export async function postgresProcesses(directory: string): Promise<string[]> {
  const postmaster = await postmasterOf(directory);
  return [postmaster, ...(await allStats()).filter(({ parent }) => parent === postmaster).map(({ pid }) => pid)];
}

/** A process and everything below it, each with the command that runs it. */
export async function processesBelow(root: number): Promise<{ pid: string; command: string }[]> {
  const stats = await allStats();
  const found = [String(root)];
  for (const pid of found) found.push(...stats.filter(({ parent }) => parent === pid).map((stat) => stat.pid));
  return Promise.all(found.map(async (pid) => ({ pid, command: (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ') })));
}

/** Megabytes of memory of some processes: a shared page counts in each by its part (PSS). */
export async function memoryMb(pids: readonly string[]): Promise<number> {
  const kilobytes = await Promise.all(pids.map(async (pid) => {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
  }));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
}

/** Resolves when these processes together use less than 5 % of a core over half a second, or after `limitMs`; says whether they do. */
export async function standStill(pids: readonly string[], limitMs: number): Promise<boolean> {
  const ticks = async (): Promise<number> => (await Promise.all(pids.map(statOf))).reduce((sum, stat) => sum + (stat?.own ?? 0), 0);
  const end = performance.now() + limitMs;
  for (let before = await ticks(); performance.now() < end;) {
    await pause(500);
    const now = await ticks();
    if (now - before < 3) return true;
    before = now;
  }
  return false;
}

/** Microseconds of CPU that one process has used so far. */
export async function processUs(pid: number): Promise<number> {
  return ((await statOf(String(pid)))?.own ?? 0) * TICK_US;
}

/** CPU time so far of this process and of the server whose cluster lies in `directory`. */
export async function cpuTimes(directory: string): Promise<CpuTimes> {
  const [postmaster = '', ...rest] = await postgresProcesses(directory);
  const own = await statOf(postmaster);
  const others = await Promise.all(rest.map(statOf));
  const ticks = others.reduce((sum, stat) => sum + (stat?.own ?? 0), (own?.own ?? 0) + (own?.children ?? 0));
  const { user, system } = process.cpuUsage();
  return { nodeUs: user + system, postgresUs: ticks * TICK_US };
}
