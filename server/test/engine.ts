/** A shop in which members and orders exist only as events, as the engine sees them; and what must come of them, worked out without any of its machinery. */
import fc from 'fast-check';
import type { DomainEvent, EventPayload } from '#app/events.ts';
import { formatDay } from '#kernel/day.ts';
import { type Level, rankOf } from '#kernel/level.ts';
import { rewardsModule } from '#modules/rewards/index.ts';
import { HELD_REASONS, installPack, SEED_PACK } from '#modules/rules/index.ts';
import { testDatabase } from '#test/database.ts';

export const origin = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
export type Order = EventPayload<'orders.confirmed'>['orders'][number];
export type Zone = 'ordinary' | 'vip';

export const SV = 100_000_000n;

/** Opens a shop on a database of its own; unless `open`, grants are held. */
export async function openShop(pack: unknown = SEED_PACK, open = true) {
  const db = await testDatabase();
  const infra = await db.infra();
  await infra.unit(origin, (ctx) => installPack(infra, ctx, pack));
  await infra.mount(rewardsModule(infra, { held: open ? [] : HELD_REASONS }));
  let orders = 900_000n;
  const emit = async (...events: DomainEvent[]): Promise<void> => {
    await infra.unit(origin, async (ctx) => events.forEach((event) => ctx.emit(event)));
  };
  const registered = (memberId: bigint, referrerId: bigint | null, adultOn?: number): DomainEvent =>
    ({ type: 'members.registered', bucket: 0, payload: { memberId: String(memberId), referrerId: referrerId === null ? null : String(referrerId), ...(adultOn === undefined ? {} : { adultOn: formatDay(adultOn) }) } });
  const order = (memberId: bigint, zone: Zone, sv: bigint, totalFen = 0): Order => {
    orders += 1n;
    return {
      orderId: String(orders), checkoutId: String(orders), memberId: String(memberId), supplierId: null, totalFen: String(totalFen), confirmedAt: infra.clock.now().toISOString(),
      lines: [{ productId: '1', skuId: '1', quantity: 1, unitFen: '0', supplyFen: '0', unitSv: String(sv), zone }],
    };
  };
  const paid = (...all: Order[]): DomainEvent => ({ type: 'orders.paid', bucket: 0, payload: { orders: all.map(({ confirmedAt, ...rest }) => ({ ...rest, paidAt: confirmedAt })) } });
  const confirmed = (...all: Order[]): DomainEvent => ({ type: 'orders.confirmed', bucket: 0, payload: { orders: all } });
  const refunded = (...all: Order[]): DomainEvent => ({ type: 'orders.refunded', bucket: 0, payload: { orders: all.map(({ confirmedAt, ...rest }) => ({ ...rest, refundedAt: confirmedAt, stage: 'confirmed' as const })) } });
  const exist = (...memberIds: bigint[]) => db.sql.run(
    'insert into members.member (id, phone, joined_at) select id, id::text, $2 from unnest($1::bigint[]) as m (id)', [memberIds, infra.clock.now()]);
  return { db, infra, emit, registered, order, paid, confirmed, refunded, exist, async join(...pairs: [bigint, bigint | null][]) {
    await exist(...pairs.map(([id]) => id));
    await emit(...pairs.map(([id, referrer]) => registered(id, referrer)));
  } };
}
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Thresholds low enough for a dozen members to reach every level. */
export const easyPack = (() => {
  const pack = structuredClone(SEED_PACK) as { name: string; parameters: Record<string, { value: string; paragraph: string }> };
  pack.name = 'easy';
  for (const level of ['patron', 'vip', 'shopkeeper', 'dealer', 'partner']) pack.parameters[`repurchase.${level}.amount`] = { value: '1', paragraph: 'R4.8.1' };
  for (const [key, value] of [['level.shopkeeper.direct_vip', '2'], ['level.shopkeeper.team_vip', '3'], ['level.dealer.direct_shopkeeper', '1'], ['level.partner.direct_dealer', '1']] as const) {
    pack.parameters[key] = { value, paragraph: 'R4.3.3' };
  }
  return pack;
})();

export interface NaiveOrder { readonly order: Order; readonly buyer: number; readonly zone: Zone; readonly sv: bigint; readonly fen: number; readonly payees: readonly { id: number; percent: bigint }[]; state: 'paid' | 'granted' | 'refunded'; gave: [number, bigint][] }
export interface NaiveMember { referrer: number; adultOn: number; orders: NaiveOrder[]; shares: bigint; locked: bigint; activation: { unlocked: bigint; bonus: [number, bigint] | null } | null }

/** The whole meaning once more, without any of its machinery: everything is worked out from the list of what happened. */
export function makeNaive() {
  let today = 0;
  const members = new Map<number, NaiveMember>();
  const standing = (id: number): NaiveOrder[] => (members.get(id)?.orders ?? []).filter(({ state }) => state === 'granted');
  const hasPackage = (id: number): boolean => standing(id).some(({ zone }) => zone === 'vip');
  const level = (id: number): Level => {
    const direct = [...members].filter(([, m]) => m.referrer === id).map(([child]) => child);
    if (!hasPackage(id)) return standing(id).length > 0 ? 'patron' : 'registered';
    const count = (least: Level) => direct.filter((child) => rankOf(level(child)) >= rankOf(least)).length;
    const team = (of: number): number => [...members].filter(([, m]) => m.referrer === of).reduce((sum, [child]) => sum + team(child) + (rankOf(level(child)) >= rankOf('vip') ? 1 : 0), 0);
    if (count('dealer') >= 1) return 'partner';
    if (count('shopkeeper') >= 1) return 'dealer';
    return count('vip') >= 2 && team(id) >= 3 ? 'shopkeeper' : 'vip';
  };
  const EXTRA: Record<Level, bigint> = { registered: 0n, patron: 0n, vip: 0n, shopkeeper: 10n, dealer: 15n, partner: 20n };
  const add = ([id, amount]: [number, bigint]): void => {
    const member = members.get(id);
    if (member) member.shares += amount;
  };
  return {
    members, level,
    setToday: (day: number) => { today = day; },
    register: (id: number, referrer: number, adultOn = 0) => void members.set(id, { referrer, adultOn, orders: [], shares: 0n, locked: adultOn > today ? 0n : 300n * SV, activation: null }),
    pay(order: Order, facts: Pick<NaiveOrder, 'buyer' | 'zone' | 'sv' | 'fen'>): NaiveOrder {
      const payees: { id: number; percent: bigint }[] = [];
      let highest = 0n;
      for (let id = members.get(facts.buyer)?.referrer ?? 0, direct = true; id !== 0; id = members.get(id)?.referrer ?? 0, direct = false) {
        if ((members.get(id)?.adultOn ?? 0) > today) continue;
        const his = level(id);
        const percent = (direct && his !== 'registered' ? 40n : 0n) + (EXTRA[his] > highest ? EXTRA[his] - highest : 0n);
        highest = EXTRA[his] > highest ? EXTRA[his] : highest;
        payees.push({ id, percent });
      }
      // What a minor buys is nothing to anybody.
      const paid: NaiveOrder = { ...facts, order, payees, state: (members.get(facts.buyer)?.adultOn ?? 0) > today ? 'refunded' : 'paid', gave: [] };
      members.get(facts.buyer)?.orders.push(paid);
      return paid;
    },
    confirm(order: NaiveOrder) {
      const member = members.get(order.buyer);
      if (!member || order.state !== 'paid') return;
      const isFirst = order.zone === 'vip' && !hasPackage(order.buyer);
      order.state = 'granted';
      const gain = order.zone === 'vip' ? order.sv * 2n : order.sv;
      order.gave = [[order.buyer, gain], ...order.payees.map(({ id, percent }): [number, bigint] => [id, (gain * percent) / 100n])];
      order.gave.forEach(add);
      if (!isFirst) return;
      const [direct] = order.payees;
      // Whether he may share was decided at payment: his direct share says so.
      member.activation = { unlocked: member.locked, bonus: direct && direct.percent >= 40n ? [direct.id, 100n * SV] : null };
      member.shares += member.locked;
      member.locked = 0n;
      if (member.activation.bonus) add(member.activation.bonus);
    },
    refund(order: NaiveOrder) {
      const member = members.get(order.buyer);
      if (!member || order.state === 'refunded') return;
      const had = hasPackage(order.buyer);
      order.state = 'refunded';
      for (const [id, amount] of order.gave) add([id, -amount]);
      if (!had || hasPackage(order.buyer) || !member.activation) return;
      const { unlocked, bonus } = member.activation;
      member.activation = null;
      member.shares -= unlocked;
      member.locked += unlocked;
      if (bonus) add([bonus[0], -bonus[1]]);
    },
    /** Noons left and fen counted, with 1 yuan for 30 noons and no noon run. */
    window(id: number): { noons: number; fen: number } | null {
      const [first, ...later] = (members.get(id)?.orders ?? []).filter(({ state }) => state !== 'refunded');
      const sum = later.reduce((total, { fen }) => total + fen, 0);
      return first ? { noons: Math.min(90, 30 + 30 * Math.floor(sum / 100)), fen: sum % 100 } : null;
    },
  };
}

export interface Happening { kind: 'register' | 'pay' | 'confirm' | 'refund'; pick: number; zone: Zone; sv: bigint }
export const histories = fc.sample(fc.array(fc.record<Happening>({
  kind: fc.constantFrom(...(['register', 'register', 'register', 'register', 'pay', 'pay', 'pay', 'pay', 'pay', 'confirm', 'confirm', 'confirm', 'confirm', 'confirm', 'refund'] as const)), pick: fc.nat(),
  zone: fc.constantFrom('vip', 'vip', 'ordinary'), sv: fc.bigInt(0n, 5_000n * SV),
}), { minLength: 220, maxLength: 300 }), { numRuns: 3, seed: 4 });
