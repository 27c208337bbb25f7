/** `npm run crash -- --seed N` kills server and database at every step of a day and compares; without a seed it draws one. Exit code 1 on any difference. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import { ROOT, stop } from './node.mjs';

const [flag, text] = process.argv.slice(2);
const seed = flag === undefined ? randomInt(1_000_000) : Number(text);
if ((flag !== undefined && flag !== '--seed') || !Number.isSafeInteger(seed)) stop('npm run crash -- --seed N, where N is a whole number');
const vitest = await startVitest('test', [], {
  root: ROOT, config: join(ROOT, 'vitest.config.ts'), run: true, watch: false, include: ['server/test/crash/every-point.crash.ts'], provide: { crashSeed: seed }, disableConsoleIntercept: true,
});
await vitest.close();
// Node rarely hangs while it exits, and vitest has set the exit code.
process.exit(process.exitCode ?? 0);
