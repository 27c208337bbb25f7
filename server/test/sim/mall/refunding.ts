/** Money back and after-sales, one step at a time, as in buying.ts. And members who spend points, so that not all can be taken back at once. */
import { bucketOf } from '#kernel/id.ts';
import { settled } from '#modules/airdrop/index.ts';
import { post } from '#modules/ledger/index.ts';
import { type Act, type Case, turnOf } from './cases.ts';
import { lookAtCases, lookAtCheckouts, lookAtStock } from './checks.ts';
import type { Caller } from './real.ts';
import { AFTER_SALES, at } from './rules.ts';
import type { Order } from './shop.ts';
import { expectAnswer, type Step, type World } from './world.ts';

const REASON = 'changedMind';

async function look({ mall, model }: World, order: Order): Promise<void> {
  const { sql } = mall.t.infra;
  await lookAtCheckouts(sql, model, [order.checkout]);
  await lookAtCases(sql, model.cases.cases.filter((one) => one.order === order));
  await lookAtStock(sql, model);
}

/** His own session, or rarely another's. */
function asMember({ dice, model, signed }: World, order: Order): { session: Caller; isHis: boolean } | undefined {
  const { member } = order.checkout;
  const who = dice.chance(0.03) ? dice.pick(model.people.members) ?? member : member;
  const session = signed.get(who);
  return session && { session, isHis: who === member };
}

export const takeMoneyBack: Step = async (world) => {
  const { dice, model } = world;
  const paid = [...model.shop.onTheWay].filter(({ state }) => state === 'paid');
  const order = dice.chance(0.9) ? dice.pick(paid) : dice.recent([...model.shop.orders.values()]);
  const as = order && asMember(world, order);
  if (!order || !as) return undefined;
  const refusal = as.isHis ? model.cases.refusesRefund(order) : 'orders.orderNotFound';
  const answer = await as.session.post(`/api/me/orders/${order.id}/refund`, { reason: REASON });
  expectAnswer(answer, refusal);
  if (refusal === undefined) {
    model.cases.record(BigInt((answer.body as { caseId: string }).caseId), order);
    model.shop.refund(order, true);
  }
  await look(world, order);
  return `the money of order ${order.id} is taken back${refusal ? `: ${refusal}` : ''}`;
};

/** Orders that may have a case, more often those on which most stands: packages, and what paid or lifted somebody above VIP. */
function disputable({ dice, model, mall }: World): Order | undefined {
  const orders = [...model.shop.orders.values()];
  if (dice.chance(0.08)) return dice.recent(orders);
  const open = orders.filter((order) => model.cases.refusesCase(order, mall.now()) === undefined);
  const packages = open.filter(({ lines }) => lines.some(({ goods }) => goods.zone === 'vip'));
  const { members, grants } = model.people;
  const climbers = new Set(members.filter(({ level }) => at(level) > at('vip')));
  const climbed = open.filter((order) => packages.includes(order) && order.checkout.member.inviter !== null && climbers.has(order.checkout.member.inviter));
  const differential = open.filter(({ id }) => grants.get(id)?.some(({ kind }) => kind === 'differential'));
  const kinds = [open, packages, climbed, differential].filter(({ length }) => length > 0);
  return dice.pick(dice.pick(kinds) ?? []);
}

export const openCase: Step = async (world) => {
  const order = disputable(world);
  return order && ask(world, order);
};

/** In the last millisecond of after-sales, or in the first one after it. */
export const openCaseLate: Step = async (world) => {
  const { dice, model, mall } = world;
  const order = dice.pick([...model.shop.orders.values()].filter(({ state, confirmedAt }) => state === 'confirmed' && confirmedAt + AFTER_SALES - 1 > mall.now()));
  if (!order) return undefined;
  await mall.pass(order.confirmedAt + AFTER_SALES - mall.now() - dice.below(2));
  return ask(world, order);
};

async function ask(world: World, order: Order): Promise<string | undefined> {
  const { dice, model, mall } = world;
  const as = asMember(world, order);
  if (!as) return undefined;
  const kind = dice.chance(0.5) ? 'refund' : 'return';
  const now = mall.now();
  const refusal = as.isHis ? model.cases.refusesCase(order, now) : 'orders.orderNotFound';
  const answer = await as.session.post('/api/me/aftersales', { orderId: String(order.id), kind, reason: REASON });
  expectAnswer(answer, refusal);
  if (refusal === undefined) model.cases.begin({ id: BigInt((answer.body as { caseId: string }).caseId), order, kind }, now);
  await look(world, order);
  return `a case (${kind}) about order ${order.id}, ${order.state}, is opened${refusal ? `: ${refusal}` : ''}`;
}

function pickCase({ dice, model }: World, isMine: (one: Case) => boolean): Case | undefined {
  return dice.chance(0.95) ? dice.pick([...model.cases.open].filter(isMine)) : dice.recent(model.cases.cases);
}

/** A supplier or the platform decides, whose turn it is or not. */
export const decideCase: Step = async (world) => {
  const { dice, model, mall } = world;
  const one = pickCase(world, (open) => turnOf(open) !== 'member');
  if (!one) return undefined;
  const { order } = one;
  const supplier = order.supplier === null ? -1 : model.suppliers.indexOf(order.supplier);
  const isPlatform = supplier < 0 || one.state === 'escalated' ? !dice.chance(0.03) : dice.chance(0.2);
  const isOthers = !isPlatform && (supplier < 0 || dice.chance(0.03));
  const desk = isPlatform ? 'operator' as const : `supplier${isOthers ? Math.abs(1 - supplier) % 2 : supplier}` as const;
  const act: Act = dice.chance(0.7) ? 'agree' : 'refuse';
  const restock = dice.chance(0.5);
  const state = isOthers ? undefined : model.cases.after(one, isPlatform ? 'platform' : 'supplier', act);
  const refusal = isOthers ? 'aftersales.caseNotFound' : state === undefined ? 'aftersales.notNow' : undefined;
  const body = act === 'agree' ? { message: 'to the shop', restock } : { message: 'no' };
  expectAnswer(await (await mall.staff(desk)).post(`/api/${isPlatform ? 'console' : 'supplier'}/aftersales/${one.id}/${act}`, body), refusal);
  if (state !== undefined) model.cases.come(one, state, mall.now(), restock);
  await look(world, order);
  return `${desk} decides case ${one.id} of order ${order.id}: ${refusal ?? state}`;
};

/** The member gives up, calls the platform, or sends the goods back. */
export const tellCase: Step = async (world) => {
  const { dice, model, mall } = world;
  const one = pickCase(world, (open) => turnOf(open) === 'member' || dice.chance(0.1));
  const as = one && asMember(world, one.order);
  if (!one || !as) return undefined;
  const likely: Act = one.state === 'returning' ? 'parcel' : one.state === 'refused' ? 'escalate' : 'withdraw';
  const act = dice.chance(0.8) ? likely : dice.pick(['parcel', 'escalate', 'withdraw'] as const) ?? likely;
  const state = as.isHis ? model.cases.after(one, 'member', act) : undefined;
  const refusal = !as.isHis ? 'aftersales.caseNotFound' : state === undefined ? 'aftersales.notNow' : undefined;
  const body = act === 'parcel' ? { carrier: 'sf', trackingNumber: `SF${one.id}` } : act === 'escalate' ? { message: 'please' } : {};
  expectAnswer(await as.session.post(`/api/me/aftersales/${one.id}/${act}`, body), refusal);
  if (state !== undefined) model.cases.come(one, state, mall.now());
  await look(world, one.order);
  return `the member of case ${one.id} does ${act}: ${refusal ?? state}`;
};

/** The platform refunds whatever stage, with an open case or without. */
export const refundForMember: Step = async (world) => {
  const { dice, model, mall } = world;
  const order = dice.chance(0.3) ? dice.pick([...model.cases.open])?.order : disputable(world);
  if (!order) return undefined;
  const now = mall.now();
  const refusal = model.cases.refusesByPlatform(order, now);
  const restock = dice.chance(0.5);
  const answer = await (await mall.staff('operator')).post(`/api/console/orders/${order.id}/refund`, { message: 'goodwill', restock });
  expectAnswer(answer, refusal);
  if (refusal === undefined) {
    const goesBack = restock || order.state === 'paid';
    const open = model.cases.openOf(order);
    const id = BigInt((answer.body as { caseId: string }).caseId);
    if (open) model.cases.come(open, 'refunded', now, goesBack);
    else {
      model.cases.record(id, order);
      model.shop.refund(order, goesBack);
    }
  }
  await look(world, order);
  return `the platform refunds order ${order.id}${refusal ? `: ${refusal}` : ''}`;
};

/** A person takes up a refund that its gateway could not send, or thinks he must. */
export const retryRefund: Step = async ({ dice, model, mall }) => {
  const asked = [...model.shop.backs.values()].filter(({ refundId }) => refundId !== undefined);
  const back = dice.pick(dice.chance(0.9) ? asked.filter(({ state }) => state === 'failed') : asked);
  if (!back) return undefined;
  const refusal = back.state === 'failed' || back.state === 'asked' ? undefined : 'payments.refundUnderWay';
  expectAnswer(await (await mall.staff('finance')).post(`/api/console/refunds/${back.refundId}/retry`, {}), refusal);
  if (refusal === undefined) Object.assign(back, { state: 'asked', queries: 0 });
  await lookAtCheckouts(mall.t.infra.sql, model, [back.attempt.checkout]);
  return `refund ${back.refundId} is taken up again${refusal ? `: ${refusal}` : ''}`;
};

/** Points leave an account for somebody outside, after everything told has been applied. */
export const spendPoints: Step = async ({ dice, model, mall }) => {
  const { people } = model;
  const rich = people.members.filter((member) => member.isKnown && (member.account > 0n || people.fund.balance(member.name).points > member.earned));
  const member = dice.pick(rich);
  if (!member) return undefined;
  const has = member.account + people.fund.balance(member.name).points - member.earned - people.netted(member);
  const points = dice.chance(0.85) ? has : (has * BigInt(dice.below(100))) / 100n;
  if (points === 0n) return undefined;
  await mall.t.unit(async (ctx) => {
    const account = (await settled(ctx, [member.id])).get(member.id);
    if (!account) throw new Error('a member has an account');
    await post(ctx, [{ bucket: bucketOf(member.id), eventPosition: null, ruleVersion: null, memo: 'simulation', transfers: [{ debit: account, credit: { kind: 'treasury', holder: 0n }, amount: points }] }]);
  });
  people.spend(member, points);
  return `${member.name} spends ${points} points`;
};
