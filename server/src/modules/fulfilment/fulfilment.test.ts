import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readSheet, writeSheet, XLSX_TYPE } from '#infra/xlsx.ts';
import type { Supplier } from '#modules/suppliers/index.ts';
import { codeOf, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';

let db: TestDatabase;
let shop: TestShop;
let buyer: TestBuyer;
let supplier: Supplier;
let clerk: TestStaff;
let orderId: string;
const PARCEL = { carrier: 'SF Express', trackingNumber: ' sf1234567890 ' };
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db);
  supplier = await shop.supplier('Tea & Sons');
});
beforeEach(async () => {
  // Sessions end by wall time, which some test moves: everybody signs in anew.
  buyer = await shop.buyer();
  clerk = await shop.staff('supplierStaff', { orgId: supplier.organisationId });
  orderId = await paidOrder(await shop.sell({ stock: 5, supplier }));
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

async function paidOrder(skuId: bigint): Promise<string> {
  const { checkoutId } = await shop.place(buyer, [{ skuId, quantity: 2 }]);
  await shop.pay(buyer, checkoutId);
  await shop.drain();
  const { id } = await db.sql.one<{ id: bigint }>('select id from orders.orders where checkout_id = $1', [checkoutId]);
  return String(id);
}
const ship = (id = orderId, parcel: object = PARCEL) => clerk.post(`/api/supplier/orders/${id}/ship`, parcel);
const everything = (): Promise<unknown> => db.sql.rows(
  `select (select json_agg(o order by o.id) from orders.orders o)::text as orders, (select json_agg(s order by s.order_id) from fulfilment.shipment s)::text as shipments,
     (select count(*) from infra.event_inbox) as events`);

test('a supplier ships his own order once: courier by name, number tidied, member and lists see it', async () => {
  expect((await ship()).status).toBe(200);
  const before = await everything();
  expect(codeOf(await ship())).toBe('orders.notPaid');
  expect(await everything()).toEqual(before);
  await shop.drain();
  expect((await buyer.get(`/api/me/orders/${orderId}`)).body).toMatchObject({
    state: 'shipped', supplierName: 'Tea & Sons', shipping: { carrier: expect.any(String), trackingNumber: 'SF1234567890' }, contact: { name: 'A', phone: '13800000000' },
    timeline: [{ state: 'placed' }, { state: 'paid' }, { state: 'shipped' }],
  });
  expect(await db.sql.one('select carrier, shipped_by as "by" from fulfilment.shipment where order_id = $1', [orderId])).toEqual({ carrier: 'sf', by: clerk.accountId });
  const events = await db.sql.rows<{ payload: unknown }>(`select payload from infra.event_log where type = 'orders.shipped' and payload::text like '%' || $1::text || '%'`, [orderId]);
  expect(events).toEqual([{ payload: { orders: [expect.objectContaining({ orderId, carrier: 'sf', trackingNumber: 'SF1234567890', supplierId: String(supplier.id) })] } }]);
});

test.each([
  [{ carrier: 'Pigeon Post', trackingNumber: 'SF1234567890' }, 'fulfilment.unknownCarrier'],
  [{ carrier: 'sf', trackingNumber: 'no number' }, 'fulfilment.badTrackingNumber'],
  [{ carrier: 'sf', trackingNumber: '' }, 'http.badRequest'],
])('a parcel of %j is refused with %s and changes nothing', async (parcel, code) => {
  const before = await everything();
  expect(codeOf(await ship(orderId, parcel))).toBe(code);
  expect(await everything()).toEqual(before);
});

test('nobody ships what is not his: another supplier, the platform a supplier\'s order, a supplier the platform\'s; unpaid orders wait', async () => {
  const rival = await shop.staff('supplierOwner', { orgId: (await shop.supplier('Rival')).organisationId });
  const owner = await shop.staff('owner');
  const own = await paidOrder(await shop.sell({ stock: 5, bucket: 7 }));
  const skuId = await shop.sell({ stock: 5, supplier });
  const { checkoutId } = await shop.place(buyer, [{ skuId, quantity: 1 }]);
  const unpaid = await db.sql.one<{ id: bigint }>('select id from orders.orders where checkout_id = $1', [checkoutId]);
  const before = await everything();
  expect(codeOf(await rival.post(`/api/supplier/orders/${orderId}/ship`, PARCEL))).toBe('orders.orderNotFound');
  expect(codeOf(await owner.post(`/api/console/orders/${orderId}/ship`, PARCEL))).toBe('orders.orderNotFound');
  expect(codeOf(await ship(own))).toBe('orders.orderNotFound');
  expect(codeOf(await ship('4611686018427387904'))).toBe('orders.orderNotFound');
  expect(codeOf(await ship(String(unpaid.id)))).toBe('orders.notPaid');
  expect(await everything()).toEqual(before);
  expect((await owner.post(`/api/console/orders/${own}/ship`, PARCEL)).status).toBe(200);
});

test.each([
  ['owner', 200, 403], ['operator', 200, 403], ['finance', 403, 403], ['auditor', 403, 403], ['compliance', 403, 403], ['strategist', 403, 403], ['supplierStaff', 403, 200], ['supplierOwner', 403, 200],
] as const)('%s ships for the platform: %i, reads the supplier\'s desk: %i', async (role, platform, desk) => {
  const own = await paidOrder(await shop.sell({ stock: 5, bucket: 7 }));
  const staff = await shop.staff(role, role.startsWith('supplier') ? { orgId: supplier.organisationId } : {});
  expect((await staff.post(`/api/console/orders/${own}/ship`, PARCEL)).status).toBe(platform);
  expect((await staff.get('/api/supplier/orders')).status).toBe(desk);
});

test('members and visitors reach no desk', async () => {
  expect([(await buyer.get('/api/supplier/orders')).status, (await shop.visitor.get('/api/supplier/orders')).status]).toEqual([403, 401]);
  expect([(await buyer.post(`/api/supplier/orders/${orderId}/ship`, PARCEL)).status, (await shop.visitor.post(`/api/console/orders/${orderId}/ship`, PARCEL)).status]).toEqual([403, 401]);
});

test('the desk lists only own paid orders with lines, supply price and recipient; pages join without gap', async () => {
  const desk = async (query: string) => (await clerk.get(`/api/supplier/orders${query}`)).body as { items: { orderId: string; state: string; supplyFen: string; lines: unknown[]; contact: unknown }[]; nextCursor: string | null };
  const all = await desk('?limit=100');
  const [newest] = all.items;
  expect(newest).toMatchObject({ orderId, state: 'paid', supplyFen: '12000', lines: [{ title: expect.stringContaining('Goods'), skuName: 'Red', quantity: 2, supplyFen: '6000' }], contact: { name: 'A', phone: '13800000000', region: expect.stringContaining(' ') as string, detail: 'C' } });
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await desk(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    paged.push(...page.items.map((item) => item.orderId));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all.items.map((item) => item.orderId));
  expect((await desk('?state=shipped')).items.every(({ state }) => state === 'shipped')).toBe(true);
});

test('the recipient disappears from the desk 90 days after shipping; the member keeps seeing it', async () => {
  await ship();
  const seen = async (): Promise<unknown> => ((await clerk.get('/api/supplier/orders?limit=100')).body as { items: { orderId: string; contact: unknown }[] }).items.find((item) => item.orderId === orderId)?.contact;
  await shop.infra.clock.advance(90 * 86_400_000);
  clerk = await shop.staff('supplierStaff', { orgId: supplier.organisationId });
  expect(await seen()).not.toBeNull();
  await shop.infra.clock.advance(1);
  expect(await seen()).toBeNull();
  const auditor = await shop.staff('auditor');
  expect((await auditor.get(`/api/console/orders/${orderId}`)).body).toMatchObject({ contact: null, shipping: { trackingNumber: 'SF1234567890' } });
});

describe('many parcels at once', () => {
  const row = (id: string, more: object = {}) => ({ orderId: id, carrier: 'SF Express', trackingNumber: 'SF1234567890', ...more });
  const english = (url: string, payload: object | Buffer, type?: string) => clerk.send({ method: 'POST', url, payload, headers: { 'accept-language': 'en', ...(type === undefined ? {} : { 'content-type': type }) } });

  test('rows are matched without changing anything, then every sound one is shipped and each row says what came of it', async () => {
    const second = await paidOrder(await shop.sell({ stock: 5, supplier }));
    const others = await paidOrder(await shop.sell({ stock: 5, supplier: await shop.supplier('Rival') }));
    const rows = [row(` ${orderId} `), row(second, { carrier: '\u987a\u4e30\u901f\u8fd0', trackingNumber: 'sf 99 88 77 66' }), row(others), row('no order'), row(orderId), row(second, { carrier: 'Pigeon Post' })];
    const problems = [null, null, 'unknownOrder', 'unknownOrder', 'twice', 'twice'];
    const before = await everything();
    const checked = (await english('/api/shipments/check', { rows })).body as { items: { problem: string | null; goods: string | null }[] };
    expect(checked).toMatchObject({ good: 2, bad: 4 });
    expect(checked.items.map(({ problem }) => problem)).toEqual(problems);
    expect(checked.items[0]).toMatchObject({ carrierName: 'SF Express', goods: expect.stringContaining('Red \u00d72'), matchedId: orderId });
    expect(checked.items[2]).toMatchObject({ goods: null, matchedId: null });
    expect(await everything()).toEqual(before);
    expect((await english('/api/shipments', { rows })).body).toMatchObject({ good: 2, bad: 4 });
    expect(await db.sql.rows('select order_id as id, carrier, tracking_number as number from fulfilment.shipment where order_id = any($1::bigint[]) order by order_id', [[orderId, second, others]]))
      .toEqual([{ id: BigInt(orderId), carrier: 'sf', number: 'SF1234567890' }, { id: BigInt(second), carrier: 'sf', number: 'SF99887766' }]);
    expect((await english('/api/shipments', { rows: rows.slice(0, 2) })).body, 'a second time nothing is left to ship').toMatchObject({ good: 0, items: [{ problem: 'notPaid' }, { problem: 'notPaid' }] });
  });

  test.each([[{ carrier: 'Pigeon Post' }, 'unknownCarrier'], [{ trackingNumber: 'no number' }, 'badNumber'], [{ carrier: '' }, 'unknownCarrier']])('a row with %j ships nothing', async (more, problem) => {
    const before = await everything();
    expect((await english('/api/shipments', { rows: [row(orderId, more)] })).body).toMatchObject({ good: 0, items: [{ problem }] });
    expect(await everything()).toEqual(before);
  });

  test('the platform ships its own goods by the same desk, and no supplier\u2019s', async () => {
    const own = await paidOrder(await shop.sell({ stock: 5, bucket: 7 }));
    const operator = await shop.staff('operator');
    expect((await operator.post('/api/shipments', { rows: [row(own), row(orderId)] })).body).toMatchObject({ items: [{ problem: null }, { problem: 'unknownOrder' }] });
    expect([(await buyer.post('/api/shipments', { rows: [row(own)] })).status, (await shop.visitor.post('/api/shipments', { rows: [row(own)] })).status]).toEqual([403, 401]);
  });

  test('the sheet of what is to be shipped holds own recipients only, and filled in it is read again', async () => {
    const others = await paidOrder(await shop.sell({ stock: 5, supplier: await shop.supplier('Rival') }));
    const sheet = await shop.app.http.inject({ method: 'GET', url: '/api/supplier/orders/sheet?lang=en', headers: { ...clerk.headers } });
    const [head, ...lines] = await readSheet(sheet.rawPayload, { maxRows: 1_000 });
    expect(head?.cells.slice(0, 5)).toEqual(['Order number', 'Courier', 'Tracking number', 'Goods', 'Recipient']);
    expect(lines.find(({ cells }) => cells[0] === orderId)?.cells.slice(4, 7)).toEqual(['A', '13800000000', expect.stringMatching(/ C$/)]);
    expect(lines.some(({ cells }) => cells[0] === others)).toBe(false);
    const stream = new PassThrough();
    const filled = lines.map(({ cells }) => (cells[0] === orderId ? [cells[0], 'SF Express', 'SF1234567890'] : [...cells]));
    const [bytes] = await Promise.all([buffer(stream), writeSheet(stream, { name: 'Sheet', header: head?.cells ?? [], rows: filled })]);
    expect((await english('/api/shipments/sheet', bytes, XLSX_TYPE)).body).toEqual({ rows: [row(orderId)] });
    expect(codeOf(await english('/api/shipments/sheet', Buffer.from('x'), XLSX_TYPE))).toBe('file.unreadable');
  });
});

test('couriers are named in the caller\'s language', async () => {
  const { body } = await shop.visitor.send({ method: 'GET', url: '/api/carriers', headers: { 'accept-language': 'en' } });
  expect(body).toMatchObject({ items: expect.arrayContaining([{ code: 'sf', name: 'SF Express' }]) });
});
