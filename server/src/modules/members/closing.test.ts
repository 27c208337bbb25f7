/** A copy of the data, and closing an account, through their routes: what stands against it, taking it back, and what is left afterwards: no personal data, and the same books. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeModules } from '#app/app.ts';
import { DAY_MS, dayOf, formatDay, instantOf } from '#kernel/day.ts';
import { forgetSessions } from '#modules/identity/index.ts';
import { codeOf, type TestMember } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { testMall, type TestMall } from '#test/mall.ts';

const STALE_MS = 6 * 60_000;
const HOUR_MS = 3_600_000;
let db: TestDatabase;
let mall: TestMall;
beforeAll(async () => {
  db = await testDatabase();
  mall = await testMall(db);
});
afterAll(async () => {
  await mall.close();
  await db.close();
});

const end = (member: TestMember): { phoneEnd: string } => ({ phoneEnd: member.phone.slice(-4) });
const ask = (member: TestMember) => member.post('/api/me/closing', end(member));
/** Dates the proof of who he is. */
async function provedAt(member: TestMember, at: Date): Promise<void> {
  await mall.infra.sql.run('update identity.session set proved_at = $2 where account_id = $1', [member.memberId, at]);
  forgetSessions(mall.infra, member.memberId);
}
const closings = () => mall.infra.sql.rows('select member_id, due_at, erased_at from members.closing order by member_id');
const blockers = async (member: TestMember): Promise<unknown> => ((await member.get('/api/me/closing')).body as { blockers: unknown }).blockers;

const newest = async (member: TestMember) => ((await member.get('/api/me/exports')).body as { newest: { id: string; madeAt: string | null } | null }).newest;
const take = (member: TestMember, id: string) => member.send({ method: 'GET', url: `/api/me/exports/${id}/file` });

/** Every place in the database, ours or not, whose text contains one of the words. */
async function placesOf(words: readonly string[]): Promise<string[]> {
  const { sql } = mall.infra;
  const columns = await sql.rows<{ place: string; from: string; column: string }>(
    `select table_schema || '.' || table_name || '.' || column_name as place, quote_ident(table_schema) || '.' || quote_ident(table_name) as from, quote_ident(column_name) as column
     from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') and (data_type in ('text', 'json', 'jsonb', 'character varying', 'ARRAY', 'bytea'))`);
  const found: string[] = [];
  for (const { place, from, column } of columns) {
    const { hits } = await sql.one<{ hits: bigint }>(`select count(*) as hits from ${from} where exists (select from unnest($1::text[]) as w (sought) where strpos(${column}::text, w.sought) > 0)`, [words]);
    if (hits > 0n) found.push(place);
  }
  return found;
}

describe('asking', () => {
  test('is refused without a fresh proof, without the end of the phone, and to everybody else; nothing changes', async () => {
    const member = await mall.member();
    expect(codeOf(await member.post('/api/me/closing', { phoneEnd: member.phone.startsWith('9999', 7) ? '0000' : '9999' }))).toBe('members.closingNotConfirmed');
    expect((await member.post('/api/me/closing', { phoneEnd: '12' })).status).toBe(400);
    expect(codeOf(await mall.visitor.post('/api/me/closing', end(member)))).toBe('identity.signInNeeded');
    expect(codeOf(await member.post('/api/me/closing/undo'))).toBe('members.notClosing');
    const stale = await mall.member();
    await provedAt(stale, new Date(mall.infra.clock.wall().getTime() - STALE_MS));
    expect(codeOf(await ask(stale))).toBe('identity.stepUpNeeded');
    expect(await closings()).toEqual([]);
  });

  test('twice lets the first request stand; it can be taken back, once', async () => {
    const member = await mall.member();
    const first = await ask(member);
    expect(first.status).toBe(200);
    expect((await ask(member)).body).toEqual(first.body);
    await mall.drain();
    expect(mall.messages.filter(({ phone }) => phone === member.phone)).toHaveLength(1);
    expect((await member.get('/api/me/closing')).body).toMatchObject({ closing: first.body, blockers: [], days: 7 });
    expect((await member.post('/api/me/closing/undo')).status).toBe(204);
    expect(codeOf(await member.post('/api/me/closing/undo'))).toBe('members.notClosing');
    expect(await closings()).toEqual([]);
    expect((await member.get('/api/me')).status).toBe(200);
  });

  test('waits for an order under way, an open case, an open complaint and a hold on pay-outs', async () => {
    const member = await mall.member();
    const refused = async (code: string): Promise<void> => {
      expect(await blockers(member)).toContain(code);
      const answer = await ask(member);
      expect([answer.status, (answer.body as { error: { code: string; details: { blockers: string[] } } }).error.code]).toEqual([409, 'members.closingBlocked']);
      expect((answer.body as { error: { details: { blockers: string[] } } }).error.details.blockers).toContain(code);
    };
    const { orderId } = await mall.shipped(member, mall.goods.package);
    await refused('openOrders');
    const { caseId } = (await member.post('/api/me/aftersales', { orderId, kind: 'refund', reason: 'other' })).body as { caseId: string };
    expect(caseId).toBeDefined();
    await refused('openCase');
    const other = await mall.member();
    await other.post('/api/me/complaints', { subject: 'other', words: 'Something is not as it should be' });
    expect(await blockers(other)).toEqual(['openComplaint']);
    const held = await mall.member();
    await mall.infra.sql.run('update identity.account set payout_hold_until = $2 where id = $1', [held.memberId, new Date(mall.infra.clock.wall().getTime() + DAY_MS)]);
    expect(await blockers(held)).toEqual(['payoutHold']);
    expect(await closings()).toEqual([]);
  });
});

/** The newest copy, unpacked. */
async function filesOf(member: TestMember): Promise<Record<string, string>> {
  const { rawPayload, statusCode, headers } = await mall.app.http.inject({ url: `/api/me/exports/${(await newest(member))?.id}/file`, headers: member.headers });
  expect([statusCode, headers['cache-control']]).toEqual([200, 'private, no-store']);
  return Object.fromEntries(Object.entries(unzipSync(rawPayload)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe('a copy of the data', () => {
  test('takes a fresh proof, is made once a day, and holds everything with its unit and in Shanghai time', async () => {
    const member = await mall.member({ name: 'Pflaume' });
    await mall.confirmed(member, mall.goods.package);
    await provedAt(member, new Date(mall.infra.clock.wall().getTime() - STALE_MS));
    expect(codeOf(await member.post('/api/me/exports'))).toBe('identity.stepUpNeeded');
    expect(await newest(member)).toBeNull();
    await provedAt(member, mall.infra.clock.wall());
    const answers = await Promise.all([member.post('/api/me/exports'), member.post('/api/me/exports')]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
    const waiting = await newest(member);
    expect(codeOf(await take(member, waiting?.id ?? ''))).toBe('members.exportNotFound');
    await mall.drain();
    expect(codeOf(await member.post('/api/me/exports'))).toBe('members.exportTooSoon');

    const files = await filesOf(member);
    expect(Object.keys(files).sort()).toEqual(['README.txt', 'account.json', 'aftersales.json', 'complaints.json', 'held-rewards.json', 'levels.json', 'log.json', 'messages.json', 'orders.json', 'payments.json', 'profile.json', 'share-value.json']);
    expect(files['profile.json']).toContain('Pflaume');
    expect(files['account.json']).toContain(member.phone);
    expect(JSON.parse(files['orders.json'] ?? '')).toMatchObject({ orders: [{ state: 'confirmed', total: '399.00 CNY', placedAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) }] });
    expect(JSON.parse(files['payments.json'] ?? '')).toMatchObject({ payments: [{ state: 'succeeded', amount: '399.00 CNY' }] });
    expect(JSON.parse(files['messages.json'] ?? '')).toMatchObject([{ kind: 'orderShipped', carrier: 'sf' }, { kind: 'levelReached', level: 'vip' }]);
    expect(Object.values(files).join('')).not.toMatch(/token|argon2|hash/i);
    const acts = await mall.infra.sql.rows('select act from identity.audit where target = $1 order by id', [`member:${member.memberId}`]);
    expect(acts).toEqual([{ act: 'members.registered' }, { act: 'members.exportAsked' }]);
  });

  test('says in his language how level and share value came and went, what is still to come, and what was done to his account', async () => {
    const member = await mall.member();
    await mall.confirmed(member, mall.goods.package);
    const { inviteCode } = (await member.get('/api/me')).body as { inviteCode: string };
    const { orderId } = await mall.confirmed(await mall.member({ inviteCode }), mall.goods.package);
    expect((await mall.crew.get('operator')?.post(`/api/console/orders/${orderId}/refund`, { message: 'asked by phone' }))?.status).toBe(200);
    await mall.drain();
    const later = dayOf(mall.infra.clock.now()) + 30;
    await mall.infra.sql.run('update members.member set adult_on = $2 where id = $1', [member.memberId, later]);
    await mall.infra.sql.run('insert into rewards.held (source_id, member_id, due_at, gain_sv) values (4711, $1, $2, 250000000)', [member.memberId, instantOf(later, 0)]);
    await member.send({ method: 'POST', url: '/api/me/exports', headers: { 'accept-language': 'en' } });
    await mall.drain();

    const files = await filesOf(member);
    const read = (name: string): unknown => JSON.parse(files[`${name}.json`] ?? '');
    expect(read('profile')).toMatchObject({ profile: { adultOn: formatDay(later) }, consents: [{ document: 'terms' }, { document: 'privacy' }] });
    expect(read('levels')).toMatchObject({ level: 'VIP', reachedByHimself: 'VIP', reached: [{ from: 'Registered', level: 'VIP', lostByRefund: false }], setByHand: [], team: { directVip: 0 } });
    expect(read('held-rewards')).toEqual([{ order: null, gain: '2.50000000 SV', from: `${formatDay(later)} 00:00:00` }]);
    expect(read('share-value')).toEqual(expect.arrayContaining([
      expect.objectContaining({ what: 'Gained by purchase', reason: expect.objectContaining({ rule: expect.objectContaining({ pack: 'seed' }) as object, steps: ['399 SV × 1 pieces × 200% = 798 SV'] }) as object }),
      expect.objectContaining({ what: 'Direct reward', reason: expect.objectContaining({ steps: ['A friend confirmed receipt and gained 798 SV', 'Direct share 40% (level at payment: VIP)', '798 SV × 40% = 319.2 SV, rounded down'] }) as object }),
      expect.objectContaining({ what: 'Taken back after a refund', reason: expect.objectContaining({ steps: expect.arrayContaining([expect.stringMatching(/^Left of it 319.2 share value/)]) as string[] }) as object }),
    ]));
    expect(files['share-value.json'], 'no key without its words').not.toMatch(/\.step\.|"(rewards|airdrop)\.|\{\w/);
    expect(read('log')).toMatchObject([{ what: 'Registered', by: 'system', detail: { inviter: null } }, { what: 'Asked for a copy of the data', by: 'member' }]);
  });
});

describe('after seven days', () => {
  test('nothing personal is left anywhere, the books are as they were, the phone registers anew, and all checks pass', async () => {
    const inviter = await mall.member();
    await mall.confirmed(inviter, mall.goods.package);
    const { inviteCode } = (await inviter.get('/api/me')).body as { inviteCode: string };
    const name = 'Zwetschge';
    const member = await mall.member({ name, inviteCode });
    const detail = 'Quittenweg 4711';
    await member.post('/api/me/contacts', { name: 'Mirabelle', phone: '13711112222', regionCode: '330106', detail });
    const { orderId } = await mall.confirmed(member, mall.goods.package);
    await member.send({ method: 'PUT', url: '/api/me/cart', payload: { lines: [{ skuId: String(mall.goods.tea.skuId), quantity: 1 }] } });
    const words = [member.phone, name, detail, 'Mirabelle', '13711112222'];
    expect((await placesOf(words)).sort()).toEqual(['identity.login_name.word', 'members.contact.detail', 'members.contact.name', 'members.contact.phone', 'members.member.name', 'members.member.phone']);
    // Share value goes from active to paused, and nothing else moves.
    const books = () => mall.infra.sql.rows(
      `select k.asset, replace(k.name, 'svPaused', 'svActive') as name, sum(a.balance)::text as sum from ledger.account a join ledger.account_kind k on k.number = a.kind group by 1, 2 order by 1, 2`);

    await mall.infra.clock.advance(DAY_MS);
    await provedAt(member, mall.infra.clock.wall());
    expect((await ask(member)).status).toBe(200);
    await mall.infra.clock.advance(7 * DAY_MS - HOUR_MS);
    await mall.drain();
    expect((await member.get('/api/me')).status).toBe(200);
    const before = await books();
    await mall.infra.clock.advance(2 * HOUR_MS);
    await mall.drain();

    expect(await placesOf(words)).toEqual([]);
    expect(await mall.infra.sql.rows('select i.recipient_id from notify.inbox i where i.recipient_id = $1', [member.memberId])).toEqual([]);
    expect(await books()).toEqual(before);
    expect(codeOf(await member.get('/api/me'))).toBe('identity.signInNeeded');
    const once = await closings();
    await mall.drain();
    expect(await closings()).toEqual(once);

    const { items } = (await inviter.get('/api/me/team/members')).body as { items: { id: string; name: string; closed: boolean }[] };
    expect(items.find(({ id }) => id === String(member.memberId))).toMatchObject({ name: '–', closed: true });
    const owner = await mall.staff('owner');
    expect((await owner.get(`/api/console/members/${member.memberId}`)).body).toMatchObject({ name: '–', phoneMasked: '–', inviterId: String(inviter.memberId) });
    expect((await owner.get(`/api/console/orders/${orderId}`)).body).toMatchObject({ contact: null });
    expect((await owner.get('/api/console/closings?state=closed')).body).toMatchObject({ items: [{ memberId: String(member.memberId), state: 'closed', name: '–' }] });
    expect(await mall.infra.sql.one('select until_day <= (select current_day from airdrop.fund) as paused from airdrop.stake where member_id = $1', [member.memberId])).toEqual({ paused: true });

    // The goods of this mall have no picture files.
    for (const check of makeModules(mall.infra).modules.flatMap(({ checks }) => checks ?? []).filter(({ name: about }) => about !== 'pictures')) {
      const finding = await check.run(mall.infra.sql);
      expect([check.name, finding.state === 'failed' ? finding.found : 'ok']).toEqual([check.name, 'ok']);
    }
    expect((await mall.member({ phone: member.phone })).memberId).not.toBe(member.memberId);
  });
});

describe('a copy that is kept', () => {
  test('is nobody else’s, and gone after seven days', async () => {
    const [member, other] = [await mall.member(), await mall.member()];
    await member.post('/api/me/exports');
    await mall.drain();
    const { id } = (await newest(member)) ?? { id: '' };
    const foreign = await take(other, id);
    expect([foreign.status, codeOf(foreign)]).toEqual([404, 'members.exportNotFound']);
    expect((await mall.visitor.get(`/api/me/exports/${id}/file`)).status).toBe(401);
    await mall.infra.clock.advance(7 * DAY_MS);
    await provedAt(member, mall.infra.clock.wall());
    expect((await take(member, id)).status).toBe(404);
    await mall.drain();
    expect(await mall.infra.sql.rows('select id from members.export')).toEqual([]);
  });
});
