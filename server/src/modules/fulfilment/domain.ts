/** Shipping: which courier, and whether a number can be a tracking number. Pure. */
import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('fulfilment', {
  /** The courier is none of the list. */
  unknownCarrier: 400,
  /** 6 to 32 letters, digits or dashes, with 4 digits or more. */
  badTrackingNumber: 400,
});

const LEAST_BEGINNING = 2;

/** The code of a courier, found by code, by its name in any language, or by how the name of no other courier begins; undefined when there is none. */
export function carrierOf(text: string, names: ReadonlyMap<string, string>): string | undefined {
  const wanted = text.trim().toLowerCase();
  for (const [name, code] of names) if (name.toLowerCase() === wanted || code === wanted) return code;
  if (wanted.length < LEAST_BEGINNING) return undefined;
  const begun = new Set([...names].flatMap(([name, code]) => (name.toLowerCase().startsWith(wanted) ? [code] : [])));
  return begun.size === 1 ? [...begun][0] : undefined;
}
