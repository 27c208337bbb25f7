/** What a day has come to, by role instead of id and without times, so that two runs can be compared; and what must hold in any run. */
import { expect } from 'vitest';
import type { Sql } from '#infra/sql.ts';
import { positionsOf } from '#modules/airdrop/index.ts';
import { levelsOf } from '#modules/referral/index.ts';
import type { Stage } from './stage.ts';

type Cell = string | number | bigint | boolean | null;

/** Everything that members, suppliers and the platform have in the end. */
export async function outcomeOf(sql: Sql, stage: Stage, roles: ReadonlyMap<bigint, string>): Promise<Record<string, unknown>> {
  const nameOf = (id: bigint): string => stage.roles.get(id) ?? roles.get(id) ?? String(id);
  /** Rows as text, ids replaced by roles, in an order of their own. */
  const table = async (query: string): Promise<string[]> => {
    const rows = await sql.rows<Record<string, Cell>>(query);
    return rows.map((row) => Object.values(row).map((cell) => (typeof cell === 'bigint' ? nameOf(cell) : String(cell))).join(' | ')).sort();
  };
  const positions = await positionsOf(sql, stage.memberIds);
  const levels = await levelsOf(sql, [...stage.memberIds]);
  return {
    members: stage.memberIds.map((id) => {
      const { memberId: _, ...position } = positions.get(id) ?? {};
      return { name: stage.roles.get(id), level: levels.get(id), ...position };
    }),
    sharers: await table('select id from members.member where invite_code is not null'),
    promotions: await table('select n.member_id, p.level, p.from_level from referral.promotion p join referral.node n using (ordinal)'),
    frozen: await table('select order_id, member_id, sharer_id, payee_ids::text, direct_ppm::text, extra_ppm::text, granted_position is not null as granted, day, amount_fen::text, lifts_to, has_package from rewards.frozen'),
    grants: await table(`select g.source_id, g.kind, g.member_id, g.amount::text, i.reason::jsonb -> 'rule' ->> 'paragraph' as paragraph, i.reason::jsonb -> 'event' ->> 'type' as event, i.reason::jsonb ->> 'steps' as steps
      from rewards.grant g join airdrop.stake_interval i on i.member_id = g.member_id and i.to_day = g.line_day and i.id = g.line_id`),
    statement: await table('select member_id, kind, from_day, to_day, until_day, shares_delta::text, locked_delta::text, shares_after::text, locked_after::text, credited::text, reason::jsonb ->> \'title\' as title from airdrop.stake_interval'),
    payables: await table('select supplier_id, order_id, amount_fen::text, order_fen::text from settlement.payable'),
    shared: await table('select order_id from settlement.shared_order'),
    orders: await table('select o.id, o.state, m.state as listed, o.total_fen::text from orders.orders o left join orders.member_order m on m.order_id = o.id'),
    checkouts: await table('select member_id, state, total_fen::text from orders.checkout'),
    attempts: await table('select member_id, state, amount_fen::text from payments.payment_attempt'),
    refunds: await table('select member_id, reason, state, amount_fen::text from payments.refund'),
    stock: await table('select available from orders.stock'),
    sales: await table('select sold::text from catalog.sales'),
    days: await table('select day, amount_set::text, price::text, units::text, shares::text, issued::text, burned::text, lapsed::text, value_per_unit::text, points_per_unit::text from airdrop.day'),
    releases: await table('select day, scheduled::text, issued::text, carried::text from economy.release'),
    cohorts: await table('select bucket, last_noon, units::text from airdrop.cohort'),
    balances: await table('select k.name, sum(a.balance)::text as balance from ledger.account a join ledger.account_kind k on k.number = a.kind group by 1'),
    transfers: await table(
      `select d.name as debit, t.debit_holder, c.name as credit, t.credit_holder, t.amount::text, t.memo
       from ledger.transfer t join ledger.account_kind d on d.number = t.debit_kind join ledger.account_kind c on c.number = t.credit_kind`),
    events: await table('select type, count(*)::int as times from infra.event_log group by 1'),
  };
}

/** What holds whatever happened: every event once and in its place, every subscriber through, every account the sum of its transfers. */
export async function expectWhole(sql: Sql, stage: Pick<Stage, 'day'>): Promise<void> {
  expect(await sql.one(
    `select count(*) = max(position) and min(position) = 1 as dense, max(position) = (select position from infra.sequencer) as "upToHead",
       (select count(*)::int from infra.event_inbox) as "leftInInbox", (select count(*)::int from infra.parked_event) as parked,
       (select count(*)::int from infra.subscriber where state <> 'running' or position <> (select position from infra.sequencer)) as "behindOrStopped"
     from infra.event_log`)).toEqual({ dense: true, upToHead: true, leftInInbox: 0, parked: 0, behindOrStopped: 0 });
  expect(await sql.rows('select source_id, kind, member_id from rewards.grant group by 1, 2, 3 having count(*) > 1')).toEqual([]);
  expect(await sql.rows(`select count(*)::int as times from airdrop.day where day = ${stage.day}`)).toEqual([{ times: 1 }]);
  const sides = `select bucket, debit_kind as kind, debit_holder as holder, -amount as change from ledger.transfer
    union all select bucket, credit_kind, credit_holder, amount from ledger.transfer`;
  expect(await sql.rows(`select k.asset, sum(change) as off from (${sides}) as s join ledger.account_kind k on k.number = s.kind group by 1 order by 1`))
    .toEqual(['CNY', 'PTS', 'SV'].map((asset) => ({ asset, off: 0n })));
  expect(await sql.rows(
    `select bucket, kind, holder from ledger.account a full join (select bucket, kind, holder, sum(change) as total from (${sides}) as s group by 1, 2, 3) as t using (bucket, kind, holder)
     where a.balance is distinct from t.total`)).toEqual([]);
  // An interval of a stake follows the one before it without a gap or an overlap.
  expect(await sql.rows(
    `select member_id from (select member_id, shares_after - shares_delta as before, kind, lag(shares_after) over (partition by member_id order by to_day, id) as previous
       from airdrop.stake_interval where to_day < ${stage.day}) as i where previous is not null and before <> previous`)).toEqual([]);
}
