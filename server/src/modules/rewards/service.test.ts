import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DomainEvent, EventPayload } from '#app/events.ts';
import { LEVELS, type Level, rankOf } from '#kernel/level.ts';
import { positionOf, positionsOf } from '#modules/airdrop/index.ts';
import { findDifferences, levelsOf, nodeOf } from '#modules/referral/index.ts';
import { currentRules, installPack, SEED_PACK } from '#modules/rules/index.ts';
import { type TestDatabase, testDatabase, type TestInfra } from '#test/database.ts';
import { engine } from './jobs.ts';
import { rewardsOfOrder } from './service.ts';

const origin = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
type Order = EventPayload<'orders.confirmed'>['orders'][number];
type Zone = 'ordinary' | 'vip';

const SV = 100_000_000n;

/** A shop of one test: members and orders exist only as events, as the engine sees them. */
async function openShop(pack: unknown = SEED_PACK) {
  const db = await testDatabase();
  const infra = await db.infra();
  await infra.unit(origin, (ctx) => installPack(ctx, pack));
  await infra.mount({ subscribers: [engine] });
  let orders = 900_000n;
  const emit = async (...events: DomainEvent[]): Promise<void> => {
    await infra.unit(origin, async (ctx) => events.forEach((event) => ctx.emit(event)));
  };
  const registered = (memberId: bigint, referrerId: bigint | null): DomainEvent =>
    ({ type: 'members.registered', bucket: 0, payload: { memberId: String(memberId), referrerId: referrerId === null ? null : String(referrerId) } });
  const order = (memberId: bigint, zone: Zone, sv: bigint): Order => {
    orders += 1n;
    return {
      orderId: String(orders), checkoutId: String(orders), memberId: String(memberId), supplierId: null, totalFen: '0', confirmedAt: infra.clock.now().toISOString(),
      lines: [{ productId: '1', skuId: '1', quantity: 1, unitFen: '0', supplyFen: '0', unitSv: String(sv), zone }],
    };
  };
  const paid = (...all: Order[]): DomainEvent => ({ type: 'orders.paid', bucket: 0, payload: { orders: all.map(({ confirmedAt, ...rest }) => ({ ...rest, paidAt: confirmedAt })) } });
  const confirmed = (...all: Order[]): DomainEvent => ({ type: 'orders.confirmed', bucket: 0, payload: { orders: all } });
  const exist = (...memberIds: bigint[]) => db.sql.run(
    'insert into members.member (id, phone, joined_at) select id, id::text, $2 from unnest($1::bigint[]) as m (id)', [memberIds, infra.clock.now()]);
  return { db, infra, emit, registered, order, paid, confirmed, exist, async join(...pairs: [bigint, bigint | null][]) {
    await exist(...pairs.map(([id]) => id));
    await emit(...pairs.map(([id, referrer]) => registered(id, referrer)));
  } };
}
type Shop = Awaited<ReturnType<typeof openShop>>;

/** All that the engine writes, without the ids it makes up. */
const footprint = async ({ db }: Pick<Shop, 'db'>): Promise<unknown> => [
  await db.sql.rows('select ordinal, member_id, parent_ordinal, level, direct_vip, direct_shopkeeper, direct_dealer, team_vip from referral.node order by 1'),
  await db.sql.rows('select ordinal, level, from_level, rule_version from referral.promotion order by 1, 2'),
  await db.sql.rows('select order_id, member_id, sharer_id, payee_ids, payee_levels, direct_ppm, extra_ppm, granted_position is null as open from rewards.frozen order by 1'),
  await db.sql.rows(`select g.source_id, g.kind, g.member_id, g.amount, i.shares_delta, i.locked_delta, i.reason::jsonb -> 'rule' as rule, i.reason::jsonb -> 'steps' as steps
    from rewards.grant g join airdrop.stake_interval i on i.member_id = g.member_id and i.to_day = g.line_day and i.id = g.line_id order by 1, 2, 3`),
  await db.sql.rows('select member_id, shares, locked, until_day from airdrop.stake order by 1'),
  await db.sql.rows('select member_id, count(*) from airdrop.stake_interval group by 1 order by 1'),
  await db.sql.rows('select member_id from members.invite_code order by 1'),
];

describe('the engine', () => {
  let shop: Shop;
  let db: TestDatabase;
  let infra: TestInfra;
  beforeAll(async () => {
    shop = await openShop();
    ({ db, infra } = shop);
  });
  afterAll(() => db.close());
  const drain = () => infra.drain();
  const at = async (memberId: bigint) => {
    const { shares, locked } = await positionOf(infra.sql, memberId);
    return { shares: Number(shares) / Number(SV), locked: Number(locked) / Number(SV) };
  };

  test('registration locks 300 and counts in no noon', async () => {
    await shop.join([1n, null], [2n, 1n], [3n, 2n], [4n, 3n]);
    await drain();
    expect(await at(4n)).toEqual({ shares: 0, locked: 300 });
    expect((await positionOf(infra.sql, 4n)).eligible).toBe(false);
  });

  test('the first payment opens 30 noons before anything is confirmed; the second changes nothing (renewal comes later)', async () => {
    const first = shop.order(1n, 'ordinary', 10n * SV);
    await shop.emit(shop.paid(first));
    await drain();
    const opened = await positionOf(infra.sql, 1n);
    const day = (await db.sql.one<{ day: number }>('select current_day as day from airdrop.fund')).day;
    expect(opened).toMatchObject({ shares: 0n, until: day + 30, eligible: true });
    await shop.emit(shop.paid(shop.order(1n, 'ordinary', 10n * SV)));
    await drain();
    expect((await positionOf(infra.sql, 1n)).until).toBe(opened.until);
    await shop.emit(shop.confirmed(first));
    await drain();
    expect(await at(1n)).toEqual({ shares: 10, locked: 300 });
    expect((await nodeOf(infra.sql, 1n))?.level).toBe('patron');
  });

  test('an invitation code comes with the level of a patron, not before', async () => {
    const codes = () => db.sql.rows<{ id: bigint }>('select id from members.member where invite_code is not null order by id');
    expect(await codes()).toEqual([{ id: 1n }]);
    const order = shop.order(2n, 'vip', 399n * SV);
    await shop.emit(shop.paid(order));
    await drain();
    expect(await codes()).toEqual([{ id: 1n }]);
    await shop.emit(shop.confirmed(order));
    await drain();
    expect(await codes()).toEqual([{ id: 1n }, { id: 2n }]);
  });

  test('a package of 399 makes 1,098 active and gives the direct referrer 419.2', async () => {
    expect(await at(2n)).toEqual({ shares: 1098, locked: 0 });
    expect(await at(1n)).toEqual({ shares: 10 + 419.2, locked: 300 });
  });

  test('the bonus of an activation is given once per referee: a second package pays only the 40 %', async () => {
    const order = shop.order(2n, 'vip', 399n * SV);
    await shop.emit(shop.paid(order), shop.confirmed(order));
    await drain();
    expect(await at(1n)).toEqual({ shares: 10 + 419.2 + 319.2, locked: 300 });
  });

  test('payees are those of the payment: who rises afterwards earns nothing of it', async () => {
    const order = shop.order(4n, 'ordinary', 100n * SV);
    await shop.emit(shop.paid(order));
    await drain();
    // Member 3 was merely registered when 4 paid; now he becomes a VIP.
    const own = shop.order(3n, 'vip', 100n * SV);
    await shop.emit(shop.paid(own), shop.confirmed(own));
    await drain();
    const before = await at(3n);
    await shop.emit(shop.confirmed(order));
    await drain();
    expect(await at(3n)).toEqual(before);
    const { frozen, grants } = await rewardsOfOrder(infra.sql, BigInt(order.orderId));
    expect(frozen).toMatchObject({ sharerId: null, payees: [] });
    expect(grants.map(({ kind, memberId }) => [kind, memberId])).toEqual([['purchase', 4n]]);
  });

  test('why: event, rule version, paragraph, arithmetic, and the line of the statement', async () => {
    const { sourceId } = await db.sql.one<{ sourceId: bigint }>(`select source_id as "sourceId" from rewards.grant where kind = 'direct' order by line_id limit 1`);
    const why = (await rewardsOfOrder(infra.sql, sourceId)).grants.find(({ kind }) => kind === 'direct');
    expect(why).toMatchObject({
      memberId: 1n, amount: (3192n * SV) / 10n,
      reason: { title: 'rewards.direct', event: { type: 'orders.confirmed' }, rule: { version: 1, pack: 'seed', paragraph: 'R4.10.3' } },
    });
    expect(why?.reason.steps.map(({ key }) => key)).toEqual(['rewards.step.base', 'rewards.step.direct', 'rewards.step.share']);
    expect(await db.sql.rows('select member_id, shares_delta from airdrop.stake_interval where id = $1', [why?.lineId])).toEqual([{ member_id: 1n, shares_delta: why?.amount }]);
    await expect(rewardsOfOrder(infra.sql, 1n)).rejects.toMatchObject({ code: 'rewards.notFound', status: 404 });
  });

  test('every event applied again changes nothing', async () => {
    const before = await footprint(shop);
    const all = await db.sql.rows<DomainEvent>(`select type, bucket, payload from infra.event_log where type = any($1) order by position`, [engine.types]);
    await shop.emit(...all);
    await drain();
    expect(await footprint(shop)).toEqual(before);
  });

  test('an order confirmed without payment is a bug that stops everything instead of paying', async () => {
    const before = await footprint(shop);
    await shop.emit(shop.confirmed(shop.order(4n, 'vip', SV)));
    await expect(drain()).rejects.toThrow(/was paid before it is confirmed/);
    expect(await footprint(shop)).toEqual(before);
  });
});

/** Thresholds low enough for a dozen members to reach every level. */
const easyPack = (() => {
  const pack = structuredClone(SEED_PACK) as { name: string; parameters: Record<string, { value: string; paragraph: string }> };
  pack.name = 'easy';
  for (const [key, value] of [['level.shopkeeper.direct_vip', '2'], ['level.shopkeeper.team_vip', '3'], ['level.dealer.direct_shopkeeper', '1'], ['level.partner.direct_dealer', '1']] as const) {
    pack.parameters[key] = { value, paragraph: 'R4.3.3' };
  }
  return pack;
})();

/** The whole meaning once more, without any of its machinery: everything is worked out from the list of what happened. */
function makeNaive() {
  const members = new Map<number, { referrer: number; bought: Level; activated: boolean; shares: bigint; locked: bigint }>();
  const level = (id: number): Level => {
    const direct = [...members].filter(([, m]) => m.referrer === id).map(([child]) => child);
    const own = members.get(id)?.bought ?? 'registered';
    if (rankOf(own) < rankOf('vip')) return own;
    const count = (least: Level) => direct.filter((child) => rankOf(level(child)) >= rankOf(least)).length;
    const team = (of: number): number => [...members].filter(([, m]) => m.referrer === of).reduce((sum, [child]) => sum + team(child) + (rankOf(level(child)) >= rankOf('vip') ? 1 : 0), 0);
    if (count('dealer') >= 1) return 'partner';
    if (count('shopkeeper') >= 1) return 'dealer';
    return count('vip') >= 2 && team(id) >= 3 ? 'shopkeeper' : 'vip';
  };
  const EXTRA: Record<Level, bigint> = { registered: 0n, patron: 0n, vip: 0n, shopkeeper: 10n, dealer: 15n, partner: 20n };
  const add = (id: number, amount: bigint): void => {
    const member = members.get(id);
    if (member) member.shares += amount;
  };
  return {
    members, level,
    register: (id: number, referrer: number) => void members.set(id, { referrer, bought: 'registered', activated: false, shares: 0n, locked: 300n * SV }),
    pay(buyer: number): { id: number; percent: bigint }[] {
      const payees: { id: number; percent: bigint }[] = [];
      let highest = 0n;
      for (let id = members.get(buyer)?.referrer ?? 0, direct = true; id !== 0; id = members.get(id)?.referrer ?? 0, direct = false) {
        const his = level(id);
        const percent = (direct && his !== 'registered' ? 40n : 0n) + (EXTRA[his] > highest ? EXTRA[his] - highest : 0n);
        highest = EXTRA[his] > highest ? EXTRA[his] : highest;
        payees.push({ id, percent });
      }
      return payees;
    },
    confirm(buyer: number, order: { zone: Zone; sv: bigint; payees: { id: number; percent: bigint }[] }) {
      const member = members.get(buyer);
      if (!member) return;
      const gain = order.zone === 'vip' ? order.sv * 2n : order.sv;
      member.shares += gain;
      for (const { id, percent } of order.payees) add(id, (gain * percent) / 100n);
      if (order.zone === 'vip') {
        member.shares += member.locked;
        member.locked = 0n;
        const [direct] = order.payees;
        if (!member.activated && direct && direct.percent > 0n) add(direct.id, 100n * SV);
        member.activated = true;
        member.bought = 'vip';
      } else if (member.bought === 'registered') member.bought = 'patron';
    },
  };
}

interface Happening { kind: 'register' | 'pay' | 'confirm'; pick: number; zone: Zone; sv: bigint }
const histories = fc.sample(fc.array(fc.record<Happening>({
  kind: fc.constantFrom('register', 'register', 'pay', 'pay', 'confirm', 'confirm'), pick: fc.nat(),
  zone: fc.constantFrom('vip', 'vip', 'ordinary'), sv: fc.bigInt(0n, 5_000n * SV),
}), { minLength: 150, maxLength: 250 }), { numRuns: 3, seed: 20_260_301 });

describe.each(histories.map((history, index) => ({ index, history })))('random history $index', ({ history }) => {
  test('equals the naive model and the full recomputation, in one batch, in small ones, and event by event', async () => {
    const prints: unknown[] = [];
    for (const drainEvery of [Infinity, 17, 1]) {
      const shop = await openShop(easyPack);
      const naive = makeNaive();
      const waiting: { order: Order; buyer: number; zone: Zone; sv: bigint; payees: { id: number; percent: bigint }[] }[] = [];
      let count = 0;
      await shop.exist(...history.map((_, i) => BigInt(i + 1)));
      for (const [index, { kind, pick, zone, sv }] of history.entries()) {
        if (kind === 'register' || count === 0) {
          const referrer = count === 0 || pick % 10 === 0 ? 0 : pick % 3 === 0 ? count : (pick % count) + 1;
          count += 1;
          naive.register(count, referrer);
          await shop.emit(shop.registered(BigInt(count), referrer === 0 ? null : BigInt(referrer)));
        } else if (kind === 'pay') {
          const buyer = (pick % count) + 1;
          const order = shop.order(BigInt(buyer), zone, sv);
          waiting.push({ order, buyer, zone, sv, payees: naive.pay(buyer) });
          await shop.emit(shop.paid(order));
        } else {
          const [done] = waiting.splice(pick % Math.max(waiting.length, 1), 1);
          if (done) {
            naive.confirm(done.buyer, done);
            await shop.emit(shop.confirmed(done.order));
          }
        }
        if (index % drainEvery === 0) await shop.infra.drain();
      }
      await shop.infra.drain();

      const ids = [...naive.members.keys()].map(BigInt);
      const positions = await positionsOf(shop.infra.sql, ids);
      const levels = await levelsOf(shop.infra.sql, ids);
      for (const [id, member] of naive.members) {
        expect({ id, shares: positions.get(BigInt(id))?.shares, locked: positions.get(BigInt(id))?.locked, level: levels.get(BigInt(id)) })
          .toEqual({ id, shares: member.shares, locked: member.locked, level: naive.level(id) });
      }
      expect(new Set(levels.values()), 'the history reaches every level').toEqual(new Set(LEVELS));
      expect(await findDifferences(shop.infra.sql, await currentRules(shop.infra.sql, shop.infra.clock.now()))).toEqual([]);
      prints.push(await footprint(shop));
      await shop.db.close();
    }
    expect(prints[1]).toEqual(prints[0]);
    expect(prints[2]).toEqual(prints[0]);
  }, 60_000);
});
