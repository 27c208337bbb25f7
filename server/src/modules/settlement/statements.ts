/** A supplier's month: what was accrued, what went back, and the balance after each, which begins where the month before ended. */
import type { Sql } from '#infra/sql.ts';
import { instantOf, parseDay } from '#kernel/day.ts';
import * as store from './store.ts';

const AT_ONCE = 200;

export interface StatementLine extends store.Move {
  /** Owed after this line. */
  readonly balanceFen: bigint;
}

/** The instants at which a month (YYYY-MM of Asia/Shanghai) begins and ends. */
export function boundsOf(month: string): { from: Date; to: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = number === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${String(year).padStart(4, '0')}-${String(number + 1).padStart(2, '0')}`;
  return { from: instantOf(parseDay(`${month}-01`), 0), to: instantOf(parseDay(`${next}-01`), 0) };
}

/** What the supplier was owed when the month began. */
export function openingOf(sql: Sql, key: { supplierId: bigint; month: string }): Promise<bigint> {
  return store.owedAt(sql, { supplierId: key.supplierId, at: boundsOf(key.month).from });
}

/** The lines of a month in order, read a few at a time. */
export async function* linesOf(sql: Sql, key: { supplierId: bigint; month: string }): AsyncGenerator<StatementLine> {
  const bounds = boundsOf(key.month);
  let balanceFen = await openingOf(sql, key);
  let after: Parameters<typeof store.listMoves>[1]['after'];
  for (;;) {
    const moves = await store.listMoves(sql, { supplierId: key.supplierId, ...bounds, after, limit: AT_ONCE });
    for (const move of moves) {
      balanceFen += move.returned ? -move.amountFen : move.amountFen;
      yield { ...move, balanceFen };
    }
    after = moves.at(-1);
    if (after === undefined || moves.length < AT_ONCE) return;
  }
}
