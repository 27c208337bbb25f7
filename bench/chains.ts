/**
 * A mall of chains eight members deep that the levels of `seed` allow: under a partner two dealers with two shopkeepers each; under a shopkeeper 22 lines
 * of three VIPs (66, as R4.3.3 asks), a patron and a buyer. An order of a buyer makes five grants: his own, 40 % to the patron who invited him, and
 * differentials of 10, 5 and 5 % to shopkeeper, dealer and partner. Members exist as rows of the modules they concern; orders exist as events.
 */
import type { DomainEvent, EventPayload } from '../server/src/events.ts';
import type { Infra } from '../server/src/infra/infra.ts';
import { opening, unitsOf } from '../server/src/modules/airdrop/domain/fund.ts';
import { begin, listNoons } from '../server/src/modules/airdrop/index.ts';
import { installPack, SEED_PACK } from '../server/src/modules/rules/index.ts';

const DEPTH = 8;
export const GRANTS_PER_ORDER = 5;
export const ORIGIN = { actor: { kind: 'system', name: 'bench' }, requestId: 'bench' } as const;
const LINES = 22;
const SHARES = 100_000_000_000n;
/** Last noons of the members spread over so many days, as windows of 30 noons do. */
const HORIZON = 30;
const TODAY = 1_000;

interface Member { readonly ordinal: number; readonly parent: number | null; readonly depth: number; readonly rank: number; readonly vips: number; readonly team: number }

/** Partners with all below them, parents before children. */
function members(partners: number): Member[] {
  const all: Member[] = [];
  const add = (parent: Member | null, facts: { rank: number; vips: number; team: number }): Member => {
    const member = { ordinal: all.length + 1, parent: parent?.ordinal ?? null, depth: parent ? parent.depth + 1 : 0, ...facts };
    all.push(member);
    return member;
  };
  for (let n = 0; n < partners; n++) {
    const partner = add(null, { rank: 5, vips: 2, team: 2 + 4 + 4 * 3 * LINES });
    for (let d = 0; d < 2; d++) {
      const dealer = add(partner, { rank: 4, vips: 2, team: 2 + 2 * 3 * LINES });
      for (let s = 0; s < 2; s++) {
        const shopkeeper = add(dealer, { rank: 3, vips: LINES, team: 3 * LINES });
        for (let line = 0; line < LINES; line++) {
          let last = shopkeeper;
          for (const [rank, vips] of [[2, 2], [2, 1], [2, 0], [1, 0], [1, 0]] as const) last = add(last, { rank, vips: Math.min(vips, 1), team: vips });
        }
      }
    }
  }
  return all;
}

type PaidOrder = EventPayload<'orders.paid'>['orders'][number];
type ConfirmedOrder = EventPayload<'orders.confirmed'>['orders'][number];
export interface Completed { readonly paid: PaidOrder; readonly confirmed: ConfirmedOrder }

export interface Mall {
  readonly infra: Infra;
  readonly members: number;
  /** How many members buy. */
  readonly buyers: number;
  /** Orders of all buyers in turn, paid and confirmed. */
  orders(count: number): Completed[];
}

/** SQL of the id of the n-th member: a second each, buckets in turn. */
const MEMBER_SQL = '((n::bigint * 1024 + n % 1024) << 12) + 1';
const memberAt = (n: number): bigint => ((BigInt(n) * 1024n + BigInt(n % 1024)) << 12n) + 1n;

/** Fills an empty database with partners and their teams, who all bought before and hold share value. */
export async function openMall(infra: Infra, partners: number): Promise<Mall> {
  await infra.unit(ORIGIN, async (ctx) => {
    await installPack(infra, ctx, SEED_PACK);
    await begin(ctx, TODAY);
  });
  const [last] = await listNoons(infra.sql, { limit: 1 });
  if (!last) throw new Error('the fund has begun');
  const all = members(partners);
  await infra.sql.run(
    `insert into referral.node (ordinal, member_id, parent_ordinal, depth, purchased, level, direct_vip, direct_shopkeeper, direct_dealer, team_vip, registered_at, activated_at)
     select n, ${MEMBER_SQL}, parent, depth, least(rank, 2), rank, vips, case when rank > 3 then 2 else 0 end, case when rank > 4 then 2 else 0 end, team, $6::timestamptz, case when rank > 1 then $6::timestamptz end
     from unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $7::int[]) as m (n, parent, depth, rank, vips, team)`,
    [all.map((m) => m.ordinal), all.map((m) => m.parent), all.map((m) => m.depth), all.map((m) => m.rank), all.map((m) => m.vips), infra.clock.now(), all.map((m) => m.team)]);
  await infra.sql.run(
    `insert into airdrop.stake (bucket, member_id, shares, since_day, until_day, fraction, locked, earned, accumulated, accumulated_on)
     select n % 1024, ${MEMBER_SQL}, $2::numeric, $3::int, $3::int + 1 + n % $4::int, 0, 0, 0, 0, $3::int from generate_series(1, $1::int) as n`, [all.length, SHARES, TODAY, HORIZON]);
  await infra.sql.run(
    `insert into airdrop.cohort (bucket, last_noon, units)
     select n % 64, $3::int + 1 + n % $4::int, count(*) * $2::numeric from generate_series(1, $1::int) as n group by 1, 2`, [all.length, unitsOf(SHARES, opening(last)), TODAY, HORIZON]);
  await infra.sql.run('vacuum analyze referral.node, airdrop.stake, airdrop.cohort');
  const buyers = all.filter(({ depth }) => depth === DEPTH - 1).map(({ ordinal }) => memberAt(ordinal));
  let serial = 0;
  return {
    infra, members: all.length, buyers: buyers.length,
    orders: (wanted) => Array.from({ length: wanted }, () => {
      // In no order, each as often as the others: the step shares no factor with 88 buyers a partner.
      serial += 7_919;
      return completed(infra, buyers[serial % buyers.length] ?? 0n);
    }),
  };
}

function completed(infra: Infra, memberId: bigint): Completed {
  const id = infra.ids.next<'order'>(Number(memberId % 64n)).toString();
  const facts = {
    orderId: id, checkoutId: id, memberId: memberId.toString(), supplierId: null, totalFen: '9900',
    lines: [{ productId: '7', skuId: '71', quantity: 1, unitFen: '9900', supplyFen: '6000', unitSv: '9900000000', zone: 'ordinary' as const }],
  };
  const at = infra.clock.now().toISOString();
  return { paid: { ...facts, paidAt: at }, confirmed: { ...facts, confirmedAt: at } };
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** The payments, or confirmations, of orders as events of `size` orders each. */
export const paidEvents = (orders: readonly Completed[], size: number): DomainEvent[] =>
  chunks(orders, size).map((some) => ({ type: 'orders.paid', bucket: 0, payload: { orders: some.map(({ paid }) => paid) } }));
export const confirmedEvents = (orders: readonly Completed[], size: number): DomainEvent[] =>
  chunks(orders, size).map((some) => ({ type: 'orders.confirmed', bucket: 0, payload: { orders: some.map(({ confirmed }) => confirmed) } }));

/** Commits events, in transactions of at most 1,000. */
export async function commitEvents(infra: Infra, events: readonly DomainEvent[]): Promise<void> {
  for (const some of chunks(events, 1_000)) await infra.unit(ORIGIN, async (ctx) => some.forEach((event) => ctx.emit(event)));
}
