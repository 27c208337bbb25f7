/** SQL of the team figures; one ordered subscription writes them. */
import { int4Array, int8Array } from '#infra/binary-array.ts';
import { numberArray, textArray } from '#infra/binary-text-array.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import type { Place, Rise } from './domain.ts';

/** Rows that one statement may return while walking upwards; the walk continues from where it stopped. */
const WALK_LIMIT = 50_000;

/** These members and everybody above them, each once however many share him. */
export async function walkUp(sql: Sql, memberIds: readonly bigint[]): Promise<Map<bigint, Place>> {
  const places = new Map<bigint, Place>();
  for (let from = memberIds; from.length > 0;) {
    const found = await sql.rows<Place>(
      `with recursive up as (
         select member_id, referrer_id, depth from team.member where member_id = any($1::bigint[])
         union
         select m.member_id, m.referrer_id, m.depth from up join team.member m on m.member_id = up.referrer_id
       ) select member_id as "memberId", referrer_id as "referrerId", depth from up limit ${WALK_LIMIT}`, [int8Array(from)]);
    for (const place of found) places.set(place.memberId, place);
    from = found.length < WALK_LIMIT ? [] : [...new Set(found.flatMap(({ referrerId }) => (referrerId === null || places.has(referrerId) ? [] : [referrerId])))];
  }
  return places;
}

/** Appends newcomers, referrers before those they invited. */
export async function insertPlaces(tx: Tx, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  await tx.run(
    `insert into team.member (member_id, referrer_id, depth, people, direct)
     select member_id, referrer_id, depth, array_fill(0, array[6]), array_fill(0, array[6]) from unnest($1::bigint[], $2::bigint[], $3::int[]) as p (member_id, referrer_id, depth)`,
    [int8Array(places.map((p) => p.memberId)), numberArray(places.map((p) => p.referrerId)), int4Array(places.map((p) => p.depth))]);
}

/** Adds to the figures of members. Heads travel as literals, since arrays of arrays have no SQL type; most batches move none. */
export async function addFigures(tx: Tx, rises: ReadonlyMap<bigint, Rise>): Promise<void> {
  const rows = [...rises].sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return;
  const moved = ([, { team, direct }]: (typeof rows)[number]): boolean => team.people.some((count) => count !== 0) || direct.some((count) => count !== 0);
  const money = rows.filter((row) => !moved(row));
  const heads = rows.filter(moved);
  if (money.length > 0) {
    await tx.run(
      `update team.member m set own_fen = m.own_fen + c.own, sales_fen = m.sales_fen + c.sales
       from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as c (member_id, own, sales) where m.member_id = c.member_id`,
      [int8Array(money.map(([id]) => id)), int8Array(money.map(([, rise]) => rise.ownFen)), int8Array(money.map(([, rise]) => rise.team.salesFen))]);
  }
  if (heads.length > 0) {
    const literal = (counts: (rise: Rise) => readonly number[]): Buffer => textArray(heads.map(([, rise]) => numberArray(counts(rise))));
    await tx.run(
      `update team.member m set own_fen = m.own_fen + c.own, sales_fen = m.sales_fen + c.sales,
         people = array(select a + b from unnest(m.people, c.people::int[]) with ordinality as t (a, b, n) order by n),
         direct = array(select a + b from unnest(m.direct, c.direct::int[]) with ordinality as t (a, b, n) order by n)
       from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[]) as c (member_id, own, sales, people, direct) where m.member_id = c.member_id`,
      [int8Array(heads.map(([id]) => id)), int8Array(heads.map(([, rise]) => rise.ownFen)), int8Array(heads.map(([, rise]) => rise.team.salesFen)),
        literal((rise) => rise.team.people), literal((rise) => rise.direct)]);
  }
}

export interface FigureRow {
  readonly ownFen: bigint;
  readonly salesFen: bigint;
  readonly people: number[];
  readonly direct: number[];
}

/** The figures of a member, or undefined until his registration has been applied. */
export function findFigures(sql: Sql, memberId: bigint): Promise<FigureRow | undefined> {
  return sql.maybe<FigureRow>('select own_fen as "ownFen", sales_fen as "salesFen", people, direct from team.member where member_id = $1', [memberId]);
}

/**
 * Members whose figures are not the sum over those they invited: money and heads below. Each member is compared with his own children only, so the
 * check is one pass; if all agree, all sums are right by induction from the leaves.
 */
export function findDifferences(sql: Sql, limit: number): Promise<{ memberId: bigint }[]> {
  return sql.rows(
    `select m.member_id as "memberId" from team.member m left join (
       select referrer_id, sum(own_fen + sales_fen) as sales,
         array[sum(people[1]), sum(people[2]), sum(people[3]), sum(people[4]), sum(people[5]), sum(people[6])] as people
       from team.member where referrer_id is not null group by referrer_id
     ) below on below.referrer_id = m.member_id
     where m.sales_fen <> coalesce(below.sales, 0)
       or exists (select 1 from unnest(m.people, m.direct, below.people) as t (team, direct, below) where t.team <> t.direct + coalesce(t.below, 0))
     order by m.member_id limit $1`, [limit]);
}
