/** The two ways to reach PostgreSQL: a pool (each statement its own transaction) and the transaction of a unit of work. */
import pg from 'pg';

/** A statement: its text, or text with a name under which each connection prepares it once (see growing-statement.ts). */
export type Statement = string | { readonly name: string; readonly text: string };

export interface Sql {
  /** Runs one statement and returns its rows. bigint columns arrive as BigInt, numeric(…,0) as BigInt, timestamptz as Date. */
  rows<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /** The only row, or undefined; asserts that there are not two. */
  maybe<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row | undefined>;
  /** The only row; asserts that there is exactly one. */
  one<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row>;
  /** Runs one statement and returns how many rows it changed. */
  run(statement: Statement, values?: readonly unknown[]): Promise<number>;
}

/** A Sql bound to an open transaction. Branded, so that a service that must be atomic cannot be handed the pool. */
export interface Tx extends Sql {
  readonly transaction: true;
}

const INT8 = 20;
const NUMERIC = 1700;
const INT8_ARRAY = 1016;

/** Type parsers: every number that may be money or an id is a BigInt; numerics with a fraction never occur in our tables. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8 || oid === NUMERIC) return BigInt;
    if (oid === INT8_ARRAY) return (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt));
    return pg.types.getTypeParser(oid, format);
  }) as pg.CustomTypesConfig['getTypeParser'],
};
