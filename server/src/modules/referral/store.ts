/** SQL of the referral forest. Written by one ordered subscription only; read by anyone. */
import { rankOf } from '#kernel/level.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import type { Loss, Node, Promotion, Reached } from './domain/node.ts';

/** Rows that one statement may return while walking upwards; the walk continues from where it stopped. */
const WALK_LIMIT = 20_000;

const COLUMNS = `ordinal, member_id as "memberId", parent_ordinal as parent, depth, purchased, level, manual_level as manual, direct_vip as "directVip",
  direct_shopkeeper as "directShopkeeper", direct_dealer as "directDealer", team_vip as "teamVip", registered_at as "registeredAt", adult_on as "adultOn", activated_at as "activatedAt"`;

/** The highest ordinal given out. */
export async function lastOrdinal(sql: Sql): Promise<number> {
  return (await sql.one<{ last: number }>('select coalesce(max(ordinal), 0) as last from referral.node')).last;
}

/** The nodes of members, without their ancestors. */
export function nodesOf(sql: Sql, memberIds: readonly bigint[]): Promise<Node[]> {
  return sql.rows<Node>(`select ${COLUMNS} from referral.node where member_id = any($1::bigint[])`, [memberIds]);
}

/**
 * The nodes with these ordinals and all above them, each once however many share it; the walk does not go on above a node whose rank is
 * `stopAt` or more. Bounded: at most WALK_LIMIT rows; the caller goes on from the parents that are missing.
 */
export function walkUp(sql: Sql, ordinals: readonly number[], stopAt: number): Promise<Node[]> {
  return sql.rows<Node>(
    `with recursive up as (
       select * from referral.node where ordinal = any($1::int[])
       union
       select n.* from up join referral.node n on n.ordinal = up.parent_ordinal where coalesce(up.manual_level, up.level) < $2
     ) select ${COLUMNS} from up limit ${WALK_LIMIT}`,
    [ordinals, stopAt]);
}

/** Appends new nodes; ordinals are dense, so two writers would collide on the key instead of forking the forest. */
export async function insertNodes(tx: Tx, nodes: readonly Node[]): Promise<void> {
  if (nodes.length === 0) return;
  await tx.run(
    `insert into referral.node (ordinal, member_id, parent_ordinal, depth, registered_at, purchased, level, direct_vip, direct_shopkeeper, direct_dealer, team_vip, activated_at, adult_on)
     select * from unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::timestamptz[], $6::smallint[], $7::smallint[], $8::int[], $9::int[], $10::int[], $11::int[], $12::timestamptz[], $13::int[])`,
    [nodes.map((n) => n.ordinal), nodes.map((n) => n.memberId), nodes.map((n) => n.parent), nodes.map((n) => n.depth), nodes.map((n) => n.registeredAt),
      ...changeable(nodes), nodes.map((n) => n.adultOn)]);
}

/** Writes back nodes whose level or counters changed. */
export async function updateNodes(tx: Tx, nodes: readonly Node[]): Promise<void> {
  if (nodes.length === 0) return;
  await tx.run(
    `update referral.node n set purchased = c.purchased, level = c.level, direct_vip = c.direct_vip, direct_shopkeeper = c.direct_shopkeeper,
       direct_dealer = c.direct_dealer, team_vip = c.team_vip, activated_at = c.activated_at, manual_level = c.manual_level
     from unnest($1::int[], $2::smallint[], $3::smallint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::timestamptz[], $9::smallint[])
       as c (ordinal, purchased, level, direct_vip, direct_shopkeeper, direct_dealer, team_vip, activated_at, manual_level)
     where n.ordinal = c.ordinal`,
    [nodes.map((n) => n.ordinal), ...changeable(nodes), nodes.map((n) => n.manual)]);
}

function changeable(nodes: readonly Node[]): unknown[] {
  return [
    nodes.map((n) => n.purchased), nodes.map((n) => n.level), nodes.map((n) => n.directVip), nodes.map((n) => n.directShopkeeper),
    nodes.map((n) => n.directDealer), nodes.map((n) => n.teamVip), nodes.map((n) => n.activatedAt),
  ];
}

/** Appends when levels were reached. */
export async function insertPromotions(tx: Tx, promotions: readonly Promotion[]): Promise<void> {
  if (promotions.length === 0) return;
  await tx.run(
    `insert into referral.promotion (ordinal, level, from_level, position, rule_version, at, lost_position)
     select * from unnest($1::int[], $2::smallint[], $3::smallint[], $4::bigint[], $5::int[], $6::timestamptz[], $7::bigint[])`,
    [promotions.map((p) => p.node.ordinal), promotions.map((p) => rankOf(p.to)), promotions.map((p) => rankOf(p.from)),
      promotions.map((p) => p.position), promotions.map((p) => p.ruleVersion), promotions.map((p) => p.at), promotions.map((p) => p.lostPosition)]);
}

/** Marks the levels that a refund took away. */
export async function markLost(tx: Tx, losses: readonly Loss[]): Promise<void> {
  if (losses.length === 0) return;
  await tx.run(
    `update referral.promotion p set lost_position = f.position
     from (select q.ordinal, q.level, min(l.position) as position from unnest($1::int[], $2::smallint[], $3::bigint[]) as l (ordinal, above, position)
       join referral.promotion q on q.ordinal = l.ordinal and q.level > l.above where q.lost_position is null group by 1, 2) as f
     where p.ordinal = f.ordinal and p.level = f.level and p.lost_position is null`,
    [losses.map((loss) => loss.node.ordinal), losses.map((loss) => rankOf(loss.above)), losses.map((loss) => loss.position)]);
}

/** When these nodes reached the levels they hold. */
export function levelsReached(sql: Sql, ordinals: readonly number[]): Promise<Reached[]> {
  return sql.rows<Reached>('select ordinal, level, rule_version as "ruleVersion" from referral.promotion where ordinal = any($1::int[]) and lost_position is null', [ordinals]);
}

export interface PromotionRow {
  readonly level: number;
  readonly fromLevel: number;
  readonly position: bigint;
  readonly ruleVersion: number;
  readonly at: Date;
}

/** The levels a member reached, in order. */
export function promotionsOf(sql: Sql, memberId: bigint): Promise<PromotionRow[]> {
  return sql.rows<PromotionRow>(
    `select p.level, p.from_level as "fromLevel", p.position, p.rule_version as "ruleVersion", p.at
     from referral.promotion p join referral.node n on n.ordinal = p.ordinal where n.member_id = $1 and p.lost_position is null order by p.level limit 10`, [memberId]);
}

/** Ids of members at a rank below `before`, newest first. */
export async function memberIdsAt(sql: Sql, input: { level: number; before: bigint | null; limit: number }): Promise<bigint[]> {
  const rows = await sql.rows<{ memberId: bigint }>(
    `select member_id as "memberId" from referral.node where coalesce(manual_level, level) = $1 and ($2::bigint is null or member_id < $2) order by member_id desc limit $3`,
    [input.level, input.before, input.limit]);
  return rows.map((row) => row.memberId);
}

/** How many members hold each rank. */
export function countByLevel(sql: Sql): Promise<{ level: number; members: bigint }[]> {
  return sql.rows('select coalesce(manual_level, level) as level, count(*) as members from referral.node group by 1 order by 1');
}

/** A stretch of the forest in the order of its ordinals, for checks. */
export function nodesAfter(sql: Sql, ordinal: number): Promise<Node[]> {
  return sql.rows<Node>(`select ${COLUMNS} from referral.node where ordinal > $1 order by ordinal limit 10000`, [ordinal]);
}

/** Every level that a member ever reached, oldest first, those lost again too. */
export function levelHistoryOf(sql: Sql, memberId: bigint): Promise<{ level: number; fromLevel: number; at: Date; isLost: boolean }[]> {
  return sql.rows(
    `select p.level, p.from_level as "fromLevel", p.at, p.lost_position is not null as "isLost"
     from referral.promotion p join referral.node n on n.ordinal = p.ordinal where n.member_id = $1 order by p.position, p.level`, [memberId]);
}

export interface LevelDecision {
  readonly approvalId: bigint;
  readonly memberId: bigint;
  /** Null gives the level back to the rules. */
  readonly level: number | null;
  readonly fromLevel: number;
  readonly reason: string;
  readonly askedBy: bigint;
  readonly decidedBy: bigint;
  readonly at: Date;
}

/** Keeps what two people decided about a member's level. */
export async function insertDecision(tx: Tx, row: LevelDecision): Promise<void> {
  await tx.run(
    'insert into referral.level_decision (approval_id, member_id, level, from_level, reason, asked_by, decided_by, at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [row.approvalId, row.memberId, row.level, row.fromLevel, row.reason, row.askedBy, row.decidedBy, row.at]);
}

/** What was decided about a member's level, newest first: at most `limit`, or all. */
export function decisionsOf(sql: Sql, memberId: bigint, limit: number | null): Promise<LevelDecision[]> {
  return sql.rows<LevelDecision>(
    `select approval_id as "approvalId", member_id as "memberId", level, from_level as "fromLevel", reason, asked_by as "askedBy", decided_by as "decidedBy", at
     from referral.level_decision where member_id = $1 order by at desc, approval_id desc limit $2`, [memberId, limit]);
}
