/** Random histories of the fund, reproducible from a seed: small pools and huge ones, pauses, resumes, caps and whole burns. */
import { ModelFund } from './model-fund.ts';
import type { HistoryEvent } from './naive-fund.ts';

/** A small reproducible generator (mulberry32); not for secrets. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
const integer = (random: Random, below: number): number => Math.floor(random() * below);

/** An amount of anything between nothing and `digits` digits, often round, sometimes a single atom. */
function amount(random: Random, digits: number): bigint {
  const kind = integer(random, 8);
  if (kind === 0) return 0n;
  if (kind === 1) return 1n + BigInt(integer(random, 3));
  if (kind <= 4) return BigInt(1 + integer(random, 30)) * 10n ** BigInt(integer(random, digits - 1));
  let text = '';
  for (let left = 1 + integer(random, digits); left > 0; left--) text += String(integer(random, 10));
  return BigInt(text);
}

/** Σ share atoms that the next noon counts, cut. */
function eligibleShares(model: ModelFund, day: number): bigint {
  const eligible = [...model.stakes].filter(([, stake]) => stake.until >= day).map(([name]) => name);
  const balances = model.balances();
  return eligible.reduce((sum, name) => sum + (balances.get(name)?.shares ?? 0n), 0n);
}

/** What noon asks for: nothing, a part of what there is, all of it to the atom, nearly all of it, or far more than that. */
function noonOf(random: Random, day: number, model: ModelFund): HistoryEvent {
  const dice = random();
  if (dice < 0.75) {
    const A = random() < 0.15 ? 0n : amount(random, 14);
    return { e: 'noon', day, A, price: random() < 0.1 ? 0n : amount(random, 13) };
  }
  const price = 10n ** BigInt(integer(random, 10));
  const all = (eligibleShares(model, day) * 100_000_000n) / price;
  const left = dice < 0.85 ? 0n : all / 10n ** BigInt(1 + integer(random, 9));
  return { e: 'noon', day, A: all - left, price };
}

/** A history of `events` events after the registrations of 1–14 members. */
export function randomHistory(seed: number, events: number): HistoryEvent[] {
  const random = seeded(seed);
  const names = Array.from({ length: 1 + integer(random, 14) }, (_, index) => `m${index}`);
  // Every other history stays below 2^63 atoms in all, which the ledger can post.
  const digits = 3 + integer(random, seed % 2 === 0 ? 13 : 21);
  const history: HistoryEvent[] = names.map((m) => ({ e: 'reg', m, frozen: random() < 0.3 ? 0n : amount(random, digits) }));
  const model = new ModelFund();
  for (const event of history) model.apply(event);
  let day = 0;
  for (let count = 0; count < events; count++) {
    const m = names[integer(random, names.length)] ?? 'm0';
    const dice = random();
    if (dice < 0.35) history.push(noonOf(random, ++day, model));
    else if (dice < 0.55) history.push({ e: 'until', m, day: Math.max(0, day - 2 + integer(random, 12)) });
    else if (dice < 0.8) history.push({ e: 'earn', m, x: amount(random, digits) });
    else if (dice < 0.9) history.push({ e: 'spend', m, x: amount(random, digits) });
    else history.push({ e: 'activate', m });
    const last = history.at(-1);
    if (last) model.apply(last);
  }
  return history;
}
