/**
 * `node tools/setup.mjs start|test` brings everything that the command needs: packages when package-lock.json changed, the built front ends,
 * and for tests a Chromium. It runs before npm start and npm test, on any Node that npm itself accepts, so it is plain JavaScript without packages.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { buildFrontEnds, run } from './front-ends.mjs';
import { findNode, ROOT, say, stop } from './node.mjs';

const OLDEST_NODE = [20, 19];
const STAMP = join(ROOT, 'node_modules', '.installed');
const PROGRESS_MS = 10_000;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  stop(`CoShop needs Node ${OLDEST_NODE.join('.')} or newer to set itself up; this is ${process.versions.node}.`, 'Install a newer Node (https://nodejs.org) and try again.');
}

await installPackages();
findNode(); // Refuses here, with advice, before anything is started.
if (process.argv[2] === 'start') {
  const failure = await buildFrontEnds();
  if (failure) stop(failure);
} else {
  await ensureChromium();
}

/** Packages are installed when the lock file is not the one they were installed from, or the machine is of another kind. */
async function installPackages() {
  const wanted = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).update(`${process.platform} ${process.arch}`).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  say('Installing packages with npm ci (about a minute the first time) …');
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const progress = setInterval(() => say(`  … ${seconds()} s`), PROGRESS_MS);
  const { code, output } = await npm('ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error');
  clearInterval(progress);
  if (code !== 0) stop(`npm ci failed after ${seconds()} s:`, output.trim(), '', ...advice(output));
  await repairPostgres();
  writeFileSync(STAMP, wanted);
  say(`Installed in ${seconds()} s`);
}

/** Install scripts do not run, and one of them makes links that the database's libraries need; the supervisor knows which. */
async function repairPostgres() {
  const module = pathToFileURL(join(ROOT, 'server/src/infra/postgres-binaries.ts')).href;
  const { code, output } = await run(findNode(), ['--input-type=module', '--eval', `(await import(${JSON.stringify(module)})).repairEmbedded()`]);
  if (code !== 0) say(`The links of the embedded PostgreSQL could not be made; the start will try again:\n${output}`);
}

/** The npm that runs us, else the one on the PATH. */
function npm(...args) {
  const script = process.env.npm_execpath;
  return script && existsSync(script) ? run(process.execPath, [script, ...args]) : run('npm', args);
}

function advice(output) {
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i.test(output)) {
    return ['The package registry cannot be reached. Check the network, or tell npm of a proxy (npm config set proxy …) or of a mirror (npm config set registry …).'];
  }
  if (/ENOSPC/.test(output)) return ['The disk is full: the packages need about 1 GB.'];
  if (/EACCES|EPERM|EROFS/.test(output)) return [`Files below ${ROOT} cannot be written: check who owns them (an earlier run as root?).`];
  if (/can only install|in sync|EUSAGE/.test(output)) return ['package.json and package-lock.json disagree: run npm install and commit the lock file.'];
  return ['Delete the folder node_modules and try again; if that fails too, the lines above say why.'];
}
