/** Comparing the mall with its model: the first thing that differs ends the history. */

/** What a simulation found to differ from the model. */
export class Difference extends Error {
  override readonly name = 'Difference';
}

/** Throws a Difference unless `holds`; the text says what must hold. */
export function must(holds: boolean, text: string | (() => string)): asserts holds {
  if (!holds) throw new Difference(typeof text === 'string' ? text : text());
}

/** Throws a Difference unless both are the same text as JSON (amounts as decimals). */
export function same(what: string, found: unknown, expected: unknown): void {
  const text = (value: unknown): string => JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? 'undefined';
  if (text(found) !== text(expected)) throw new Difference(`${what}: found ${text(found)}, the model has ${text(expected)}`);
}
