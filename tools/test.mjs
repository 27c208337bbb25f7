/**
 * `npm test`: lint, types, front-end builds, unit and database tests, then journeys in a real browser; one after the other, since two cores
 * gain nothing from more, and stopping at the first failure. `node tools/test.mjs unit e2e` runs the named steps only.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { buildFrontEnds, buildMiniProgram } from './front-ends.mjs';
import { ROOT, say, stop } from './node.mjs';

const WINDOWS = process.platform === 'win32';
const LIMIT_MS = 10 * 60_000; // Node 24 rarely hangs while it exits; a step never outlives this.

const STEPS = {
  lint: () => program('npm', ['run', '--silent', 'lint']),
  // Each has one thread: together they keep both cores busy.
  typecheck: async () => Math.max(...await Promise.all([program('npx', ['tsc', '-p', '.']), program('npx', ['vue-tsc', '-p', 'console']), program('npx', ['vue-tsc', '-p', 'storefront'])])),
  build: async () => {
    const failure = (await Promise.all([buildFrontEnds(), buildMiniProgram()])).filter((text) => text !== undefined).join('\n');
    if (failure) process.stderr.write(`${failure}\n`);
    return failure ? 1 : 0;
  },
  unit: () => program('npx', ['vitest', 'run']),
  e2e: () => (existsSync(join(ROOT, 'e2e', 'playwright.config.ts')) ? program('npx', ['playwright', 'test', '-c', 'e2e/playwright.config.ts'], { CHROMIUM_PATH: findChromium() }) : 0),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) stop(`There is no step ${unknown.join(', ')}; there are ${Object.keys(STEPS).join(', ')}.`);

const startedAt = Date.now();
for (const name of asked.length > 0 ? asked : Object.keys(STEPS)) {
  say(`\n▶ ${name}`);
  const stepStartedAt = Date.now();
  const code = await STEPS[name]();
  const seconds = ((Date.now() - stepStartedAt) / 1000).toFixed(1);
  if (code !== 0) stop(`✗ ${name} failed after ${seconds} s (exit ${code})`);
  say(`✓ ${name} ${seconds} s`);
}
say(`\n✓ all in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);

/** Runs a program with our own output; in a group of its own, so that what it started ends with it. */
function program(name, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(name, args, {
      cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], detached: !WINDOWS, shell: WINDOWS,
      env: { ...process.env, TZ: 'Asia/Shanghai', ...env },
    });
    const end = (signal) => {
      if (child.pid === undefined) return; // It never started.
      try {
        process.kill(WINDOWS ? child.pid : -child.pid, signal);
      } catch (error) {
        if (error.code !== 'ESRCH') throw error;
      }
    };
    const timer = setTimeout(() => {
      process.stderr.write(`No end after ${LIMIT_MS / 60_000} minutes.\n`);
      end('SIGKILL');
    }, LIMIT_MS);
    const pass = (signal) => end(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}
