/** Finds the Chromium that the browser tests drive, or installs one; where neither works it says what to do. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from './front-ends.mjs';
import { ROOT, say, stop } from './node.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const APPLICATIONS = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** The path of a Chromium that is here: CHROMIUM_PATH, a known name on the PATH, or Playwright's own; undefined when there is none. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    stop(`CHROMIUM_PATH is ${given}, which is not a program. Correct it, or unset it to have Chromium looked for.`);
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...APPLICATIONS].find(isProgram) ?? playwrights().find(isProgram);
}

/** Makes sure that there is a Chromium. */
export async function ensureChromium() {
  if (findChromium()) return;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    say('Installing Chromium and a Chinese font with apt-get (for the browser tests; a minute or two) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env });
    const { output } = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { env });
    if (findChromium()) return;
    say(output.split('\n').slice(-8).join('\n'));
  }
  say('Fetching the Chromium of Playwright (for the browser tests) …');
  const { output } = await run('npx', ['playwright', 'install', 'chromium'], { timeout: 300_000 });
  if (findChromium()) return;
  say(output.split('\n').slice(-8).join('\n'));
  stop(
    'The browser tests need Chromium, and none was found or could be installed.',
    'Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk), or set CHROMIUM_PATH to one, and try again.',
    'The other tests run without it: node tools/test.mjs lint typecheck unit',
  );
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function playwrights() {
  if (!existsSync(join(ROOT, 'node_modules', 'playwright-core'))) return [];
  const { chromium } = createRequire(join(ROOT, 'package.json'))('playwright-core');
  return [chromium.executablePath()].filter(Boolean);
}
