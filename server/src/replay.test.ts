/** The command as a caller meets it: exit code, standard output and standard error, nothing left behind. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'replay-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function replay(events: unknown, path: string): { code: number | null; out: string; error: string } {
  writeFileSync(join(folder, 'history.json'), JSON.stringify({ events }));
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  const run = spawnSync(process.execPath, [MAIN, 'replay', path], {
    encoding: 'utf8', cwd: '/', timeout: 60_000, env: { PATH: process.env['PATH'], INIT_CWD: folder, TMPDIR: temporary },
  });
  expect(readdirSync(temporary)).toEqual([]);
  return { code: run.status, out: run.stdout, error: run.stderr };
}

describe('npm run replay', () => {
  test('prints one JSON object with eight decimals for a path relative to the caller, and leaves nothing behind', () => {
    const { code, out, error } = replay([
      { e: 'reg', m: 'ann', frozen: '300' }, { e: 'reg', m: '__proto__', frozen: '0.00000001' }, { e: 'activate', m: 'ann' }, { e: 'until', m: 'ann', day: 1 },
      { e: 'noon', day: 1, A: '100', price: '0.5' }, { e: 'noon', day: 2, A: '100', price: '0.5' },
    ], 'history.json');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toBe('{"ann":{"shares":"250.00000000","points":"100.00000000","frozen":"0.00000000"},"__proto__":{"shares":"0.00000000","points":"0.00000000","frozen":"0.00000001"}}\n');
  });

  test.each([
    ['a mistake in the history', [{ e: 'noon', day: 5, A: '1', price: '1' }], 'history.json', 'Event 1: noon 5'],
    ['a file that is not there', [], 'missing.json', 'cannot be read'],
  ])('%s ends with an error and an empty standard output', (_, events, path, message) => {
    const { code, out, error } = replay(events, path);
    expect({ failed: code !== 0, out }).toEqual({ failed: true, out: '' });
    expect(error).toContain(message);
  });
});
