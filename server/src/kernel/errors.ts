/**
 * Refusals are expected answers with a stable public code; everything else that is thrown is a bug.
 * The texts a user reads stand in the module's texts.json under the same code, in zh-CN and en.
 */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly status: number;
  /** Public facts: they fill the {placeholders} of the text and are sent to the caller. */
  readonly details: RefusalDetails;

  constructor(refusal: { code: string; status: number; details: RefusalDetails }) {
    super(refusal.code);
    this.code = refusal.code;
    this.status = refusal.status;
    this.details = refusal.details;
  }
}

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 503;
type Catalogue<Names extends string> = { readonly [Name in Names]: (details?: RefusalDetails) => Refusal };
const catalogues = new WeakMap<object, readonly { code: string; status: number }[]>();

/**
 * A module's refusals: defineRefusals('orders', { outOfStock: 409 }) gives errors.outOfStock({…}) with code "orders.outOfStock".
 */
export function defineRefusals<Names extends string>(module: string, statuses: Record<Names, Status>): Catalogue<Names> {
  const entries = Object.entries<Status>(statuses).map(([name, status]) => ({ name, code: `${module}.${name}`, status }));
  const catalogue = Object.fromEntries(
    entries.map(({ name, code, status }) => [name, (details: RefusalDetails = {}) => new Refusal({ code, status, details })]),
  ) as Catalogue<Names>;
  catalogues.set(catalogue, entries);
  return catalogue;
}

/** Codes and statuses of a catalogue, for docs/errors.md and its test. */
export function listRefusals(catalogue: object): readonly { code: string; status: number }[] {
  return catalogues.get(catalogue) ?? [];
}
