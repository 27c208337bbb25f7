/**
 * The demo's history: fourteen days of a small mall, lived through the real services and the real HTTP edge. Business time begins fourteen days
 * back and ends at now; the same seed makes the same history. An interrupted history starts over at the next start.
 */
import type { App } from '#app/app.ts';
import { setBirthOffset } from '#infra/clock.ts';
import { assert } from '#kernel/assert.ts';
import { catalogOf } from '#modules/catalog/index.ts';
import { describeCompany } from '#modules/disclosure/index.ts';
import { openSupply } from '#modules/economy/index.ts';
import { setStock } from '#modules/orders/index.ts';
import { currentRules, DEMO_PACK, installPack, type Rules } from '#modules/rules/index.ts';
import { applyLately, recordPapers } from './applications.ts';
import { type Cast, makeCast, memberPasswordHash } from './cast.ts';
import { renderPictures, seedCatalog, suppliersByKey } from './catalog.ts';
import company from './company.json' with { type: 'json' };
import { beginHistory, finishHistory, historyState, startOver } from './marker.ts';
import { join, type Member, nameMembers } from './members.ts';
import { DAY, DAYS, type History, MEMBERS, planHistory } from './plan.ts';
import { noonAfter, setPrice } from './prices.ts';
import { proposeGoods } from './proposals.ts';
import { forAll, openShop, type Shop, SYSTEM } from './shop.ts';
import { cutIntoSlots, type Moment, type Slot } from './timeline.ts';
import { confirm, type Parcel, pay, place, ship, shelvesOf } from './trade.ts';

const SEED = 20_260_101;
/** Requests in flight at once: the lanes gather them. */
const TOGETHER = 16;
const BEFORE_NOON_MS = 60 * 60_000;

interface Run {
  readonly shop: Shop;
  readonly cast: Cast;
  readonly rules: Rules;
  readonly history: History;
  readonly names: readonly string[];
  readonly passwordHash: string;
  readonly shelves: ReturnType<typeof shelvesOf>;
  readonly begin: Date;
  readonly members: Map<number, Member>;
  readonly parcels: Map<number, Parcel>;
  lastPrice: bigint | undefined;
}

/** Gives a newborn demo its history; nothing when it has one. `say` is told how far it is. The app's loops must not run yet. */
export async function seedDemo(app: App, say: (line: string) => void): Promise<void> {
  const { infra } = app;
  const state = await historyState(infra);
  if (state === 'complete') return;
  if (state === 'interrupted') {
    say('The demo history was interrupted; starting over.');
    await startOver(infra);
  }
  say(`Writing ${DAYS} days of demo history …`);
  await beginHistory(infra);
  await setBirthOffset(infra.sql, -DAYS * DAY);
  await infra.clock.refresh();
  const run = await prepare(app);
  let day = -1;
  for (const slot of cutIntoSlots(run.history)) {
    await live(run, slot);
    const today = Math.floor(slot.at / DAY);
    if (today > day && today % 2 === 0) say(`  day ${today} of ${DAYS}: ${run.members.size} members, ${run.parcels.size} orders`);
    day = today;
  }
  await comeBack(run);
  await proposeGoods(run.shop, run.cast.supplier('tea'));
  await applyLately(run.shop, run.cast);
  await finishHistory(infra);
}

/** Rules, people, goods, supply: what stands before the first member. */
async function prepare(app: App): Promise<Run> {
  const shop = openShop(app);
  const { infra } = app;
  const begin = infra.clock.now();
  await shop.unit((ctx) => installPack(infra, ctx, DEMO_PACK));
  const rules = await currentRules(infra.sql, infra.clock.now());
  await shop.unit((ctx) => openSupply(ctx));
  await shop.unit((ctx) => describeCompany(ctx, company));
  // Pictures keep one core busy and the people's passwords the other; seedCatalog finds them drawn.
  const [cast] = await Promise.all([makeCast(shop), renderPictures(infra.config.dataDir)]);
  await stockShelves(shop, cast);
  await catalogOf(infra).refresh();
  await recordPapers(shop, cast);
  return {
    shop, cast, rules, begin, history: planHistory(SEED), names: nameMembers(MEMBERS), passwordHash: await memberPasswordHash(infra), shelves: shelvesOf(shop),
    members: new Map(), parcels: new Map(), lastPrice: undefined,
  };
}

/** The goods with their pictures, and what is in stock of them. */
async function stockShelves(shop: Shop, cast: Cast): Promise<void> {
  const products = await seedCatalog(shop.app.infra, { origin: SYSTEM, suppliers: suppliersByKey((key) => cast.supplier(key)) });
  await shop.unit((ctx) => setStock(ctx, products.flatMap(({ bucket, skus }) => skus.map(({ skuId, stock }) => ({ bucket, skuId, available: stock })))));
}

/** Moves business time on to `target`, if it is not there yet, stopping before and at every noon on the way. */
async function passTo(run: Run, target: Date): Promise<void> {
  const { shop: { app }, rules } = run;
  const { clock } = app.infra;
  const goTo = async (instant: Date): Promise<void> => void (await clock.advance(Math.max(0, instant.getTime() - clock.now().getTime())));
  for (let noon = noonAfter(clock.now(), rules.airdrop.noonMs); noon <= target; noon = noonAfter(clock.now(), rules.airdrop.noonMs)) {
    await goTo(new Date(noon.getTime() - BEFORE_NOON_MS));
    await app.drain();
    run.lastPrice = (await setPrice(run.shop, run.cast, { noon, last: run.lastPrice, rules })) ?? run.lastPrice;
    await goTo(noon);
    await app.drain();
  }
  await goTo(target);
}

/** Does what falls into a slot: newcomers and orders with their payment at their times, then parcels and receipts. */
async function live(run: Run, slot: Slot): Promise<void> {
  const { shop, cast } = run;
  const { events } = shop.app.infra;
  for (const moment of slot.moments) {
    await passTo(run, new Date(run.begin.getTime() + moment.at));
    await welcome(run, moment);
  }
  await passTo(run, new Date(run.begin.getTime() + slot.at));
  await events.drain();
  await forAll(slot.ships, TOGETHER, (n) => ship(shop, cast, parcelOf(run, n)));
  await forAll(slot.confirms, TOGETHER, (n) => confirm(shop, parcelOf(run, n)));
  if (slot.confirms.length > 0) await events.drain();
}

/** Newcomers register one after the other; then whoever orders in this moment does so at once. */
async function welcome(run: Run, { joins, places }: Moment): Promise<void> {
  const { shop, members, parcels, history } = run;
  for (const { member, inviter } of joins) {
    members.set(member, await join(shop, { n: member, name: run.names[member] ?? '', inviter: inviter === null ? undefined : members.get(inviter), passwordHash: run.passwordHash }));
  }
  await forAll(places, TOGETHER, async (n) => {
    const purchase = history.purchases[n];
    const buyer = members.get(purchase?.member ?? -1);
    assert(purchase && buyer, 'whoever buys has joined');
    const parcel = await place(shop, { purchase, buyer, shelves: run.shelves, n });
    parcels.set(n, parcel);
    if (purchase.paidAt !== null) await pay(shop, parcel);
  });
}

function parcelOf(run: Run, n: number): Parcel {
  const parcel = run.parcels.get(n);
  assert(parcel, 'whatever travels was ordered');
  return parcel;
}

/** Lets business time catch up with wall time: the offset ends at 0. */
async function comeBack(run: Run): Promise<void> {
  const { infra } = run.shop.app;
  const { offsetMs } = await infra.sql.one<{ offsetMs: bigint }>('select offset_ms as "offsetMs" from infra.clock where only_row');
  assert(offsetMs <= 0n, 'the history ends no later than now');
  await passTo(run, infra.clock.wall());
  const left = await infra.sql.one<{ offsetMs: bigint }>('select offset_ms as "offsetMs" from infra.clock where only_row');
  await infra.clock.advance(Math.max(0, -Number(left.offsetMs)));
  await run.shop.app.drain();
}
