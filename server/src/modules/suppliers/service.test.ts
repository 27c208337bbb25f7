import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#kernel/id.ts';
import { identityModule } from '#modules/identity/index.ts';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';
import { createSupplier, listSuppliers, supplierOfOrganisation, suppliersOf } from './index.ts';

let db: TestDatabase;
let infra: TestInfra;
const ORIGIN = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
const created = (name: string) => infra.unit(ORIGIN, (ctx) => createSupplier(ctx, { name }));

beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra();
  identityModule(infra);
});
afterAll(() => db.close());

test('a supplier is made with its organisation, in one bucket, and is found by it', async () => {
  const supplier = await created('Orchard');
  expect(supplier).toMatchObject({ name: 'Orchard', state: 'approved', svMode: 'platform', createdAt: infra.clock.now() });
  expect(await supplierOfOrganisation(db.sql, supplier.organisationId)).toEqual(supplier);
  expect(await db.sql.one('select kind, name from identity.organisation where id = $1', [supplier.organisationId])).toEqual({ kind: 'supplier', name: 'Orchard' });
  expect(await suppliersOf(db.sql, [supplier.id, 5n])).toEqual(new Map([[supplier.id, supplier]]));
});

test('an organisation without a supplier is refused', async () => {
  await expect(supplierOfOrganisation(db.sql, 99n as Id<'organisation'>)).rejects.toMatchObject({ code: 'suppliers.notFound' });
});

test('lists page in order of joining and search by a part of the name', async () => {
  for (const name of ['Tea Hill', 'Kiln', 'Hillside']) await created(name);
  const hills = await listSuppliers(db.sql, { afterId: 0n, search: 'hill', limit: 10 });
  expect(hills.map((supplier) => supplier.name).sort()).toEqual(['Hillside', 'Tea Hill']);
  const [first] = await listSuppliers(db.sql, { afterId: 0n, search: '', limit: 1 });
  const [second] = await listSuppliers(db.sql, { afterId: first?.id ?? 0n, search: '', limit: 1 });
  expect(second && first && second.id > first.id).toBe(true);
});
