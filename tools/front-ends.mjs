/** Builds the storefront, the console and the mini program when their sources changed since the last build; a stamp beside each result tells. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './node.mjs';

const STOREFRONT = { name: 'storefront', workspace: 'storefront', script: 'build', stamp: '.sources' };
const CONSOLE = { name: 'console', workspace: 'console', script: 'build', stamp: '.sources' };
const MINI_PROGRAM = { name: 'mini program', workspace: 'storefront', script: 'build:mp', stamp: '.sources-mp' };
const NOT_SOURCES = new Set(['node_modules', 'dist', 'test-results', '.DS_Store']);

/** Builds what the server serves and is out of date, both at once. Returns the text of what failed, or undefined. */
export const buildFrontEnds = () => buildStale([STOREFRONT, CONSOLE]);

/** The same for the mini program: nothing that runs needs it, so only its test and `npm test` ask. */
export const buildMiniProgram = () => buildStale([MINI_PROGRAM]);

async function buildStale(products) {
  const stale = products.filter(({ workspace }) => existsSync(join(ROOT, workspace, 'vite.config.ts'))).map((product) => ({ ...product, hash: hashOf(product.workspace) }))
    .filter((product) => readStamp(product) !== product.hash);
  const failures = await Promise.all(stale.map(build));
  return failures.filter((text) => text !== undefined).join('\n') || undefined;
}

async function build({ hash, ...product }) {
  const { name, workspace, script } = product;
  say(`Building the ${name} …`);
  const startedAt = performance.now();
  const { code, output } = await run('npm', ['run', '--silent', script, '-w', workspace]);
  if (code !== 0) return `The ${name} could not be built:\n${output}`;
  mkdirSync(join(ROOT, workspace, 'dist'), { recursive: true });
  writeFileSync(stampOf(product), hash);
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

const stampOf = ({ workspace, stamp }) => join(ROOT, workspace, 'dist', stamp);
const readStamp = (product) => (existsSync(stampOf(product)) ? readFileSync(stampOf(product), 'utf8') : undefined);

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
