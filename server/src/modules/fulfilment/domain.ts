/** Shipping: which courier, and whether a number can be a tracking number. Pure. */
import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('fulfilment', {
  /** The courier is none of the list. */
  unknownCarrier: 400,
  /** 6 to 32 letters, digits or dashes, with 4 digits or more. */
  badTrackingNumber: 400,
});

/** The code of a courier, found by code or by its name in any language; undefined when there is none. */
export function carrierOf(text: string, names: ReadonlyMap<string, string>): string | undefined {
  const wanted = text.trim().toLowerCase();
  for (const [name, code] of names) if (name.toLowerCase() === wanted || code === wanted) return code;
  return undefined;
}
