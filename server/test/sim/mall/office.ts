/** What suppliers, staff and time do, one step at a time, as in buying.ts; and what the buyer does last, confirming receipt. */
import { formatDay } from '#kernel/day.ts';
import { lookAtCheckouts } from './checks.ts';
import { drain } from './drain.ts';
import type { StaffName } from './real.ts';
import { AFTER_SALES, DAILY, DAY, PAY_WITHIN, SHARE } from './rules.ts';
import type { Order } from './shop.ts';
import { expectAnswer, type Step, type World } from './world.ts';

export const ship: Step = async ({ dice, model, mall }) => {
  const paid = [...model.shop.onTheWay].filter(({ state }) => state === 'paid');
  const order = dice.chance(0.95) ? dice.pick(paid.slice(0, 20)) : dice.recent([...model.shop.orders.values()]);
  if (!order) return undefined;
  const supplier = order.supplier === null ? -1 : model.suppliers.indexOf(order.supplier);
  const isOthers = dice.chance(0.03);
  const desk = supplier < 0 ? 'operator' as const : `supplier${isOthers ? 1 - supplier : supplier}` as const;
  const url = `/api/${supplier < 0 ? 'console' : 'supplier'}/orders/${order.id}/ship`;
  const answer = await (await mall.staff(desk)).post(url, { carrier: 'sf', trackingNumber: `SF${order.id}` });
  const refusal = isOthers && supplier >= 0 ? 'orders.orderNotFound' : order.state === 'paid' ? undefined : 'orders.notPaid';
  expectAnswer(answer, refusal);
  if (refusal === undefined) model.shop.ship(order, mall.now());
  await lookAtCheckouts(mall.t.infra.sql, model, [order.checkout]);
  return `order ${order.id} is shipped${refusal ? `: ${refusal}` : ''}`;
};

export const confirm: Step = async ({ dice, model, mall, signed }) => {
  const shipped = [...model.shop.onTheWay].filter(({ state }) => state === 'shipped');
  const order: Order | undefined = dice.chance(0.93) ? dice.pick(shipped.slice(-20)) : dice.recent([...model.shop.orders.values()]);
  if (!order) return undefined;
  const isOthers = dice.chance(0.02);
  const session = signed.get(isOthers ? dice.pick(model.people.members) ?? order.checkout.member : order.checkout.member);
  if (!session) return undefined;
  const isHis = session.memberId === order.checkout.member.id;
  const refusal = !isHis ? 'orders.orderNotFound' : order.heldAt !== undefined && order.state === 'shipped' ? 'orders.caseOpen'
    : order.state === 'shipped' || order.state === 'confirmed' ? undefined : 'orders.notShipped';
  expectAnswer(await session.post(`/api/me/orders/${order.id}/confirm`), refusal);
  if (refusal === undefined && order.state === 'shipped') model.shop.confirm(order, mall.now());
  await lookAtCheckouts(mall.t.infra.sql, model, [order.checkout]);
  return `receipt of order ${order.id} is confirmed${refusal ? `: ${refusal}` : ''}`;
};

/** Prices of goods change, goods come and go, shelves are filled. Orders keep the terms of their moment. */
export const tend: Step = async ({ dice, model, mall }) => {
  const goods = dice.pick(model.shop.goods);
  if (!goods) return undefined;
  if (dice.chance(0.7)) {
    goods.left += dice.chance(0.9) ? 20 + dice.below(60) : 0;
    await mall.restock(goods);
    return `goods ${model.shop.goods.indexOf(goods)}: ${goods.left} on the shelf`;
  }
  if (dice.chance(0.3) || !goods.listed) goods.listed = !goods.listed;
  else {
    const isFace = goods.unitSv === goods.unitFen * 1_000_000n;
    goods.unitFen = goods.supplyFen + 1n + BigInt(dice.below(50_000));
    if (isFace) goods.unitSv = goods.unitFen * 1_000_000n;
  }
  await mall.edit(goods);
  return `goods ${model.shop.goods.indexOf(goods)}: ${goods.unitFen} fen, ${goods.listed ? 'on sale' : 'not on sale'}`;
};

/** An amount for a day: mostly the schedule's, or about what burns everything, or something odd. */
function amountFor({ dice, model }: World, price: bigint): bigint {
  const kind = dice.below(20);
  if (kind < 12) return DAILY;
  if (kind === 12) return 0n;
  if (kind === 13) return 1n + BigInt(dice.below(1_000));
  if (kind <= 16) return BigInt(1 + dice.below(1_000_000_000)) * BigInt(1 + dice.below(100));
  const all = (model.people.fund.eligibleShares() * SHARE) / price;
  if (kind === 17) return all * 12n < model.noon.pool ? all + BigInt(dice.below(3)) - (all > 0n ? 1n : 0n) : DAILY;
  if (kind === 18) return all * 12n < model.noon.pool ? all * 2n : DAILY / 3n;
  return dice.chance(0.1) ? model.noon.pool + BigInt(dice.below(2)) : DAILY;
}

function priceFor({ dice, model, firstPrice }: World, day: number): bigint {
  const before = [...model.noon.prices.values()].filter((plan) => plan.day < day).reduce((high, { price }) => (price > high ? price : high), firstPrice);
  const kind = dice.below(100);
  if (kind < 70) return before;
  if (kind < 88) return before + (before * BigInt(dice.below(20))) / 1_000n;
  // What the plan's days issue then burns much of what there is.
  if (kind < 95) return before < firstPrice * 100n ? before * BigInt(1 + dice.below(40)) : before;
  if (kind < 96) return 4_001n * SHARE;
  return before - BigInt(dice.below(3));
}

export const propose: Step = async (world) => {
  const { dice, model, mall } = world;
  const now = mall.now();
  const today = model.noon.today(now);
  const next = Math.max(model.noon.last + 1, today);
  const day = dice.chance(0.8) ? next : today - 1 + dice.below(11);
  const price = priceFor(world, day);
  const plan = { day, price, amount: amountFor(world, price) };
  const by = dice.chance(0.6) ? 'operator' : 'strategist';
  const refusal = model.noon.refuses(plan, now);
  const answer = await (await mall.staff(by)).post('/api/console/economy/proposals', { day: formatDay(day), priceAtoms: String(price), amountPts: String(plan.amount) });
  expectAnswer(answer, refusal);
  const what = `${by} proposes ${price} and ${plan.amount} for day ${day}`;
  if (refusal !== undefined) return `${what}: ${refusal}`;
  model.noon.propose({ ...plan, id: (answer.body as { approvalId: string }).approvalId, by }, now);
  return dice.chance(0.85) ? `${what}; ${await decide(world)}` : what;
};

export const decide: Step = async ({ dice, model, mall }) => {
  const proposal = dice.chance(0.9) ? model.noon.proposals.at(-1) : dice.recent(model.noon.proposals);
  if (!proposal) return undefined;
  const by = dice.chance(0.05) ? proposal.by as StaffName : dice.chance(0.5) || proposal.by === 'strategist' ? 'finance' : 'strategist';
  const isYes = dice.chance(0.93);
  const now = mall.now();
  if (by === 'operator') return undefined;
  const refusal = isYes ? model.noon.refusesApproval(proposal, by, now) : model.noon.refusesRejection(proposal, by, now);
  expectAnswer(await (await mall.staff(by)).post(`/api/console/economy/proposals/${proposal.id}/decision`, { decision: isYes ? 'approve' : 'reject', reason: 'simulation' }), refusal);
  if (refusal === undefined) {
    if (isYes) model.noon.approve(proposal);
    else proposal.isDecided = true;
  }
  return `${by} ${isYes ? 'approves' : 'rejects'} the price of day ${proposal.day}${refusal ? `: ${refusal}` : ''}`;
};

/** Time passes: a while, over a time-out, to just before or on a noon, to the end of a day, or many days. */
export const wait: Step = async (world) => {
  const { dice, model, mall } = world;
  const now = mall.now();
  const noon = model.noon.nextNoon(now);
  const kind = dice.below(100);
  if (kind < 6) return waitUntilDue(world);
  const ms = kind < 60 ? 1_000 + dice.below(240_000)
    : kind < 70 ? PAY_WITHIN - 2_000 + dice.below(4) * 1_000
      : kind < 78 ? 3_600_000 + dice.below(10_800_000)
        : kind < 84 ? noon - now - 1
          : kind < 92 ? noon - now
            : kind < 97 ? noon - now + 12 * 3_600_000 - 60_000 - dice.below(2)
              : dice.below(kind === 97 ? 9 : 3) * DAY + dice.below(DAY);
  await mall.pass(ms);
  return `${ms} ms pass: ${new Date(mall.now()).toISOString()}`;
};

/** To the very moment at which a checkout, a parcel or a case falls due or after-sales close, or a millisecond before; everything due is done there and then. */
async function waitUntilDue(world: World): Promise<string | undefined> {
  const { dice, model, mall } = world;
  const parcels = [...model.shop.onTheWay].filter(({ state }) => state === 'shipped').map(({ dueAt }) => dueAt);
  const checkouts = [...model.shop.open].map(({ payBefore }) => payBefore);
  const cases = [...model.cases.open].flatMap(({ dueAt }) => dueAt ?? []);
  const afterSales = [...model.shop.orders.values()].filter(({ state }) => state === 'confirmed').map(({ confirmedAt }) => confirmedAt + AFTER_SALES).filter((at) => at > mall.now());
  const due = dice.pick(dice.pick([parcels, checkouts, cases, afterSales]) ?? []);
  const left = (due ?? 0) - mall.now() - dice.below(2);
  if (left < 0) return undefined;
  await mall.pass(left);
  return `${left} ms pass, until something is due or nearly: ${new Date(mall.now()).toISOString()}; ${await drain(world)}`;
}
