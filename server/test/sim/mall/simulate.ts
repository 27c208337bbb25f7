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
import { SHARE } from './rules.ts';
import { Dice, type Step, type World } from './world.ts';

export interface Simulation { readonly seed: number; readonly events: number; readonly say?: (line: string) => void }

/** What happened how often, for whoever wants to know that everything did. */
export interface Tally { readonly steps: ReadonlyMap<string, number>; readonly noons: number; readonly capped: number; readonly levels: ReadonlyMap<string, number>; readonly refunds: number }

/** How often each kind of step is tried, of their sum. */
const WEIGHTS: readonly (readonly [weight: number, name: string, step: Step])[] = [
  [30, 'join', buying.join], [170, 'place', buying.place], [10, 'placeAgain', buying.placeAgain], [12, 'cancel', buying.cancel], [170, 'begin', buying.begin],
  [170, 'payAtGateway', buying.payAtGateway], [190, 'notify', buying.notify], [120, 'ship', office.ship], [90, 'confirm', office.confirm], [14, 'tend', office.tend],
  [16, 'propose', office.propose], [4, 'decide', office.decide], [60, 'wait', office.wait], [60, 'drain', drain],
];
const WHOLE = WEIGHTS.reduce((sum, [weight]) => sum + weight, 0);
const LAST_STEPS = 20;
const FIRST_PRICES = [SHARE / 10n, SHARE, 10n * SHARE, 100n * SHARE];
const EVERY = 1_000;

/** Plays it; throws what differed, with the seed, the step and the last steps before it. */
export async function simulate(db: TestDatabase, { seed, events, say = () => undefined }: Simulation): Promise<Tally> {
  const dice = new Dice(seeded(seed));
  const isDemo = seed % 4 === 0;
  const model = new MallModel({ isDemo });
  const mall = await openMall(db, model, isDemo ? 'demo' : 'live');
  const world: World = {
    mall, model, dice, isDemo, signed: new Map(), words: [], serial: 0, firstPrice: FIRST_PRICES[seed % FIRST_PRICES.length] ?? SHARE, position: 0n, refunds: 0, capped: 0,
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
    await lookAtAll(mall.t.infra.sql, model, true);
  } catch (error) {
    throw new Error(`seed ${seed}, event ${done + 1}: ${error instanceof Error ? error.message : String(error)}\n${last.join('\n')}`, { cause: error });
  } finally {
    await mall.close();
  }
  const levels = Map.groupBy(model.people.members, ({ level }) => level);
  return { steps: count, noons: model.noonsRun, capped: world.capped, refunds: mall.refunds.length, levels: new Map([...levels].map(([level, { length }]) => [level, length])) };
}

function choose(dice: Dice): (typeof WEIGHTS)[number] {
  let left = dice.below(WHOLE);
  for (const row of WEIGHTS) {
    left -= row[0];
    if (left < 0) return row;
  }
  throw new Error('the weights sum to the whole');
}
