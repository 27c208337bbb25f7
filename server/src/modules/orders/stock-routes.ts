/** Stock by hand: a supplier of his own goods, the operator of any. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { type AccountId, namesOf } from '#modules/identity/index.ts';
import { supplierOfOrganisation } from '#modules/suppliers/index.ts';
import { STOCK_REASONS } from './domain.ts';
import { adjustStock, requireOwn } from './stock.ts';
import { stockChanges } from './store/reads.ts';

const PAGE = 20;
const MOST_AT_ONCE = 1_000_000;
const Params = Type.Object({ id: IdText });
const Change = Type.Object({
  change: Type.Integer({ minimum: -MOST_AT_ONCE, maximum: MOST_AT_ONCE, not: { const: 0 }, description: 'Pieces more, or fewer when negative' }),
  reason: Type.Enum([...STOCK_REASONS]), note: Type.Optional(Type.String({ maxLength: 100 })),
});
const Left = Type.Object({ available: Type.Integer() });
const ChangeView = Type.Object({
  id: IdText, change: Type.Integer(), available: Type.Integer({ description: 'Pieces afterwards' }), reason: Type.Enum([...STOCK_REASONS, 'initial']), note: Type.String(), byName: Nullable(Type.String()), at: Instant,
});

async function changesJson(infra: Infra, query: { skuId: bigint; cursor: string | undefined; limit: number }) {
  const rows = await stockChanges(infra.sql, { skuId: query.skuId, beforeId: parseId(query.cursor ?? '') ?? null, limit: query.limit });
  const names = await namesOf(infra.sql, [...new Set(rows.flatMap(({ byAccount }) => byAccount ?? []))] as AccountId[]);
  return {
    items: rows.map(({ id, change, available, reason, note, byAccount, at }) => ({
      id: id.toString(), change, available, reason: ([...STOCK_REASONS, 'initial'] as const).find((one) => one === reason) ?? 'other', note, byName: names.get(byAccount ?? 0n) ?? null, at: at.toISOString(),
    })),
    nextCursor: rows.length === query.limit ? (rows.at(-1)?.id.toString() ?? null) : null,
  };
}

/** Mounts the routes. */
export function stockRoutes(http: Http, infra: Infra): void {
  const own = { read: { guard: { act: 'catalog.ownRead', of: 'supplier' } }, write: { guard: { act: 'catalog.ownWrite', of: 'supplier' } } } as const;
  const all = { read: { guard: { act: 'catalog.read', of: 'platform' } }, write: { guard: { act: 'catalog.write', of: 'platform' } } } as const;
  const history = { tags: ['catalog'], params: Params, querystring: Type.Object(PageQuery), response: { 200: Page(ChangeView) } };
  const adjust = { tags: ['catalog'], params: Params, body: Change, response: { 200: Left } };

  http.get('/api/supplier/skus/:id/stock', { schema: { summary: 'Changes by hand of one’s own stock, newest first', ...history }, config: own.read }, async (request) => {
    const skuId = BigInt(request.params.id);
    const supplier = await supplierOfOrganisation(infra.sql, staffOf(request).orgId);
    await requireOwn(infra.sql, { skuId, supplierId: supplier.id });
    return changesJson(infra, { skuId, cursor: request.query.cursor, limit: request.query.limit ?? PAGE });
  });
  http.post('/api/supplier/skus/:id/stock', { schema: { summary: 'Adds pieces to one’s own stock, or takes some away', ...adjust }, config: own.write }, async (request) => {
    const { change, reason, note = '' } = request.body;
    const supplier = await supplierOfOrganisation(infra.sql, staffOf(request).orgId);
    return { available: await request.unit((ctx) => adjustStock(ctx, { skuId: BigInt(request.params.id), supplierId: supplier.id, change, reason, note: note.trim() })) };
  });
  http.get('/api/console/skus/:id/stock', { schema: { summary: 'Changes by hand of a stock, newest first', ...history }, config: all.read }, async ({ params, query }) => {
    const skuId = BigInt(params.id);
    await requireOwn(infra.sql, { skuId });
    return changesJson(infra, { skuId, cursor: query.cursor, limit: query.limit ?? PAGE });
  });
  http.post('/api/console/skus/:id/stock', { schema: { summary: 'Adds pieces to a stock, or takes some away', ...adjust }, config: all.write }, async (request) => {
    const { change, reason, note = '' } = request.body;
    return { available: await request.unit((ctx) => adjustStock(ctx, { skuId: BigInt(request.params.id), change, reason, note: note.trim() })) };
  });
}
