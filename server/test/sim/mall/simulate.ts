/**
 * A seeded random history of the whole mall against its model. The same seed and number of events do the same again, whatever machine and hour: all
 * chance comes from the seed, both clocks are the simulation's, and nothing is done at once with anything else.
 */
import type { TestDatabase } from '#test/database.ts';
import { seeded } from '#test/sim/random-history.ts';
import * as buying from './buying.ts';
import { lookAtAll } from './checks.ts';
import { drain } from './drain.ts';
import { MallModel } from './model.ts';
import * as office from './office.ts';
import { openMall } from './real.ts';
import * as refunding from './refunding.ts';
import { MATURITY_DAYS, SHARE } from './rules.ts';
import { Dice, type Step, type World } from './world.ts';

export interface Simulation { readonly seed: number; readonly events: number; readonly say?: (line: string) => void }

/** What happened how often, by name, for whoever wants to know that everything did. */
export type Tally = ReadonlyMap<string, number>;

/** How often each kind of step is tried, of their sum. */
const WEIGHTS: readonly (readonly [weight: number, name: string, step: Step])[] = [
  [24, 'join', buying.join], [140, 'place', buying.place], [7, 'placeAgain', buying.placeAgain], [12, 'cancel', buying.cancel], [130, 'begin', buying.begin],
  [150, 'payAtGateway', buying.payAtGateway], [150, 'notify', buying.notify], [120, 'ship', office.ship], [90, 'confirm', office.confirm], [14, 'tend', office.tend],
  [14, 'takeMoneyBack', refunding.takeMoneyBack], [22, 'openCase', refunding.openCase], [4, 'openCaseLate', refunding.openCaseLate], [30, 'decideCase', refunding.decideCase], [16, 'tellCase', refunding.tellCase],
  [8, 'refundForMember', refunding.refundForMember], [20, 'spendPoints', refunding.spendPoints], [6, 'retryRefund', refunding.retryRefund],
  [18, 'propose', office.propose], [4, 'decide', office.decide], [54, 'wait', office.wait], [26, 'drain', drain],
];
/** The kinds of steps. */
export const STEPS = WEIGHTS.map(([, name]) => name);
const WHOLE = WEIGHTS.reduce((sum, [weight]) => sum + weight, 0);
const LAST_STEPS = 20;
/** A demo opens by itself, the sooner the lower its price (N22). A live mall grants nothing yet (rules/gate.ts). */
const FIRST_PRICES = [SHARE / 10n, SHARE / 100n, SHARE / 50n, SHARE / 1_000n];
const EVERY = 1_000;

/** Plays it; throws what differed, with the seed, the step and the last steps before it. */
export async function simulate(db: TestDatabase, { seed, events, say = () => undefined }: Simulation): Promise<Tally> {
  const dice = new Dice(seeded(seed));
  const model = new MallModel(seed % 2 === 0 ? 0 : MATURITY_DAYS);
  const mall = await openMall(db, model);
  const world: World = {
    mall, model, dice, signed: new Map(), words: [], serial: 0, firstPrice: FIRST_PRICES[seed % FIRST_PRICES.length] ?? SHARE, position: 0n, refunds: 0, capped: 0,
  };
  const last: string[] = [];
  const count = new Map<string, number>();
  let done = 0;
  try {
    model.noon.birth(mall.now());
    await drain(world);
    while (done < events) {
      const [, name, step] = choose(dice);
      mall.tick();
      last.push(`${done + 1} ${name}: not finished`);
      const what = await step(world);
      last.pop();
      if (what === undefined) continue;
      done += 1;
      count.set(name, (count.get(name) ?? 0) + 1);
      last.push(`${done} ${name}: ${what}`);
      if (last.length > LAST_STEPS) last.shift();
      if (done % EVERY === 0) say(`${done} events, ${model.people.members.length} members, ${model.shop.checkouts.length} checkouts, ${model.noonsRun} noons`);
    }
    // What gateways answer in one round is told in the next.
    for (let round = 0; round < 3; round++) await drain(world);
    await lookAtAll(mall.t.infra.sql, model, { now: mall.now(), toTheEnd: mall });
  } catch (error) {
    throw new Error(`seed ${seed}, event ${done + 1}: ${error instanceof Error ? error.message : String(error)}\n${last.join('\n')}`, { cause: error });
  } finally {
    await mall.close();
  }
  return tallyOf(world, count);
}

function tallyOf({ mall, model, capped }: World, steps: ReadonlyMap<string, number>): Tally {
  const undone = [...model.people.undone.values()].flat();
  const by = (prefix: string, names: readonly string[]): [string, number][] => [...Map.groupBy(names, (name) => `${prefix} ${name}`)].map(([name, { length }]) => [name, length]);
  return new Map([
    ...STEPS.map((name): [string, number] => [name, steps.get(name) ?? 0]),
    ['noons', model.noonsRun], ['capped', capped], ['money sent back', mall.refunds.length], ['falls', model.people.falls], ['debts', undone.filter(({ owed }) => owed > 0n).length],
    ...by('is', model.people.members.map(({ level }) => level)), ...by('undone', undone.map(({ grant }) => grant.kind)),
    ...by('refunded', [...model.shop.orders.values()].flatMap(({ stage }) => stage ?? [])), ...by('case', model.cases.cases.map(({ state }) => state)),
  ]);
}

function choose(dice: Dice): (typeof WEIGHTS)[number] {
  let left = dice.below(WHOLE);
  for (const row of WEIGHTS) {
    left -= row[0];
    if (left < 0) return row;
  }
  throw new Error('the weights sum to the whole');
}
