import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '#app/events.ts';
import { DAY_MS, dayOf } from '#kernel/day.ts';
import { positionsOf } from '#modules/airdrop/index.ts';
import { levelsOf } from '#modules/referral/index.ts';
import { SEED_PACK } from '#modules/rules/index.ts';
import { easyPack, histories, makeNaive, type NaiveOrder, openShop, type Shop, SV } from '#test/engine.ts';
import { rewardsChecks } from './checks.ts';
import { engine, maturitySweep } from './jobs.ts';

describe('what is granted later', () => {
  const laterPack = structuredClone(easyPack);
  laterPack.parameters['sv.maturity_days'] = { value: '3', paragraph: 'N20' };
  const held = (shop: Shop) => shop.db.sql.rows<{ id: bigint }>('select source_id as id from rewards.held order by 1');
  const positionsIn = async (shop: Shop, ids: readonly bigint[]) => {
    const found = await positionsOf(shop.infra.sql, ids);
    return ids.map((id) => ({ id, shares: found.get(id)?.shares, locked: found.get(id)?.locked }));
  };

  test('equals the naive model that waits three days, with refunds on the way, minors who come of age, and everything told twice now and then', async () => {
    const shop = await openShop(laterPack);
    const naive = makeNaive();
    const orders: NaiveOrder[] = [];
    let waiting: NaiveOrder[] = [];
    let due: { readonly at: number; readonly order: NaiveOrder }[] = [];
    let count = 0;
    const history = histories[0] ?? [];
    await shop.exist(...history.map((_, i) => BigInt(i + 1)));
    for (const [index, { kind, pick, zone, sv }] of history.entries()) {
      if (index % 9 === 8) {
        await shop.infra.clock.advance(DAY_MS);
        const now = shop.infra.clock.now().getTime();
        for (const one of due.filter(({ at }) => at <= now)) naive.confirm(one.order);
        due = due.filter(({ at }) => at > now);
        await shop.infra.drain();
      }
      const today = dayOf(shop.infra.clock.now());
      naive.setToday(today);
      const tell = (event: DomainEvent): Promise<void> => shop.emit(...(pick % 7 === 0 ? [event, event] : [event]));
      if (kind === 'register' || count === 0) {
        const referrer = count === 0 || pick % 10 === 0 ? 0 : (pick % count) + 1;
        const adultOn = pick % 5 === 0 ? today + 1 + (pick % 12) : undefined;
        count += 1;
        naive.register(count, referrer, adultOn);
        await tell(shop.registered(BigInt(count), referrer === 0 ? null : BigInt(referrer), adultOn));
      } else if (kind === 'pay') {
        const buyer = (pick % count) + 1;
        const paid = naive.pay(shop.order(BigInt(buyer), zone, sv, pick % 170), { buyer, zone, sv, fen: pick % 170 });
        orders.push(paid);
        waiting.push(paid);
        await tell(shop.paid(paid.order));
      } else if (kind === 'confirm') {
        const done = waiting[pick % Math.max(waiting.length, 1)];
        waiting = waiting.filter((one) => one !== done);
        if (done) {
          due.push({ at: shop.infra.clock.now().getTime() + 3 * DAY_MS, order: done });
          await tell(shop.confirmed(done.order));
        }
      } else {
        const undone = orders[pick % Math.max(orders.length, 1)];
        if (undone) {
          naive.refund(undone);
          await tell(shop.refunded(undone.order));
        }
      }
      await shop.infra.drain();
    }
    const ids = [...naive.members.keys()].map(BigInt);
    expect(await positionsIn(shop, ids)).toEqual([...naive.members].map(([id, { shares, locked }]) => ({ id: BigInt(id), shares, locked })));
    const levels = await levelsOf(shop.infra.sql, ids);
    expect(ids.map((id) => levels.get(id))).toEqual(ids.map((id) => naive.level(Number(id))));
    expect([...naive.members.values()].some(({ adultOn }) => adultOn > 0), 'minors took part').toBe(true);
    expect((await held(shop)).map(({ id }) => id)).toEqual(due.filter(({ order }) => order.state === 'paid').map(({ order }) => BigInt(order.order.orderId)).sort((a, b) => (a < b ? -1 : 1)));
    expect((await rewardsChecks[0]?.run(shop.infra.sql))?.state).toBe('ok');
    await shop.db.close();
  }, 60_000);

  test('while grants are held nothing is granted and nothing is lost: opened later, everybody gets what he would have got', async () => {
    const [closed, open] = [await openShop(SEED_PACK, false), await openShop(SEED_PACK)];
    for (const shop of [closed, open]) {
      await shop.join([1n, null], [2n, 1n]);
      const [mine, his, back] = [shop.order(1n, 'ordinary', 10n * SV), shop.order(2n, 'vip', 399n * SV), shop.order(2n, 'ordinary', 5n * SV)];
      await shop.emit(shop.paid(mine), shop.confirmed(mine));
      await shop.infra.drain();
      await shop.emit(shop.paid(his, back), shop.confirmed(his, back), shop.refunded(back));
      await shop.infra.drain();
    }
    expect(await positionsIn(closed, [1n, 2n])).toEqual([1n, 2n].map((id) => ({ id, shares: 0n, locked: 0n })));
    expect(await closed.db.sql.rows('select 1 from rewards.grant')).toEqual([]);
    expect(await held(closed)).toHaveLength(4);
    await closed.infra.mount({ subscribers: [engine(true)], sweeps: [maturitySweep(closed.infra, true)] });
    await closed.infra.drain();
    expect(await held(closed)).toEqual([]);
    expect((await positionsIn(closed, [2n]))[0]).toEqual((await positionsIn(open, [2n]))[0]);
    // The referrer was no patron yet when his referee paid, for his own first order was held: he gets his own share value and 300, not the direct share.
    expect((await positionsIn(closed, [1n]))[0]).toEqual({ id: 1n, shares: 10n * SV, locked: 300n * SV });
    await closed.db.close();
    await open.db.close();
  }, 60_000);
});
