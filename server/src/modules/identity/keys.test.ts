/** What a program can do with a key, over HTTP, and what it never can. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, type TestCaller, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestMall, testMall } from '#test/mall.ts';

let db: TestDatabase;
let t: TestMall;
let seller: TestStaff;
let member: TestMember;
const DAY = 86_400_000;
/** Requests of a key in a minute, here. */
const MOST = 20;
const PARCEL = { carrier: 'sf', trackingNumber: 'SF1234567890' };

beforeAll(async () => {
  db = await testDatabase();
  t = await testMall(db, { identity: { limits: { keyUses: { limit: MOST, windowMs: 60_000 } } } });
  seller = t.crew.get('supplierOwner') as TestStaff;
  member = await t.member();
});
afterAll(async () => {
  await t.close();
  await db.close();
});

interface Made { id: string; key: string }
const make = async (by: TestStaff, body: object): Promise<Made> => (await by.post('/api/supplier/api-keys', { name: 'ERP', scopes: ['orders.ownRead', 'orders.ship'], days: 30, ...body })).body as Made;
const withKey = (key: string) => ({ authorization: `Bearer ${key}` });

describe('a key', () => {
  test('is shown once, rests as a hash, reads and ships the orders of its own organisation, and the log names it', async () => {
    const { id, key } = await make(seller, {});
    const rows = await t.infra.sql.rows<{ row: string }>('select to_jsonb(k)::text as row from identity.api_key k');
    for (const { row } of rows) expect(row).not.toContain(key.slice(-43));
    expect(JSON.stringify((await seller.get('/api/supplier/api-keys')).body)).not.toContain(key.slice(-43));
    const mine = await t.paid(member, t.goods.package);
    const others = await t.paid(member, t.goods.cup);
    const send = (request: { method?: 'POST'; url: string; payload?: object }) => t.visitor.send({ ...request, headers: withKey(key) });
    const { items } = (await send({ url: '/api/supplier/orders' })).body as { items: { orderId: string }[] };
    expect(items.map(({ orderId }) => orderId)).toEqual([mine.orderId]);
    expect(codeOf(await send({ method: 'POST', url: `/api/supplier/orders/${others.orderId}/ship`, payload: PARCEL }))).toBe('orders.orderNotFound');
    expect((await send({ method: 'POST', url: `/api/supplier/orders/${mine.orderId}/ship`, payload: PARCEL })).status).toBe(200);
    expect(await t.infra.sql.one('select actor_kind as kind, actor_id as by from identity.audit where act = $1 and target = $2', ['orders.ship', `order:${mine.orderId}`])).toEqual({ kind: 'key', by: BigInt(id) });
    expect(await t.infra.sql.one('select used_on::text as day from identity.api_key where id = $1', [id])).toEqual({ day: '2026-03-02' });
  });

  test('does what its scopes say and nothing else, though its maker may', async () => {
    const { key } = await make(seller, { scopes: ['catalog.ownRead'] });
    const get = (url: string) => t.visitor.send({ url, headers: withKey(key) });
    expect((await get('/api/supplier/products')).status).toBe(200);
    for (const url of ['/api/supplier/orders', '/api/supplier/staff', '/api/supplier/api-keys', '/api/supplier/payables', '/api/console/products', '/api/account/sessions', '/api/me']) {
      expect(codeOf(await get(url)), url).toBe('identity.notAllowed');
    }
    expect(((await get('/api/auth/session')).body as { actor: { kind: string } }).actor.kind, 'a key is nobody').toBe('visitor');
  });

  test('is refused once it is revoked, has ended, is altered or is sent as a cookie', async () => {
    const [revoked, ended] = [await make(seller, {}), await make(seller, { days: 1 })];
    const status = async (key: string) => (await t.visitor.send({ url: '/api/supplier/orders', headers: withKey(key) })).status;
    expect([await status(revoked.key), await status(ended.key)]).toEqual([200, 200]);
    expect((await seller.post(`/api/supplier/api-keys/${revoked.id}/revoke`)).status).toBe(204);
    expect(await status(revoked.key)).toBe(401);
    expect(await status(`${ended.key.slice(0, -1)}${ended.key.endsWith('A') ? 'B' : 'A'}`)).toBe(401);
    expect((await t.visitor.send({ url: '/api/supplier/orders', headers: { cookie: `coshop_staff=${ended.key}` } })).status).toBe(401);
    await t.infra.clock.advance(DAY);
    expect(await status(ended.key)).toBe(401);
  });

  test('cannot have scopes of another kind of organisation, is made by owners with a fresh proof, and there are twenty at most', async () => {
    const owner = await t.staff('supplierOwner');
    const clerk = await t.staff('supplierStaff', { orgId: owner.orgId });
    const body = { name: 'ERP', scopes: ['orders.read'], days: 30 };
    expect(codeOf(await owner.post('/api/supplier/api-keys', body))).toBe('identity.foreignScope');
    expect(codeOf(await clerk.post('/api/supplier/api-keys', body))).toBe('identity.notAllowed');
    for (const wrong of [{ scopes: [] }, { scopes: ['staff.write'] }, { days: 366 }, { days: 0 }, { name: ' ' }]) {
      expect((await owner.post('/api/supplier/api-keys', { ...body, scopes: ['orders.ship'], ...wrong })).status).toBe(400);
    }
    const attempt = () => owner.post('/api/supplier/api-keys', { ...body, scopes: ['orders.ship'] });
    const answers = await Promise.all(Array.from({ length: 22 }, attempt));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(codeOf(answers.find(({ status }) => status !== 201) ?? (await attempt()))).toBe('identity.tooManyKeys');
    await t.infra.clock.advance(6 * 60_000);
    expect(codeOf(await attempt())).toBe('identity.stepUpNeeded');
  });

  test('makes so many requests a minute and no more; another key is not held up by it', async () => {
    const owner = await t.staff('supplierOwner', { orgId: seller.orgId });
    const [busy, calm]: TestCaller[] = [await t.key(owner, ['catalog.ownRead']), await t.key(owner, ['catalog.ownRead'])];
    const statuses = await Promise.all(Array.from({ length: MOST + 1 }, async () => (await busy?.get('/api/supplier/products'))?.status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect((await calm?.get('/api/supplier/products'))?.status).toBe(200);
    await t.infra.clock.advance(60_000);
    expect((await busy?.get('/api/supplier/products'))?.status).toBe(200);
  });
});
