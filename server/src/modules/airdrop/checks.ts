/** That the days of the fund are chained, that cohorts are their stakes, and that no noon is left out. */
import { type Check, doubtful, failed, fine, type Finding } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import type { Sql } from '#infra/sql.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { BUCKETS } from '#kernel/id.ts';
import { fundOf, isEligible, unitsNow } from './domain/stake.ts';
import { COHORT_SLOTS } from './service/change.ts';
import { firstDayAt, hashOf, NO_HASH } from './service/noon.ts';
import { type DayRow, findCurrentDay, listDays, listIndexes } from './store/days.ts';
import type { Key } from './store/key.ts';
import { listCohorts, listStakes } from './store/stakes.ts';

const PAGE = 5_000;
/** Stakes that are added up at most; every day begins at another slot. */
const MOST_STAKES = 200_000;
const RESTORE = 'The fund was changed from outside, or the disk is failing. Stop the shop and restore the last backup.';

/** The checks of the fund. */
export function airdropChecks(infra: Infra): readonly Check[] {
  return [
    { name: 'airdrop days', run: checkDays },
    { name: 'airdrop cohorts', run: (sql) => checkCohorts(sql, dayOf(infra.clock.wall()) % COHORT_SLOTS) },
    {
      name: 'airdrop noons',
      async run(sql) {
        const day = await findCurrentDay(sql);
        const due = firstDayAt(infra.clock.now());
        if (day === undefined || day >= due) return fine(day === undefined ? 'the fund has not begun' : `the last noon is that of ${formatDay(day)}`);
        return doubtful(`${due - day} noons are due since that of ${formatDay(day)}`, 'They run one after the other as soon as the shop runs; if it runs, its log says why not.');
      },
    },
  ];
}

/** Every row has the hash of its content and of the row before, day after day, up to the clock of the fund. */
async function checkDays(sql: Sql): Promise<Finding> {
  const current = await findCurrentDay(sql);
  if (current === undefined) return fine('the fund has not begun');
  let newer: DayRow | undefined;
  let rows = 0;
  for (let before = current + 1; ;) {
    const page = await listDays(sql, { first: -2_147_483_648, last: before - 1, limit: PAGE, onlyIssued: false });
    for (const row of page) {
      if (!hashOf(row).equals(row.hash)) return failed(`the row of ${formatDay(row.day)} does not have its hash`, RESTORE);
      const follows = newer === undefined ? row.day === current : newer.day === row.day + 1 && newer.previousHash.equals(row.hash);
      if (!follows) return failed(`the chain is broken after ${formatDay(row.day)}`, RESTORE);
      newer = row;
      before = row.day;
    }
    rows += page.length;
    if (page.length < PAGE) break;
  }
  return newer?.previousHash.equals(NO_HASH) ? fine(`${rows} days are chained, up to ${formatDay(current)}`) : failed('the first day is missing', RESTORE);
}

async function checkCohorts(sql: Sql, first: number): Promise<Finding> {
  const day = await findCurrentDay(sql);
  if (day === undefined) return fine('the fund has not begun');
  let stakes = 0;
  let slots = 0;
  for (; slots < COHORT_SLOTS && stakes < MOST_STAKES; slots++) {
    const slot = (first + slots) % COHORT_SLOTS;
    const { count, units } = await unitsOfSlot(sql, { slot, day });
    stakes += count;
    const cohorts = new Map((await listCohorts(sql, { bucket: slot, day })).map((row) => [row.lastNoon, row.units]));
    const wrong = [...new Set([...units.keys(), ...cohorts.keys()])].find((until) => units.get(until) !== cohorts.get(until));
    if (wrong !== undefined) return failed(`cohort ${slot} of ${formatDay(wrong)} holds ${cohorts.get(wrong) ?? 0n} units, its stakes ${units.get(wrong) ?? 0n}`, RESTORE);
  }
  return fine(`${slots} of ${COHORT_SLOTS} slots, ${stakes} stakes: cohorts hold exactly their units`);
}

/** What the stakes of a slot hold, by last noon; sums of zero are left out. */
async function unitsOfSlot(sql: Sql, { slot, day }: { slot: number; day: number }): Promise<{ count: number; units: Map<number, bigint> }> {
  const buckets = Array.from({ length: BUCKETS / COHORT_SLOTS }, (_, n) => slot + n * COHORT_SLOTS);
  const units = new Map<number, bigint>();
  let count = 0;
  let after: Key = { bucket: -1, memberId: 0n };
  for (;;) {
    const page = await listStakes(sql, { buckets, after, limit: PAGE });
    const fund = fundOf(await listIndexes(sql, { days: [...new Set([day, ...page.map(({ stake }) => stake.since)])], ends: false }), day);
    for (const { stake } of page) {
      if (!isEligible(stake, fund.current)) continue;
      const held = (units.get(stake.until) ?? 0n) + unitsNow(stake, fund);
      if (held !== 0n) units.set(stake.until, held);
    }
    count += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { count, units };
    after = { bucket: last.bucket, memberId: last.stake.memberId };
  }
}
