import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { listSuppliers } from './service.ts';

const SupplierSchema = Type.Object({
  id: IdText, name: Type.String(), state: Type.Enum(['approved', 'suspended', 'exited']), svMode: Type.Enum(['platform', 'merchant']), createdAt: Instant,
});

export function supplierRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/suppliers', {
    schema: {
      tags: ['suppliers'], summary: 'Suppliers in order of joining',
      querystring: Type.Object({ ...PageQuery, search: Type.Optional(Type.String({ maxLength: 80 })) }), response: { 200: Page(SupplierSchema) },
    },
    config: { guard: { act: 'suppliers.read', of: 'platform' } },
  }, async ({ query }) => {
    const { limit = 20, search = '' } = query;
    const suppliers = await listSuppliers(infra.sql, { afterId: parseId<'supplier'>(query.cursor ?? '') ?? 0n, search, limit });
    return {
      items: suppliers.map(({ id, name, state, svMode, createdAt }) => ({ id: id.toString(), name, state, svMode, createdAt: createdAt.toISOString() })),
      nextCursor: suppliers.length === limit ? (suppliers.at(-1)?.id.toString() ?? null) : null,
    };
  });
}
