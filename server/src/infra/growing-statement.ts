/**
 * A prepared statement that is planned anew as its tables grow. PostgreSQL keeps the plan of a prepared statement for the life of the
 * connection: one that was made while a table was nearly empty (a new shop, a test, a bench) may read an index by its first column only,
 * until statistics are gathered a minute later. The name changes at 4, 16, 64 … runs, which costs a handful of plans and no more.
 */
export interface GrowingStatement {
  readonly text: string;
  /** The statement under the name for this run. */
  next(): { readonly name: string; readonly text: string };
}

/** The statement of a lane. */
export function growing(statement: { name: string; text: string }): GrowingStatement {
  const { name, text } = statement;
  let runs = 0;
  return {
    text,
    next() {
      runs += 1;
      return { name: `${name}.${Math.floor(Math.log2(runs) / 2)}`, text };
    },
  };
}
