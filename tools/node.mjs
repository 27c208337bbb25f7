/** Where Node 24 is: the program runs its TypeScript as it stands, which older releases cannot. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const NEEDED_MAJOR = 24;
const PACKAGES = { linux: 'node-linux', win32: 'node-win' };

/** The path of a Node of at least NEEDED_MAJOR: npm's for this platform, else the running one. Ends the process with advice when there is none. */
export function findNode() {
  const folder = `${PACKAGES[process.platform] ?? `node-${process.platform}`}-${process.arch}`;
  const program = join(ROOT, 'node_modules', folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(program)) return program;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
  stop(
    `CoShop needs Node ${NEEDED_MAJOR} or newer; this is ${process.versions.node}, and npm has no Node ${NEEDED_MAJOR} for ${process.platform} ${process.arch}.`,
    `Install Node ${NEEDED_MAJOR} (https://nodejs.org) and try again.`,
  );
}

/** Says what is wrong and what to do, and ends. */
export function stop(...lines) {
  process.stderr.write(`\n${lines.join('\n')}\n`);
  process.exit(1);
}

/** One line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}
