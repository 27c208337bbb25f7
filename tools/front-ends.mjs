/** Builds the storefront and the console when their sources changed since the last build; a stamp beside each result tells. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './node.mjs';

const FRONT_ENDS = ['storefront', 'console'];
const NOT_SOURCES = new Set(['node_modules', 'dist', 'test-results', '.DS_Store']);

/** Builds what is out of date, both at once. Returns the text of what failed, or undefined. */
export async function buildFrontEnds() {
  const stale = FRONT_ENDS.filter((name) => existsSync(join(ROOT, name, 'vite.config.ts'))).map((name) => ({ name, hash: hashOf(name) }))
    .filter(({ name, hash }) => readStamp(name) !== hash);
  const failures = await Promise.all(stale.map(build));
  return failures.filter((text) => text !== undefined).join('\n') || undefined;
}

async function build({ name, hash }) {
  say(`Building the ${name} …`);
  const startedAt = performance.now();
  const { code, output } = await run('npm', ['run', '--silent', 'build', '-w', name]);
  if (code !== 0) return `The ${name} could not be built:\n${output}`;
  mkdirSync(join(ROOT, name, 'dist'), { recursive: true });
  writeFileSync(stampOf(name), hash);
  say(`Built the ${name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return undefined;
}

/** Runs a program from the root, gathering what it prints. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32', ...options });
    let output = '';
    const gather = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.on('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

const stampOf = (name) => join(ROOT, name, 'dist', '.sources');
const readStamp = (name) => (existsSync(stampOf(name)) ? readFileSync(stampOf(name), 'utf8') : undefined);

/** What a build depends on: the workspace's files, the client it imports and the locked packages. */
function hashOf(name) {
  const hash = createHash('sha256');
  const add = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (NOT_SOURCES.has(entry.name) || entry.name.endsWith('.test.ts')) continue;
      const at = join(path, entry.name);
      if (entry.isDirectory()) add(at);
      else if (entry.isFile()) hash.update(`${at.slice(ROOT.length)}\0`).update(readFileSync(at));
    }
  };
  for (const folder of [name, 'sdk']) add(join(ROOT, folder));
  for (const file of ['package-lock.json', 'tsconfig.base.json']) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}
