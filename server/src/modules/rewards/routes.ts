/** Staff see what an order paid to whom and why; members read the same on their statement (airdrop), and here what their purchases do to their window. */
import { Type } from 'typebox';
import { assert } from '#kernel/assert.ts';
import { formatDay } from '#kernel/day.ts';
import { parseId } from '#kernel/id.ts';
import { LEVELS } from '#kernel/level.ts';
import { type Http, memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, Day, IdText, Instant, Nullable } from '#infra/schemas.ts';
import type { KeptReason } from '#modules/airdrop/index.ts';
import { getMember, minorUntil } from '#modules/members/index.ts';
import { currentRules, HELD_REASONS, type HeldReason } from '#modules/rules/index.ts';
import { type Explained, rewardsOfOrder, windowOf } from './service.ts';
import { heldOf, sumHeld } from './store.ts';

/** What a page shows of what is held. */
const SHOWN = 100;
const Step = Type.Object({ key: Type.String(), params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])) });
const Payee = Type.Object({ memberId: IdText, level: Type.String(), distance: Type.Integer(), directPpm: Type.Integer(), extraPpm: Type.Integer() });
const Grant = Type.Object({
  kind: Type.String(), memberId: IdText, amount: Atoms, lineId: IdText,
  event: Type.Object({ type: Type.String(), position: Type.String(), at: Instant }),
  rule: Type.Object({ version: Type.Integer(), pack: Type.String(), paragraph: Type.String() }),
  steps: Type.Array(Step),
  /** What the refund of the order took back of it; null while it stands. */
  undone: Nullable(Type.Object({
    sv: Atoms, pts: Atoms, owedPts: Atoms, lineId: IdText, event: Type.Object({ type: Type.String(), position: Type.String(), at: Instant }), steps: Type.Array(Step),
  })),
});
const HeldBecause = Type.Array(Type.Enum([...HELD_REASONS]), { description: 'Why this database grants nothing now; empty when it does' });
const Answer = Type.Object({ heldUntil: Nullable(Instant), heldBecause: HeldBecause, orderId: IdText, buyerId: IdText, ruleVersion: Type.Integer(), granted: Type.Boolean(), refunded: Type.Boolean(), payees: Type.Array(Payee), grants: Type.Array(Grant) });

/** `held` says why nothing is granted in this database; empty when grants are made. */
export function rewardsRoutes(http: Http, infra: Infra, held: readonly HeldReason[]): void {
  http.get('/api/console/orders/:id/rewards', {
    schema: { tags: ['rewards'], summary: 'Payees frozen at payment, and every grant with its arithmetic', params: Type.Object({ id: IdText }), response: { 200: Answer } },
    config: { guard: { act: 'orders.read', of: 'platform' } },
  }, async (request) => {
    const orderId = parseId(request.params.id);
    assert(orderId !== undefined, 'the schema admits only ids');
    const { frozen, heldUntil, grants } = await rewardsOfOrder(infra.sql, orderId);
    return {
      heldUntil: heldUntil?.toISOString() ?? null, heldBecause: [...held],
      orderId: String(frozen.orderId), buyerId: String(frozen.memberId), ruleVersion: frozen.ruleVersion, granted: frozen.grantedPosition !== null, refunded: frozen.refundedPosition !== null,
      payees: frozen.payees.map((payee) => ({ ...payee, memberId: String(payee.memberId), directPpm: Number(payee.directPpm), extraPpm: Number(payee.extraPpm) })),
      grants: grants.map(grantView),
    };
  });
  standingRoute(http, infra, held);
  heldRoutes(http, infra, held);
  windowRoute(http, infra);
}

const stepsView = (steps: KeptReason['steps']) => steps.map(({ key, params }) => ({ key, params: { ...params } }));

function grantView({ kind, memberId, amount, lineId, reason: { event, rule, steps }, undone }: Explained) {
  assert(event && rule, 'a grant follows from an event under a rule');
  return {
    kind, memberId: String(memberId), amount: String(amount), lineId: String(lineId), event: { ...event }, rule: { ...rule }, steps: stepsView(steps), undone: undone && undoneView(undone),
  };
}

function undoneView({ sv, pts, owedPts, lineId, reason: { event, steps } }: NonNullable<Explained['undone']>) {
  assert(event, 'a refund is an event');
  return { sv: String(sv), pts: String(pts), owedPts: String(owedPts), lineId: String(lineId), event: { ...event }, steps: stepsView(steps) };
}

/** What a screen must know before it may speak of share value, points, levels or invitations to whoever reads it. */
function standingRoute(http: Http, infra: Infra, held: readonly HeldReason[]): void {
  http.get('/api/rewards/standing', {
    schema: {
      tags: ['rewards'], summary: 'Whether the caller earns in this shop, a visitor as an adult who would register', response: { 200: Type.Object({
        demo: Type.Boolean({ description: 'Payments are simulated, and nothing is worth anything' }),
        held: Type.Boolean({ description: 'Nothing is granted in this shop for now' }),
        adultOn: Nullable({ ...Day, description: 'Of a minor: the day from which he may earn' }),
        registeredSv: Atoms,
      }) },
    },
    config: { guard: 'public' },
  }, async ({ actor }) => {
    const now = infra.clock.now();
    const [rules, member] = await Promise.all([currentRules(infra.sql, now), actor.kind === 'member' ? getMember(infra.sql, actor.accountId) : undefined]);
    const adultOn = member === undefined ? null : minorUntil(member, now);
    return { demo: infra.config.mode === 'demo', held: held.length > 0, adultOn: adultOn === null ? null : formatDay(adultOn), registeredSv: String(rules.registerBonusSv) };
  });
}

function heldRoutes(http: Http, infra: Infra, held: readonly HeldReason[]): void {
  http.get('/api/console/rewards/held', {
    schema: {
      tags: ['rewards'], summary: 'What is granted later: after the days of the rules, and not before grants are made at all',
      response: { 200: Type.Object({ heldBecause: HeldBecause, orders: Type.Integer(), registrations: Type.Integer(), gainSv: Atoms }) },
    },
    config: { guard: { act: 'economy.read', of: 'platform' } },
  }, async () => {
    const { orders, registrations, gainSv } = await sumHeld(infra.sql);
    return { heldBecause: [...held], orders: Number(orders), registrations: Number(registrations), gainSv: String(gainSv) };
  });

  http.get('/api/me/held-rewards', {
    schema: {
      tags: ['rewards'], summary: 'What the member gets later for what he bought, soonest first', response: { 200: Type.Object({
        paused: Type.Boolean({ description: 'Nothing is granted in this shop for now' }),
        items: Type.Array(Type.Object({ orderId: Nullable(IdText), gainSv: Atoms, from: Instant })),
      }) },
    },
    config: { guard: { act: 'airdrop.read', of: 'member' } },
  }, async (request) => ({
    paused: held.length > 0,
    items: (await heldOf(infra.sql, memberOf(request).accountId, SHOWN)).map(({ sourceId, facts, gainSv, dueAt }) => ({ orderId: facts === null ? null : String(sourceId), gainSv: String(gainSv), from: dueAt.toISOString() })),
  }));
}

const WindowAnswer = Type.Object({
  state: Type.Enum(['none', 'open', 'paused'], { description: 'none: no purchase yet; paused: the window is over, share value is kept and takes no part' }),
  noonsLeft: Type.Integer({ minimum: 0 }),
  /** Last noon of the window; in the past when paused. */
  lastNoon: Nullable(Day),
  counts: Type.Array(Type.Enum(['orders']), { description: 'What counts towards an extension: paid orders; a refund takes back what its order counted' }),
  level: Type.Enum([...LEVELS]),
  /** What this level spends for one extension; null while the rules leave it unset: then nothing extends. */
  thresholdFen: Nullable(Atoms),
  accumulatedFen: Atoms,
  /** What is missing to the next extension. */
  missingFen: Nullable(Atoms),
  firstNoons: Type.Integer(), extensionNoons: Type.Integer(), mostNoons: Type.Integer({ description: 'Noons from now beyond which nothing extends' }),
});

function windowRoute(http: Http, infra: Infra): void {
  http.get('/api/me/window', {
    schema: { tags: ['rewards'], summary: 'Noons left to the member, and what extends them', response: { 200: WindowAnswer } },
    config: { guard: { act: 'airdrop.read', of: 'member' } },
  }, async (request) => {
    const { state, noonsLeft, lastNoon, level, thresholdFen, accumulatedFen, repurchase: { noons, mostNoons } } = await windowOf(infra.sql, memberOf(request).accountId, infra.clock.now());
    return {
      state, noonsLeft, lastNoon: lastNoon === null ? null : formatDay(lastNoon), counts: ['orders' as const], level,
      thresholdFen: thresholdFen === null ? null : String(thresholdFen), accumulatedFen: String(accumulatedFen),
      missingFen: thresholdFen === null ? null : String(accumulatedFen < thresholdFen ? thresholdFen - accumulatedFen : 0n), firstNoons: noons, extensionNoons: noons, mostNoons,
    };
  });
}
