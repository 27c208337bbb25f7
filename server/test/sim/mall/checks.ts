/** The mall beside its model: what a step touched, and everything. All amounts to the atom; the totals of share value within the bound of ENGINE A.8. */
import type { Sql } from '#infra/sql.ts';
import { fundTotals, positionsOf } from '#modules/airdrop/index.ts';
import { levelsOf } from '#modules/referral/index.ts';
import { sumPayables } from '#modules/settlement/index.ts';
import { type Case, turnOf } from './cases.ts';
import { type MallModel, owedFor } from './model.ts';
import { must, same } from './difference.ts';
import { AFTER_SALES, FOUNDERS, TOTAL_SUPPLY } from './rules.ts';
import type { Member } from './people.ts';
import type { Mall } from './real.ts';
import type { Checkout, Order } from './shop.ts';

/** Balances of all accounts by kind; of holders also by holder. */
const KINDS = `select k.name, k.asset, sum(a.balance)::numeric(38,0) as balance, min(a.balance) filter (where k.floored) as least, sum(a.held)::numeric(38,0) as held
  from ledger.account a join ledger.account_kind k on k.number = a.kind group by 1, 2`;
interface KindRow { name: string; asset: string; balance: bigint; least: bigint | null; held: bigint }

/** Every asset sums to nothing and no member or supplier stands below zero. Returns the balance of each kind. */
async function lookAtKinds(sql: Sql): Promise<Map<string, bigint>> {
  const rows = await sql.rows<KindRow>(KINDS);
  for (const asset of ['CNY', 'PTS', 'SV']) same(`Σ ${asset}`, rows.filter((row) => row.asset === asset).reduce((sum, row) => sum + row.balance, 0n), 0n);
  for (const row of rows) must(row.least === null || row.least >= 0n, `an account of ${row.name} stands at ${row.least}`);
  for (const row of rows) same(`held of ${row.name}`, row.held, 0n);
  return new Map(rows.map((row) => [row.name, row.balance]));
}

/** Pieces left of everything on the shelf. */
export async function lookAtStock(sql: Sql, model: MallModel): Promise<void> {
  const rows = await sql.rows<{ skuId: bigint; available: number }>('select sku_id as "skuId", available from orders.stock');
  const left = new Map(rows.map((row) => [row.skuId, row.available]));
  same('stock', model.shop.goods.map(({ skuId }) => left.get(skuId)), model.shop.goods.map((goods) => goods.left));
}

/** Checkouts with their orders and attempts, as they are and as they should be. */
export async function lookAtCheckouts(sql: Sql, model: MallModel, checkouts: readonly Checkout[]): Promise<void> {
  if (checkouts.length === 0) return;
  const ids = checkouts.map(({ id }) => id);
  const rows = await sql.rows<{ id: bigint; state: string; totalFen: bigint; attemptId: bigint | null; orders: string; attempts: string }>(
    `select c.id, c.state, c.total_fen as "totalFen", c.attempt_id as "attemptId",
       (select string_agg(o.id || ' ' || o.state || ' ' || o.total_fen || ' ' || coalesce(r.state, '-') || ' ' || coalesce(extract(epoch from o.confirm_due_at) * 1000, 0)::bigint || ' ' ||
          coalesce(extract(epoch from o.held_at) * 1000, 0)::bigint, ', ' order by o.id) from orders.orders o
        left join payments.refund r on r.bucket = c.bucket and r.attempt_id = c.attempt_id and r.subject_id = o.id
        where (o.bucket, o.id) in (select ((x >> 12) & 1023)::int, x from unnest(c.order_ids) as x)) as orders,
       (select string_agg(a.id || ' ' || a.state || ' ' || coalesce(a.transaction_number, '-') || ' ' || coalesce(r.state, '-'), ', ' order by a.id) from payments.payment_attempt a
        left join payments.refund r on r.bucket = a.bucket and r.attempt_id = a.id and r.subject_id = a.id where a.bucket = c.bucket and a.checkout_id = c.id) as attempts
     from unnest($1::bigint[]) as k (id) join orders.checkout c on c.bucket = ((k.id >> 12) & 1023)::int and c.id = k.id`, [ids]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const checkout of checkouts) {
    same(`checkout ${checkout.id}`, byId.get(checkout.id), {
      id: checkout.id, state: checkout.state, totalFen: checkout.totalFen, attemptId: checkout.paidBy?.id ?? null,
      orders: [...checkout.orders].sort((a, b) => (a.id < b.id ? -1 : 1)).map((order) =>
        `${order.id} ${order.state} ${order.totalFen} ${model.shop.backs.get(order.id)?.state ?? '-'} ${order.state === 'shipped' ? order.dueAt : 0} ${order.heldAt ?? 0}`).join(', '),
      attempts: checkout.attempts.length === 0 ? null
        : [...checkout.attempts].sort((a, b) => (a.id < b.id ? -1 : 1)).map((a) => `${a.id} ${a.state} ${a.state === 'succeeded' ? (a.number ?? '') : '-'} ${model.shop.backs.get(a.id)?.state ?? '-'}`).join(', '),
    });
  }
}

/** Cases as they stand. */
export async function lookAtCases(sql: Sql, cases: readonly Case[]): Promise<void> {
  if (cases.length === 0) return;
  const rows = await sql.rows<{ id: bigint }>(
    `select id, order_id as "orderId", kind, state, turn, tracking_number is not null as "isSent", (extract(epoch from due_at) * 1000)::bigint as "dueAt" from aftersales.cases where id = any($1::bigint[])`,
    [cases.map(({ id }) => id)]);
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const one of cases) {
    const { id, order, kind, state, isSent, dueAt } = one;
    same(`case ${id}`, found.get(id), { id, orderId: order.id, kind, state, turn: turnOf(one), isSent, dueAt: dueAt === undefined ? null : BigInt(dueAt) });
  }
}

/** Levels, stakes and points of members. */
async function lookAtMembers(sql: Sql, model: MallModel, members: readonly Member[]): Promise<void> {
  const ids = members.map(({ id }) => id);
  const positions = await positionsOf(sql, ids);
  const levels = await levelsOf(sql, ids);
  const accounts = await sql.rows<{ holder: bigint; balance: bigint }>(
    `select a.holder, a.balance from unnest($1::bigint[]) as k (id) join ledger.account a on a.bucket = ((k.id >> 12) & 1023)::int and a.kind = 26 and a.holder = k.id`, [ids]);
  const balances = new Map(accounts.map((row) => [row.holder, row.balance]));
  const { fund } = model.people;
  for (const member of members) {
    const found = positions.get(member.id);
    const { shares, points, frozen } = fund.balance(member.name);
    const until = fund.until(member.name);
    const netted = model.people.netted(member);
    same(`${member.name} (${member.id})`,
      { level: levels.get(member.id), shares: found?.shares, locked: found?.locked, until: found?.until, eligible: found?.eligible, earned: found?.earned, account: balances.get(member.id) ?? 0n, accrued: found?.accrued,
        owed: found?.owed, accumulated: found?.accumulated },
      { level: member.level, shares, locked: frozen, until: until < 0 ? null : until, eligible: fund.isEligible(member.name), earned: points, account: member.account,
        accrued: points - member.earned - netted, owed: member.owed - netted, accumulated: model.people.windowNow(member).accumulated });
  }
}

/** Grants, what was taken back, what is owed, and list entries of orders. */
async function lookAtOrders(sql: Sql, model: MallModel, orders: readonly Order[]): Promise<void> {
  if (orders.length === 0) return;
  const ids = orders.map(({ id }) => id);
  const buyers = [...new Set(orders.map(({ checkout }) => checkout.member))];
  const listed = await sql.rows<{ id: bigint; state: string; caseOpen: boolean }>(
    `select m.order_id as id, m.state, m.case_open as "caseOpen" from unnest($1::bigint[], $2::bigint[]) as k (member_id, order_id)
     join orders.member_order m on m.bucket = ((k.member_id >> 12) & 1023)::int and m.member_id = k.member_id and m.order_id = k.order_id`,
    [orders.map(({ checkout }) => checkout.member.id), ids]);
  const entries = new Map(listed.map(({ id, state, caseOpen }) => [id, `${state} ${caseOpen}`]));
  for (const { id, listed: state, heldAt } of orders) same(`order ${id} on its member's list`, entries.get(id), state && `${state} ${heldAt !== undefined}`);

  const grants = await sql.rows<{ source: bigint; kind: string; member: bigint; amount: bigint }>(
    `select source_id as source, kind, member_id as member, amount from rewards.grant where source_id = any($1::bigint[])`, [[...ids, ...buyers.map(({ id }) => id)]]);
  const text = (rows: readonly { source: bigint; kind: string; member: bigint; amount: bigint }[]): string[] => rows.map((row) => `${row.source} ${row.kind} ${row.member} ${row.amount}`).sort();
  same('grants', text(grants), text([...[...ids, ...buyers.map(({ id }) => id)].flatMap((id) => model.people.grants.get(id) ?? []), ...buyers.flatMap(({ activation }) => activation ?? [])]
    .map((grant) => ({ ...grant, member: grant.member.id }))));
  // Rewards of referrers stay within the top rate of what the buyer gains (N5).
  for (const id of ids) {
    const of = (kinds: readonly string[]): bigint => grants.filter(({ source, kind }) => source === id && kinds.includes(kind)).reduce((sum, { amount }) => sum + amount, 0n);
    must(of(['direct', 'differential']) * 100n <= of(['purchase']) * 60n, `rewards of order ${id} stay within the top rate`);
  }
  await lookAtUndone(sql, model, ids);

  const payables = await sql.rows<{ id: bigint; text: string }>(
    `select order_id as id, supplier_id || ' ' || amount_fen || case when reversed_at is not null then ' reversed' when disputed then ' disputed' else '' end as text
     from settlement.payable where order_id = any($1::bigint[])`, [ids]);
  const payable = new Map(payables.map((row) => [row.id, row.text]));
  for (const order of orders) {
    const wasShared = order.state === 'confirmed' || order.stage === 'confirmed';
    const mark = order.state === 'refunded' ? ' reversed' : order.heldAt === undefined ? '' : ' disputed';
    same(`what is owed for order ${order.id}`, payable.get(order.id), wasShared && owedFor(order) > 0n ? `${order.supplier} ${owedFor(order)}${mark}` : undefined);
  }
}

/** What refunds took back, grant by grant; which of a member's grants was short is nobody's concern, how much in all is. */
async function lookAtUndone(sql: Sql, model: MallModel, ids: readonly bigint[]): Promise<void> {
  const rows = await sql.rows<{ order: bigint; source: bigint; kind: string; member: bigint; amount: bigint; shares: bigint; points: bigint; owed: bigint }>(
    `select order_id as order, source_id as source, kind, member_id as member, amount, taken_sv as shares, taken_pts as points, owed_pts as owed from rewards.undone where order_id = any($1::bigint[])`, [ids]);
  const expected = ids.flatMap((order) => (model.people.undone.get(order) ?? []).map(({ grant, ...taken }) => ({ order, ...grant, ...taken, member: grant.member.id })));
  const taken = (some: readonly (typeof rows)[number][]): string[] => some.map((row) => `${row.order} ${row.source} ${row.kind} ${row.member} ${row.amount}: ${row.shares} ${row.points}`).sort();
  same('grants taken back', taken(rows), taken(expected));
  const owed = (some: readonly (typeof rows)[number][]): string[] => [...Map.groupBy(some, ({ order, member }) => `${order} ${member}`)]
    .map(([whose, grants]) => `${whose}: ${grants.reduce((sum, one) => sum + one.owed, 0n)}`).sort();
  same('owed for what was taken back', owed(rows), owed(expected));
}

/** What everything due and told has touched. */
export async function lookAtTouched(sql: Sql, model: MallModel): Promise<void> {
  const kinds = await lookAtKinds(sql);
  for (const kind of ['gateway', 'unearned', 'margin', 'supplierPayable', 'issued', 'pool', 'founders', 'unclaimed', 'memberPoints', 'svIssued', 'svLocked', 'svBurned']) {
    same(kind, kinds.get(kind) ?? 0n, model.books.sumOf(kind));
  }
  await lookAtStock(sql, model);
  const orders = [...model.touchedOrders];
  await lookAtCheckouts(sql, model, [...new Set(orders.map(({ checkout }) => checkout))]);
  await lookAtOrders(sql, model, orders);
  await lookAtMembers(sql, model, [...model.people.touched]);
  await lookAtCases(sql, model.cases.cases.filter(({ order }) => model.touchedOrders.has(order)));
  model.touchedOrders.clear();
  model.people.touched.clear();
}

/** Everything: after a noon, and `toTheEnd` every order and payment that ever was. */
export async function lookAtAll(sql: Sql, model: MallModel, { now, toTheEnd }: { now: number; toTheEnd?: Pick<Mall, 'checks' | 'refunds'> }): Promise<void> {
  const { people, shop, noon, books } = model;
  const kinds = await lookAtKinds(sql);
  const of = (kind: string): bigint => kinds.get(kind) ?? 0n;
  await lookAtMembers(sql, model, people.members);
  await lookAtCheckouts(sql, model, toTheEnd ? shop.checkouts : [...shop.open]);
  await lookAtOrders(sql, model, toTheEnd ? [...shop.orders.values()] : [...shop.onTheWay]);
  await lookAtCases(sql, toTheEnd ? model.cases.cases : [...model.cases.open]);

  // Supply: every point is somewhere, none is there twice (N2).
  same('the supply', [-of('issued'), of('founders'), of('pool') + of('founders') + of('unclaimed') + of('memberPoints') + of('destroyed') + of('treasury')], [TOTAL_SUPPLY, FOUNDERS, TOTAL_SUPPLY]);
  must(of('pool') >= 0n && of('unclaimed') >= 0n, 'no noon gives more than there is');
  const rows = await sql.rows<{ kind: string; holder: bigint; balance: bigint }>(
    `select k.name as kind, a.holder, sum(a.balance)::numeric(38,0) as balance from ledger.account a join ledger.account_kind k on k.number = a.kind where k.holder = 'supplier' group by 1, 2`);
  for (const row of rows) same(`${row.kind} ${row.holder}`, row.balance, books.of(`${row.kind}/${row.holder}`));
  // What suppliers are owed is what stands, and due of it what after-sales can no longer touch (N8).
  const standing = [...shop.orders.values()].filter(({ state }) => state === 'confirmed');
  for (const supplierId of model.suppliers) {
    const own = standing.filter(({ supplier }) => supplier === supplierId);
    const sum = (orders: readonly Order[]): bigint => orders.reduce((total, order) => total + owedFor(order), 0n);
    const { accruedFen, dueFen } = await sumPayables(sql, { supplierId, at: new Date(now) });
    same(`payables of ${supplierId}`, [accruedFen, dueFen, books.of(`supplierPayable/${supplierId}`)],
      [sum(own), sum(own.filter(({ confirmedAt, heldAt }) => heldAt === undefined && confirmedAt + AFTER_SALES <= now)), sum(own)]);
  }

  // The fund: Σ of the stakes within an atom a member (A.8); the ledger's totals within an atom a touch and two a noon (airdrop README).
  const sums = { eligible: 0n, paused: 0n, count: 0n };
  for (const { name, isKnown } of people.members) {
    if (!isKnown) continue;
    sums[people.fund.isEligible(name) ? 'eligible' : 'paused'] += people.fund.balance(name).shares;
    sums.count += 1n;
  }
  const totals = await fundTotals(sql);
  const dust = (totals?.eligibleShares ?? 0n) - sums.eligible;
  must(dust >= 0n && dust <= sums.count, `the fund holds ${totals?.eligibleShares} and its members ${sums.eligible}`);
  const bound = BigInt(people.touches + 2 * model.noonsRun) + sums.count;
  for (const [kind, sum] of [['svActive', sums.eligible], ['svPaused', sums.paused]] as const) {
    must(of(kind) - sum <= bound && sum - of(kind) <= bound, `${kind} is ${of(kind)} and the stakes are ${sum}, which differ by more than ${bound}`);
  }
  same('share value given', of('svActive') + of('svPaused'), books.of('svHeld'));
  const given = [...people.grants.values()].flat();
  const taken = [...people.undone.values()].flat();
  same('grants and what was taken back', await sql.one(
    `select count(*) as grants, coalesce(sum(amount), 0)::numeric(38,0) as amount, (select count(*) from rewards.undone) as undone,
       (select coalesce(sum(taken_sv), 0)::numeric(38,0) from rewards.undone) as shares, (select coalesce(sum(taken_pts), 0)::numeric(38,0) from rewards.undone) as points,
       (select coalesce(sum(owed), 0)::numeric(38,0) from airdrop.stake) as owed from rewards.grant where kind not in ('activated', 'shareBonus')`),
  { grants: BigInt(given.length), amount: given.reduce((total, { amount }) => total + amount, 0n), undone: BigInt(taken.length),
    shares: taken.reduce((total, { shares }) => total + shares, 0n), points: taken.reduce((total, { points }) => total + points, 0n), owed: people.members.reduce((total, { owed }) => total + owed, 0n) });
  const [last] = await sql.rows('select day, scheduled, issued, carried from economy.release order by day desc limit 1');
  same('the release of the last noon', last, noon.releases.at(-1));
  if (toTheEnd) await lookAtHistory(sql, model, toTheEnd);
}

/** What only the end can afford: every account is the sum of its transfers, the log is dense, everything was told once. */
async function lookAtHistory(sql: Sql, model: MallModel, { checks, refunds }: Pick<Mall, 'checks' | 'refunds'>): Promise<void> {
  same('releases', await sql.rows('select day, scheduled, issued, carried from economy.release order by day'), model.noon.releases);
  same('accounts that are not the sum of their transfers', await sql.rows(
    `with sides as (select bucket, debit_kind as kind, debit_holder as holder, -amount as change from ledger.transfer
       union all select bucket, credit_kind, credit_holder, amount from ledger.transfer)
     select bucket, kind, holder from ledger.account a full join (select bucket, kind, holder, sum(change) as total from sides group by 1, 2, 3) as t using (bucket, kind, holder)
     where a.balance is distinct from t.total`), []);
  same('the log', await sql.one(
    `select count(*) = max(position) and max(position) = (select position from infra.sequencer) as dense, (select count(*)::int from infra.parked_event) as parked,
       (select count(*)::int from infra.subscriber where state <> 'running' or position <> (select position from infra.sequencer)) as behind from infra.event_log`), { dense: true, parked: 0, behind: 0 });
  same('checkouts', await sql.one('select count(*)::int as count from orders.checkout'), { count: model.shop.checkouts.length });
  same('who may share', await sql.one('select count(*)::int as count from members.member where invite_code is not null'), { count: model.people.members.filter(({ bought }) => bought !== 'registered').length });

  // What gateways hold for us by their own books.
  const taken = [...model.shop.attempts.values()].filter(({ state }) => state === 'succeeded').reduce((sum, { checkout }) => sum + checkout.totalFen, 0n);
  const back = refunds.filter(({ state }) => state === 'succeeded');
  same('the gateways', taken - back.reduce((sum, { amountFen }) => sum + amountFen, 0n), -model.books.of('gateway'));
  same('refunds of the gateways', new Set(back.map(({ refundId }) => refundId)).size, back.length);

  const sales = await sql.rows<{ id: bigint; fen: bigint }>('select member_id as id, sales_fen as fen from team.member');
  same('sales of teams', sales.map(({ id, fen }) => `${id} ${fen}`).sort(), model.people.members.map((member) => `${member.id} ${teamSales(member)}`).sort());
  for (const { name, run } of checks.filter((check) => check.name !== 'pictures')) {
    const { state, found } = await run(sql);
    must(state !== 'failed', `${name}: ${found}`);
  }
}

/** Fen of confirmed orders of everybody below a member that stand (AMB-37). */
function teamSales({ children }: Member): bigint {
  return children.reduce((sum, child) => sum + teamSales(child) + child.paid.reduce((own, { order, isRefunded }) => (order.told.has('confirmed') && !isRefunded ? own + order.totalFen : own), 0n), 0n);
}
