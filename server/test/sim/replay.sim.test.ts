/** Random histories through the real services and PostgreSQL, against exact fractions: no atom of difference, and the ledger agrees. */
import { describe, expect, test } from 'vitest';
import { playHistory } from '#app/replay.ts';
import { testDatabase } from '#test/database.ts';
import { parseAtoms } from '#kernel/amount.ts';
import { NaiveFund } from './naive-fund.ts';
import { randomHistory } from './random-history.ts';

const HISTORIES = 24;
let posted = 0;

describe('histories through services and database', () => {
  test.each(Array.from({ length: HISTORIES }, (_, index) => index + 1))('seed %i ends as exact arithmetic says, and the ledger with it', async (seed) => {
    const history = randomHistory(seed * 31, 90);
    const naive = new NaiveFund();
    for (const event of history) naive.apply(event);
    const db = await testDatabase();
    try {
      const infra = await db.infra();
      const played = await playHistory(infra, history);
      const expected = Object.fromEntries([...naive.balances()].map(([name, balance]) => [name, Object.values(balance)]));
      expect(Object.fromEntries(Object.entries(played).map(([name, { shares, points, frozen }]) => [name, [shares, points, frozen].map((text) => parseAtoms(text, 8))]))).toEqual(expected);

      // The ledger: every asset sums to nothing, points issued = credited + unclaimed ≥ what members may claim, share value within an atom a touch.
      const rows = await db.sql.rows<{ name: string; asset: string; balance: bigint }>(
        'select k.name, k.asset, sum(a.balance) as balance from ledger.account a join ledger.account_kind k on k.number = a.kind group by 1, 2');
      // Histories larger than the ledger's transfers are played without it.
      if (rows.length === 0) return;
      posted++;
      const total = (name: string): bigint => rows.find((row) => row.name === name)?.balance ?? 0n;
      for (const asset of ['PTS', 'SV']) expect(rows.filter((row) => row.asset === asset).reduce((sum, row) => sum + row.balance, 0n)).toBe(0n);
      const members = [...naive.balances().values()];
      const claims = members.reduce((sum, member) => sum + member.points, 0n);
      expect(-total('pool') - total('memberPoints')).toBe(total('unclaimed'));
      expect(-total('pool') >= claims).toBe(true);
      const shares = members.reduce((sum, member) => sum + member.shares, 0n);
      expect(total('svLocked')).toBe(members.reduce((sum, member) => sum + member.frozen, 0n));
      const dust = total('svActive') + total('svPaused') - shares;
      expect(dust >= -BigInt(history.length) && dust <= BigInt(2 * history.length + members.length), `dust ${dust}`).toBe(true);
    } finally {
      await db.close();
    }
  });

  test('enough of them were small enough for the ledger', () => expect(posted).toBeGreaterThan(5));
});
