/**
 * What members and gateways may do, one step at a time: chosen by chance from what the model knows, done through the real routes, judged by the model.
 * A step that the rules refuse is as good as another: the refusal must be the one they name.
 */
import { type Answer, codeOf } from '#test/app.ts';
import { lookAtCheckouts, lookAtStock } from './checks.ts';
import { must, same } from './difference.ts';
import type { Member } from './people.ts';
import type { Channel } from './real.ts';
import { mayShare } from './rules.ts';
import type { Checkout, Goods } from './shop.ts';
import { expectAnswer, type Signed, type Step, type Word, type World } from './world.ts';

const DEMO_MEMBERS = 1_000;

export const join: Step = async ({ mall, model, dice, signed }) => {
  const { members } = model.people;
  if (members.length >= DEMO_MEMBERS) return undefined;
  const sharers = members.filter(({ level }) => mayShare(level));
  // Half of them invite through the same few, so that some rise.
  const inviter = dice.chance(0.05) ? undefined : dice.chance(0.5) ? dice.pick(sharers.slice(0, 3)) : dice.pick(sharers);
  const number = members.length + 1;
  const member = await mall.join({ phone: `139${String(number).padStart(8, '0')}`, inviter: inviter?.id ?? null });
  signed.set(model.people.join(member.memberId, inviter ?? null), member);
  return `member ${number} joins, invited by ${inviter?.name ?? 'nobody'}`;
};

function buyer({ model, dice, signed }: World): { member: Member; session: Signed } | undefined {
  const { members } = model.people;
  const member = dice.chance(0.5) ? dice.pick(members.slice(-40)) : dice.pick(members);
  const session = member && signed.get(member);
  return member && session ? { member, session } : undefined;
}

function wanted({ model, dice }: World): { goods: Goods; quantity: number }[] {
  const lines = dice.chance(0.7) ? 1 : 2 + dice.below(3);
  const packages = model.shop.goods.filter(({ zone }) => zone === 'vip');
  return Array.from({ length: lines }, () => {
    const goods = dice.pick(dice.chance(0.4) ? packages : model.shop.goods);
    must(goods !== undefined, 'something is on the shelf');
    return { goods, quantity: dice.chance(0.03) ? 30 : 1 + dice.below(3) };
  });
}

function ask(session: Signed, order: { key: string; asked: Checkout['asked'] }): Promise<Answer> {
  return session.post('/api/checkouts', {
    key: order.key, contactId: String(session.contactId), lines: order.asked.map(({ goods, quantity }) => ({ skuId: String(goods.skuId), quantity })),
  });
}

export const place: Step = async (world) => {
  const { mall, model } = world;
  const who = buyer(world);
  if (!who) return undefined;
  const asked = wanted(world);
  const key = `order-${String(++world.serial).padStart(8, '0')}`;
  const refusal = model.shop.refuses(asked);
  const answer = await ask(who.session, { key, asked });
  expectAnswer(answer, refusal);
  const { sql } = mall.t.infra;
  const what = `${who.member.name} orders ${asked.map(({ goods, quantity }) => `${quantity} of ${model.shop.goods.indexOf(goods)}`).join(', ')}`;
  if (refusal !== undefined) {
    await lookAtStock(sql, model);
    return `${what}: ${refusal}`;
  }
  const id = BigInt((answer.body as { checkoutId: string }).checkoutId);
  const orders = await sql.rows<{ id: bigint; skuIds: bigint[] }>(
    `select o.id, array_agg(l.sku_id) as "skuIds" from orders.checkout c cross join lateral unnest(c.order_ids) as k (id)
     join orders.orders o on o.bucket = ((k.id >> 12) & 1023)::int and o.id = k.id join orders.order_line l on l.bucket = o.bucket and l.order_id = o.id
     where c.bucket = (($1::bigint >> 12) & 1023)::int and c.id = $1 group by o.id`, [id]);
  const checkout = model.shop.place({ id, member: who.member, key, asked, now: mall.now(), orders });
  await lookAtCheckouts(sql, model, [checkout]);
  await lookAtStock(sql, model);
  return `${what}: checkout ${id}`;
};

/** The same key again: the same answer with the same input, a refusal with another. */
export const placeAgain: Step = async (world) => {
  const { dice, model, signed, mall } = world;
  const checkout = dice.recent(model.shop.checkouts);
  const session = checkout && signed.get(checkout.member);
  if (!checkout || !session) return undefined;
  const isOther = dice.chance(0.3);
  const asked = isOther ? checkout.asked.map((line) => ({ ...line, quantity: line.quantity + 1 })) : checkout.asked;
  const answer = await ask(session, { key: checkout.key, asked });
  if (isOther) {
    const code = answer.status === 200 ? 'none' : codeOf(answer);
    const refusal = model.shop.refuses(asked);
    must(code === 'orders.keyReused' || (code !== 'none' && code === refusal), `another input under a key is refused, not answered ${code}`);
  } else {
    expectAnswer(answer, undefined);
    same('the checkout of a key', (answer.body as { checkoutId: string }).checkoutId, String(checkout.id));
  }
  await lookAtStock(mall.t.infra.sql, model);
  return `checkout ${checkout.id} is asked for again${isOther ? ' with another input' : ''}`;
};

export const cancel: Step = async ({ dice, model, signed, mall }) => {
  const checkout = dice.chance(0.7) ? dice.recent([...model.shop.open]) : dice.recent(model.shop.checkouts);
  const session = checkout && signed.get(checkout.member);
  if (!checkout || !session) return undefined;
  const refusal = checkout.state === 'awaitingPayment' ? undefined : 'orders.checkoutNotOpen';
  expectAnswer(await session.post(`/api/checkouts/${checkout.id}/cancel`), refusal);
  if (refusal === undefined) model.shop.close(checkout);
  await lookAtCheckouts(mall.t.infra.sql, model, [checkout]);
  await lookAtStock(mall.t.infra.sql, model);
  return `checkout ${checkout.id} is cancelled${refusal ? `: ${refusal}` : ''}`;
};

export const begin: Step = async ({ dice, model, signed, mall }) => {
  const checkout = dice.chance(0.9) ? dice.recent([...model.shop.open]) : dice.recent(model.shop.checkouts);
  const session = checkout && signed.get(checkout.member);
  if (!checkout || !session) return undefined;
  const channel: Channel = dice.chance(0.7) ? 'demo' : 'other';
  const now = mall.now();
  const refusal = checkout.state === 'awaitingPayment' && checkout.payBefore > now ? undefined : 'orders.checkoutNotOpen';
  const answer = await session.post(`/api/checkouts/${checkout.id}/payments`, { channel });
  expectAnswer(answer, refusal);
  if (refusal === undefined) {
    const id = BigInt((answer.body as { attemptId: string }).attemptId);
    const standing = model.shop.standing(checkout, channel);
    if (standing) same('the attempt that stands', id, standing.id);
    else model.shop.begin({ id, checkout, channel, createdAt: now });
  }
  await lookAtCheckouts(mall.t.infra.sql, model, [checkout]);
  return `paying checkout ${checkout.id} by ${channel} begins${refusal ? `: ${refusal}` : ''}`;
};

/** At the gateway: the member pays, whatever we are told of it and when; or gives up there. Rarely money comes although the gateway had closed. */
export const payAtGateway: Step = async (world) => {
  const { dice, model } = world;
  const attempt = dice.chance(0.92) ? dice.recent([...model.shop.asking]) : dice.recent([...model.shop.attempts.values()]);
  if (!attempt || attempt.gateway === 'paid' || attempt.state === 'succeeded') return undefined;
  if (attempt.gateway === 'unpaid' && dice.chance(0.06)) {
    attempt.gateway = 'closed';
    return `the gateway gives attempt ${attempt.id} up`;
  }
  if (attempt.gateway === 'closed' && dice.chance(0.5)) return undefined;
  attempt.gateway = 'paid';
  attempt.number = `NUMBER${String(++world.serial).padStart(8, '0')}`;
  const words = dice.chance(0.08) ? 0 : dice.chance(0.8) ? 1 : 3;
  for (let count = 0; count < words; count++) world.words.push({ attempt, number: attempt.number, amountFen: attempt.checkout.totalFen });
  return `attempt ${attempt.id} is paid at the gateway, which says so ${words} times`;
};

/** A notification arrives: in any order, late, or one that does not fit. */
export const notify: Step = async (world) => {
  const { dice, mall, model } = world;
  const word = dice.chance(0.95) ? nextWord(world) : strayWord(world);
  if (!word) return undefined;
  const { attempt, ...said } = word;
  const answer = await mall.notify(attempt.channel as Channel, { ...said, attemptId: attempt.id });
  const fits = model.shop.notify(attempt, said);
  expectAnswer(answer, fits ? undefined : 'payments.notificationMismatch');
  await lookAtCheckouts(mall.t.infra.sql, model, [attempt.checkout]);
  return `attempt ${attempt.id} is told paid under ${said.number}: ${fits ? 'believed' : 'refused'}`;
};

function nextWord({ dice, words }: World): Word | undefined {
  const at = dice.chance(0.7) ? words.length - 1 : dice.below(words.length);
  return words.splice(at, 1)[0];
}

/** Something told before, another attempt's number, or a wrong amount. */
function strayWord({ dice, model }: World): Word | undefined {
  const attempts = [...model.shop.attempts.values()];
  const attempt = dice.recent(attempts);
  if (!attempt) return undefined;
  const number = (dice.chance(0.5) ? attempt : dice.pick(attempts))?.number ?? 'NUMBERUNHEARD';
  const { totalFen } = attempt.checkout;
  const isFalse = number !== attempt.number && !model.shop.isUsed(attempt.channel, number);
  return { attempt, number, amountFen: isFalse || dice.chance(0.5) ? totalFen + 1n : totalFen };
}
