/** A history for `npm run replay`: read strictly, so that a mistake in it is an error and never a wrong balance (DECISIONS, Replay). */
import { parseAtoms } from '#kernel/amount.ts';

/** One event; amounts in atoms of 1e-8. */
export type ReplayEvent =
  | { readonly e: 'reg'; readonly m: string; readonly frozen: bigint }
  | { readonly e: 'activate'; readonly m: string }
  | { readonly e: 'earn' | 'spend'; readonly m: string; readonly x: bigint }
  | { readonly e: 'until'; readonly m: string; readonly day: number }
  | { readonly e: 'noon'; readonly day: number; readonly A: bigint; readonly price: bigint };

/** What is wrong with a history, for the one who wrote it. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}

const DECIMALS = 8;
/** What the ledger's totals can hold with room to spare. */
const LARGEST = 10n ** 26n;

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value)).slice(0, 80);

/** Parses and checks a whole history before any of it is played. Throws HistoryError naming the event. */
export function readHistory(text: string): ReplayEvent[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new HistoryError(`The history is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(json) || !Array.isArray(json['events'])) throw new HistoryError('The history must be an object with a list "events".');
  const check = { members: new Set<string>(), lastNoon: 0 };
  return json['events'].map((event: unknown, index) => {
    try {
      return readEvent(event, check);
    } catch (error) {
      throw error instanceof HistoryError ? new HistoryError(`Event ${index + 1}: ${error.message}`) : error;
    }
  });
}

function readEvent(event: unknown, check: { members: Set<string>; lastNoon: number }): ReplayEvent {
  if (!isObject(event)) throw new HistoryError(`${show(event)} is not an event.`);
  const e = event['e'];
  switch (e) {
    case 'reg': {
      const m = nameIn(event);
      const frozen = amountIn(event, 'frozen');
      if (check.members.has(m)) throw new HistoryError(`member ${show(m)} is registered already.`);
      check.members.add(m);
      return { e, m, frozen };
    }
    case 'activate':
      return { e, m: memberIn(event, check.members) };
    case 'earn':
    case 'spend':
      return { e, m: memberIn(event, check.members), x: amountIn(event, 'x') };
    case 'until':
      return { e, m: memberIn(event, check.members), day: dayIn(event) };
    case 'noon': {
      const noon = { e, day: dayIn(event), A: amountIn(event, 'A'), price: amountIn(event, 'price') } as const;
      if (noon.day !== check.lastNoon + 1) throw new HistoryError(`noon ${noon.day} cannot follow noon ${check.lastNoon}; the next is ${check.lastNoon + 1}.`);
      check.lastNoon = noon.day;
      return noon;
    }
    case 'revise':
      throw new HistoryError('"revise" is not built yet: a noon that has run cannot be revised.');
    default:
      throw new HistoryError(`${show(e)} is not a kind of event (reg, activate, earn, spend, until, noon).`);
  }
}

function nameIn(event: Fields): string {
  const name = event['m'];
  if (typeof name !== 'string') throw new HistoryError(`"m" must be a member's id as a string, not ${show(name)}.`);
  return name;
}

function memberIn(event: Fields, members: ReadonlySet<string>): string {
  const name = nameIn(event);
  if (!members.has(name)) throw new HistoryError(`member ${show(name)} is not registered.`);
  return name;
}

function amountIn(event: Fields, field: string): bigint {
  const text = event[field];
  const atoms = typeof text === 'string' ? parseAtoms(text, DECIMALS) : undefined;
  if (atoms === undefined || atoms < 0n || (typeof text === 'string' && text.startsWith('-'))) {
    throw new HistoryError(`"${field}" must be a decimal string of at least 0 with at most ${DECIMALS} decimals, not ${show(text)}.`);
  }
  if (atoms > LARGEST) throw new HistoryError(`"${field}" is larger than ${LARGEST / 10n ** BigInt(DECIMALS)}.`);
  return atoms;
}

function dayIn(event: Fields): number {
  const day = event['day'];
  if (typeof day !== 'number' || !Number.isSafeInteger(day)) throw new HistoryError(`"day" must be a whole number, not ${show(day)}.`);
  return day;
}
