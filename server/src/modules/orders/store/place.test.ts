import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Infra } from '#infra/infra.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import type { PlaceItem } from '#modules/orders/batch.ts';
import { type Line, planCheckout } from '#modules/orders/domain.ts';
import { placeSwiftly, placeValues, SWIFT_STATEMENT } from './place.ts';

const BUCKET = 7;
const SHELF = 900;

let db: TestDatabase;
let infra: Infra;
beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra();
});
afterAll(() => db.close());

const lineOf = (n: number): Line => ({
  productId: BigInt(n), skuId: BigInt(n), bucket: BUCKET, supplierId: null, quantity: n % 3 + 1, unitFen: BigInt(100 * n), supplyFen: BigInt(60 * n), unitSv: BigInt(n), zone: n % 2 === 0 ? 'vip' : 'ordinary',
});
function itemOf(lines: readonly Line[]): PlaceItem {
  const { parts: [part] } = planCheckout(lines);
  if (!part) throw new Error('a plan has a part');
  const checkoutId = infra.ids.next(SHELF);
  return { whole: true, checkoutId, orderId: infra.ids.next(BUCKET), memberId: checkoutId, contactId: 1n, keyHash: checkoutId, inputHash: 1n, part };
}
const time = { now: new Date('2026-03-02T02:00:00Z'), payBefore: new Date('2026-03-02T02:30:00Z') };

/** Puts 10 pieces each of the SKUs 1…rows on the shelf, and nothing else. */
async function stock(rows: number): Promise<void> {
  await db.sql.run('delete from orders.stock');
  await db.sql.run('insert into orders.stock (bucket, sku_id, available) select $1, n, 10 from generate_series(1, $2::int) n', [BUCKET, rows]);
  await db.sql.run('analyze orders.stock');
}

interface Plan { 'Node Type': string; 'Relation Name'?: string; 'Index Cond'?: string; Plans?: Plan[] }
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The nodes below the update of stock, as a lane plans it now. */
async function planOfTake(): Promise<Plan[]> {
  const statement = { name: '', text: `explain (format json) ${SWIFT_STATEMENT.text}` };
  const rows = await infra.database.prepared<[[{ Plan: Plan }]]>(statement, placeValues([itemOf([lineOf(1), lineOf(2)])], time).slice(0, 23));
  const nodes = rows.flatMap(([[{ Plan: plan }]]) => nodesOf(plan));
  const update = nodes.find((node) => node['Node Type'] === 'ModifyTable' && node['Relation Name'] === 'stock');
  return (update?.Plans ?? []).flatMap(nodesOf);
}

test('stock is locked in key order whatever the statistics say: by a nested loop that begins with the sorted needs or walks the key', async () => {
  for (const rows of [1, 3, 20_000]) {
    await stock(rows);
    const [join, outer, inner] = await planOfTake();
    expect(join?.['Node Type']).toBe('Nested Loop');
    expect(['Function Scan', 'Index Scan']).toContain(outer?.['Node Type']);
    if (rows < 1_000) continue;
    expect([outer?.['Node Type'], inner?.['Node Type']]).toEqual(['Function Scan', 'Index Scan']);
    expect(inner?.['Index Cond']).toMatch(/bucket.*sku_id/);
  }
});

test('every order of a batch gets its own lines, one or many', async () => {
  await stock(7);
  const items = [[1], [2, 3, 4], [5, 6], [7]].map((numbers) => itemOf(numbers.map(lineOf)));
  expect(await placeSwiftly(infra.database, placeValues(items, time))).toBe(true);
  const rows = await db.sql.rows<Line & { orderId: bigint }>(
    `select order_id as "orderId", product_id as "productId", sku_id as "skuId", bucket, null as "supplierId", quantity, unit_fen as "unitFen", supply_fen as "supplyFen",
       unit_sv as "unitSv", zone from orders.order_line order by order_id, line`);
  expect(rows).toEqual(items.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1)).flatMap(({ orderId, part }) => part.lines.map((line) => ({ orderId, ...line }))));
});
