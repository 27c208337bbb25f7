/** What a step of a history is, and what it may use: the mall, its model, and chance that a seed repeats. */
import { type Answer, codeOf, type TestMember } from '#test/app.ts';
import { must, same } from './difference.ts';
import type { MallModel } from './model.ts';
import type { Member } from './people.ts';
import type { Mall } from './real.ts';
import type { Attempt } from './shop.ts';

/** Chance, reproducible. */
export class Dice {
  private readonly random: () => number;
  constructor(random: () => number) {
    this.random = random;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)];
  }

  /** One of the last few: what was begun lately goes on. */
  recent<Item>(items: readonly Item[]): Item | undefined {
    return this.pick(items.slice(-12));
  }
}

export type Signed = TestMember & { contactId: bigint };
/** A notification that the gateway has sent and the network still holds. */
export interface Word { readonly attempt: Attempt; readonly number: string; readonly amountFen: bigint }

export interface World {
  readonly mall: Mall;
  readonly model: MallModel;
  readonly dice: Dice;
  readonly signed: Map<Member, Signed>;
  readonly words: Word[];
  /** Numbers that make names, keys and transaction numbers. */
  serial: number;
  /** The first guide price, 1e-8 yuan a point. */
  readonly firstPrice: bigint;
  /** How far the log was told to the model, and how many of the refunds were compared. */
  position: bigint;
  refunds: number;
  /** Noons at which all share value burned. */
  capped: number;
}

/** What a step did, in a word; undefined when there was nothing to do it with. */
export type Step = (world: World) => Promise<string | undefined>;

/** The answer that the model foresees: success, or a refusal by its code. */
export function expectAnswer(answer: Answer, refusal: string | undefined): void {
  if (refusal === undefined) must(answer.status === 200, () => `the answer is ${answer.status} ${JSON.stringify(answer.body)}`);
  else same('the refusal', answer.status === 200 ? 'none' : codeOf(answer), refusal);
}
