/**
 * `npm run bench` runs every benchmark and prints a table; `npm run bench -- NAME` one of them;
 * `npm run --silent bench -- NAME --json` prints one line of JSON. Each figure stands beside a baseline measured in the same run.
 */
import { coldStart } from './cold-start.ts';
import { engineLag } from './engine-lag.ts';
import { h5Weight } from './h5-weight.ts';
import { ledgerBatch } from './ledger-batch.ts';
import { noon } from './noon.ts';
import { ordersEngine } from './orders-engine.ts';
import { ordersHttp } from './orders-http.ts';
import { ordersHttpWechat } from './orders-http-wechat.ts';
import type { BenchResult } from './result.ts';
import { rewards } from './rewards.ts';

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  'orders-engine': ordersEngine,
  'orders-http': ordersHttp,
  'orders-http-wechat': ordersHttpWechat,
  'ledger-batch': ledgerBatch,
  noon: () => noon(),
  rewards: () => rewards(),
  'engine-lag': engineLag,
  'cold-start': coldStart,
  'h5-weight': h5Weight,
};

function describe(result: BenchResult): string {
  const baseline = result.baseline === null ? '' : `   baseline ${result.baseline} ${result.unit}   ratio ${result.ratio}`;
  return `${result.name}: ${result.value} ${result.unit}${baseline}\n${JSON.stringify(result.detail, null, 2)}\n`;
}

const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((arg) => !arg.startsWith('--'));
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark "${unknown.join('", "')}". There are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(1);
}
for (const [name, run] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  if (!json) process.stderr.write(`running ${name} …\n`);
  const result = await run();
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : describe(result));
}
// Node may keep a socket of a stopped database alive; the figures are out, so nothing is lost by leaving.
process.exit(0);
