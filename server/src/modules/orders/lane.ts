/**
 * The place lane: what arrives while a batch runs forms the next one. A batch is one statement that writes all or nothing; when
 * something is short or known, those items get their answers and the rest goes again. Repeating a batch is harmless, since every
 * checkout stands under its key and every step of a flow under its order, so lost connections and races are simply tried again.
 */
import { isOutage, isRetryable } from '#infra/database.ts';
import type { Infra } from '#infra/infra.ts';
import { type Lane, makeLane } from '#infra/lane.ts';
import { decideBatch, foldDuplicates, type PlaceAnswer, type PlaceItem } from './batch.ts';
import { PAY_WITHIN_MS } from './domain.ts';
import { type BatchTime, placeCarefully, placeSwiftly, placeValues } from './store/place.ts';

const MAX_BATCH = 1_024;
const MAX_TRIES = 6;
/** After a refusal this many batches are placed carefully: goods that sell out are asked for more than once. */
const CAREFUL_BATCHES = 32;
/** Two processes wrote the same key at once: the next try sees it. */
const UNIQUE_VIOLATION = '23505';

type Resources = Pick<Infra, 'database' | 'clock' | 'events' | 'log'>;
/** How the lane goes about its next batches. */
interface Mood {
  careful: number;
}

function worthRepeating(error: unknown): boolean {
  return isRetryable(error) || (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION);
}

async function repeat<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === MAX_TRIES || !worthRepeating(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** tries));
    }
  }
}

/** The swift statement, unless refusals are likely. Returns whether all items were placed; if not, nothing was written. */
async function trySwiftly(infra: Resources, batch: { items: readonly PlaceItem[]; values: readonly unknown[]; mood: Mood }): Promise<boolean> {
  if (batch.mood.careful > 0) {
    batch.mood.careful -= 1;
    return false;
  }
  if (batch.items.some((item) => !item.whole)) return false;
  if (await repeat(() => placeSwiftly(infra.database, batch.values))) return true;
  batch.mood.careful = CAREFUL_BATCHES;
  return false;
}

/** Places items with distinct keys; answers in their order. */
async function placeAll(infra: Resources, items: readonly PlaceItem[], { mood, ...time }: BatchTime & { mood: Mood }): Promise<PlaceAnswer[]> {
  const answers: PlaceAnswer[] = new Array<PlaceAnswer>(items.length);
  const placed: PlaceAnswer = { kind: 'placed', payBefore: time.payBefore };
  let left = items.map((item, index) => ({ item, index }));
  while (left.length > 0) {
    const batch = left.map(({ item }) => item);
    const values = placeValues(batch, time);
    const facts = await trySwiftly(infra, { items: batch, values, mood }) ? undefined : await repeat(() => placeCarefully(infra.database, values));
    if (!facts) {
      for (const { index } of left) answers[index] = placed;
      break;
    }
    const decided = decideBatch(batch, facts);
    decided.forEach((answer, at) => {
      const entry = left[at];
      if (!entry) return;
      // A batch repeated after a lost connection finds its own rows: that is success.
      const own = answer === 'done' || (answer.kind === 'known' && answer.checkout.checkoutId === entry.item.checkoutId);
      answers[entry.index] = own ? placed : answer;
    });
    left = left.filter((_, at) => !decided.has(at));
  }
  return answers;
}

/** One bad item must not sink its batch: halves are tried until it stands alone. */
async function placeApart(infra: Resources, items: readonly PlaceItem[], time: BatchTime & { mood: Mood }): Promise<(PlaceAnswer | Error)[]> {
  try {
    return await placeAll(infra, items, time);
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (items.length === 1 || isRetryable(error) || isOutage(error)) return items.map(() => failure);
    infra.log.error({ error, items: items.length }, 'a batch of the place lane failed and is tried in halves');
    const half = items.length >> 1;
    return [...(await placeApart(infra, items.slice(0, half), time)), ...(await placeApart(infra, items.slice(half), time))];
  }
}

async function runBatch(infra: Resources, batch: readonly PlaceItem[], mood: Mood): Promise<(PlaceAnswer | Error)[]> {
  const now = infra.clock.now();
  const time = { now, payBefore: new Date(now.getTime() + PAY_WITHIN_MS), mood };
  const { firsts, firstOf } = foldDuplicates(batch);
  const answers = await placeApart(infra, firsts, time);
  infra.events.wake();
  return batch.map((item, index): PlaceAnswer | Error => {
    const at = firstOf[index] ?? 0;
    const answer = answers[at] ?? new Error('the place lane answers every item');
    const first = firsts[at];
    if (answer instanceof Error || !first || first === item || !item.whole) return answer;
    // Another input under the key of one that is short was never looked at: its caller tries again.
    if (answer.kind === 'short' && item.inputHash !== first.inputHash) return { kind: 'released' };
    if (answer.kind !== 'placed') return answer;
    return { kind: 'known', checkout: { ...first, state: 'awaitingPayment', totalFen: first.part.totalFen, payBefore: answer.payBefore } };
  });
}

export interface PlaceLane {
  /** Places one order; the answer says whether it stands, was known, is short, or belongs to a flow that was given up. */
  place(item: PlaceItem): Promise<PlaceAnswer>;
  drain(): Promise<void>;
}

/**
 * The place lane of a process. While no more waits than one batch takes there is one lane (DECISIONS P2: a batch costs the same whatever
 * its size). Beyond that a second one takes the odd buckets, so that two connections work on rows that never meet.
 */
export function makePlaceLane(infra: Resources): PlaceLane {
  const mood: Mood = { careful: 0 };
  let waiting = 0;
  const run = async (batch: readonly PlaceItem[]): Promise<(PlaceAnswer | Error)[]> => {
    try {
      return await runBatch(infra, batch, mood);
    } finally {
      waiting -= batch.length;
    }
  };
  const main: Lane<PlaceItem, PlaceAnswer | Error> = makeLane({ name: 'orders.place', maxBatch: MAX_BATCH, run });
  const second: Lane<PlaceItem, PlaceAnswer | Error> = makeLane({ name: 'orders.place2', maxBatch: MAX_BATCH, run });
  return {
    place(item) {
      waiting += 1;
      const lane = waiting > MAX_BATCH && item.part.bucket % 2 === 1 ? second : main;
      return lane.submit(item).then(answerOrThrow);
    },
    async drain() {
      await Promise.all([main.drain(), second.drain()]);
    },
  };
}

function answerOrThrow(answer: PlaceAnswer | Error): PlaceAnswer {
  if (answer instanceof Error) throw answer;
  return answer;
}
