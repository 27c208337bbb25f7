import { type Static, Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, IdText, Instant, Nullable, PageQuery } from '#infra/schemas.ts';
import { type Id, parseId } from '#kernel/id.ts';
import { supplierOfOrganisation, suppliersOf } from '#modules/suppliers/index.ts';
import { PAYABLE_STATES, payableState } from './domain.ts';
import { type ListedPayable, listPayables, sumPayables } from './store.ts';

const NEWEST = (1n << 63n) - 1n;
const PayableSchema = Type.Object({
  orderId: IdText, supplierId: IdText, supplierName: Type.String(), amountFen: Atoms, accruedAt: Instant, payableAt: Instant,
  due: Type.Boolean({ description: 'Whether after-sales have closed' }),
  state: Type.Enum([...PAYABLE_STATES], { description: 'accrued until after-sales close, then due; disputed while a case is open; reversed when the order was refunded' }),
  // What the member paid shows the platform's margin: suppliers do not see it.
  orderFen: Type.Optional(Atoms),
});
const PayablesSchema = Type.Object({
  items: Type.Array(PayableSchema), nextCursor: Nullable(Type.String()),
  totals: Type.Object({ orders: Type.String(), accruedFen: Atoms, dueFen: Atoms }),
});

async function page(infra: Infra, query: { supplierId: bigint | null; limit: number; cursor: string | undefined; withTotals: boolean }): Promise<Static<typeof PayablesSchema>> {
  const at = infra.clock.now();
  const rows = await listPayables(infra.sql, { supplierId: query.supplierId, beforeOrderId: parseId(query.cursor ?? '') ?? NEWEST, limit: query.limit });
  const names = await suppliersOf(infra.sql, [...new Set(rows.map((row) => row.supplierId))]);
  const totals = await sumPayables(infra.sql, { supplierId: query.supplierId, at });
  const json = (row: ListedPayable): Static<typeof PayableSchema> => ({
    orderId: row.orderId.toString(), supplierId: row.supplierId.toString(), supplierName: names.get(row.supplierId)?.name ?? '',
    ...(query.withTotals ? { orderFen: row.orderFen.toString() } : {}), amountFen: row.amountFen.toString(), accruedAt: row.accruedAt.toISOString(), payableAt: row.payableAt.toISOString(), due: payableState(row, at) === 'due',
    state: payableState(row, at),
  });
  return {
    items: rows.map(json), nextCursor: rows.length === query.limit ? (rows.at(-1)?.orderId.toString() ?? null) : null,
    totals: { orders: totals.orders.toString(), accruedFen: totals.accruedFen.toString(), dueFen: totals.dueFen.toString() },
  };
}

export const PAYABLE_FILTER = { supplierId: Type.Optional(IdText) };
const OwnQuery = Type.Object(PageQuery);
const PayableQuery = Type.Object({ ...PageQuery, ...PAYABLE_FILTER });

/** A page of the console's list of payables. */
export function payablePage(infra: Infra, query: Static<typeof PayableQuery>): Promise<Static<typeof PayablesSchema>> {
  return page(infra, { supplierId: query.supplierId === undefined ? null : BigInt(query.supplierId), limit: query.limit ?? 20, cursor: query.cursor, withTotals: true });
}

/** A page of what a supplier himself is owed. */
export async function ownPayablePage(infra: Infra, query: Static<typeof OwnQuery> & { orgId: Id<'organisation'> }): Promise<Static<typeof PayablesSchema>> {
  const supplier = await supplierOfOrganisation(infra.sql, query.orgId);
  return page(infra, { supplierId: supplier.id, limit: query.limit ?? 20, cursor: query.cursor, withTotals: false });
}

/** Statements of what is owed: a supplier sees his own, the platform all of them. */
export function settlementRoutes(http: Http, infra: Infra): void {
  http.get('/api/supplier/payables', {
    schema: { tags: ['settlement'], summary: 'What the platform owes me, newest order first', querystring: OwnQuery, response: { 200: PayablesSchema } },
    config: { guard: { act: 'settlement.ownRead', of: 'supplier' } },
  }, (request) => ownPayablePage(infra, { ...request.query, orgId: staffOf(request).orgId }));
  http.get('/api/console/payables', {
    schema: {
      tags: ['settlement'], summary: 'What the platform owes its suppliers, newest order first',
      querystring: PayableQuery, response: { 200: PayablesSchema },
    },
    config: { guard: { act: 'settlement.read', of: 'platform' } },
  }, ({ query }) => payablePage(infra, query));
}
