/** Price and noon for the console and for members; the member's overview of assets, which shows the price, stands here too. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Http, memberOf, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Day, IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { localeOf, makeTranslator } from '#infra/texts.ts';
import { dayOf, formatDay, parseDay } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import { currentDay, listAirdrops, listNoons, positionOf } from '#modules/airdrop/index.ts';
import { type AccountId, listApprovals, namesOf } from '#modules/identity/index.ts';
import { balanceOf } from '#modules/ledger/index.ts';
import { currentRules } from '#modules/rules/index.ts';
import { errors, type Plan } from './domain.ts';
import { previewPlan, readTotals } from './reads.ts';
import { advanceToNoon, decidePrice, nextNoon, planOf, proposePrice } from './service.ts';
import * as store from './store.ts';
import texts from './texts.json' with { type: 'json' };
import {
  AssetsView, bandView, EconomyView, fundView, GuidePriceView, guidePriceView, NoonView, noonView, PlanBody, PreviewView, previewView, setPriceView,
} from './views.ts';

const HISTORY = 30;
const PENDING = 50;
const UPCOMING = 14;
const translate = makeTranslator([texts]);
const Cursor = { ...PageQuery, cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })) };

/** The plan of a request. Refusal: economy.noSuchDay, since a schema cannot tell the 31st of February. */
function planIn(body: { day: string; priceAtoms: string; amountPts: string }): Plan {
  if (Number.isNaN(Date.parse(body.day)) || new Date(body.day).toISOString().slice(0, 10) !== body.day) throw errors.noSuchDay({ day: body.day });
  return { day: parseDay(body.day), price: BigInt(body.priceAtoms), amount: BigInt(body.amountPts) };
}

async function namesFor(infra: Infra, rows: readonly store.PriceRow[]): Promise<Map<bigint, string>> {
  return namesOf(infra.sql, [...new Set(rows.flatMap((row) => [row.proposedBy, row.approvedBy]))] as AccountId[]);
}

/** All routes of the module. */
export function economyRoutes(http: Http, infra: Infra): void {
  memberRoutes(http, infra);
  readRoutes(http, infra);
  priceRoutes(http, infra);
}

function memberRoutes(http: Http, infra: Infra): void {
  http.get('/api/price', {
    schema: { tags: ['economy'], summary: 'Today\'s guide price, who set it, and those before', response: { 200: Type.Object({ today: Nullable(GuidePriceView), history: Type.Array(GuidePriceView) }) } },
    config: { guard: 'public' },
  }, async () => {
    const today = dayOf(infra.clock.now());
    const rows = await store.listPrices(infra.sql, { before: today + 1, limit: HISTORY });
    const names = await namesFor(infra, rows);
    const current = rows.find((row) => row.day === today);
    return { today: current ? guidePriceView(current, names) : null, history: rows.map((row) => guidePriceView(row, names)) };
  });

  http.get('/api/me/assets', {
    schema: { tags: ['airdrop'], summary: 'Share value, points, window and today\'s price', response: { 200: AssetsView } },
    config: { guard: { act: 'airdrop.read', of: 'member' } },
  }, async (request) => {
    const { accountId } = memberOf(request);
    const position = await positionOf(infra.sql, accountId);
    const { available } = await balanceOf(infra.sql, { bucket: bucketOf(accountId), holder: accountId, kind: 'memberPoints' });
    const [last] = (await listAirdrops(infra.sql, { memberId: accountId, limit: 1 })).lines;
    const price = await store.findPrice(infra.sql, dayOf(infra.clock.now()));
    const names = price ? await namesFor(infra, [price]) : new Map<bigint, string>();
    const { shares, locked, eligible, until } = position;
    const ran = await currentDay(infra.sql);
    return {
      sv: { active: String(eligible ? shares : 0n), locked: String(locked), paused: String(eligible ? 0n : shares) }, points: { available: String(available + position.accrued) },
      eligibleUntil: until === null ? null : formatDay(until), eligible, noonsLeft: until === null || ran === undefined ? 0 : Math.max(0, until - ran),
      price: price ? guidePriceView(price, names) : null,
      last: last ? { day: formatDay(last.day), points: String(last.points), burned: String(last.sharesBefore - last.sharesAfter) } : null,
    };
  });
}

async function pendingPlans(infra: Infra, request: FastifyRequest) {
  const staff = staffOf(request);
  const rows = await listApprovals(infra.sql, { orgId: staff.orgId, state: 'pending', now: infra.clock.now(), limit: PENDING, before: undefined });
  return rows.filter((row) => row.act === 'economy.approve').map((row) => {
    const plan = planOf(row.input);
    return {
      day: formatDay(plan.day), priceAtoms: String(plan.price), amountPts: String(plan.amount), approvalId: String(row.id),
      proposedBy: { id: String(row.askedBy), name: row.askedByName }, askedAt: row.askedAt.toISOString(),
    };
  });
}

function readRoutes(http: Http, infra: Infra): void {
  const guard = { act: 'economy.read', of: 'platform' } as const;
  http.get('/api/console/economy', {
    schema: { tags: ['economy'], summary: 'Clock, fund, prices and the latest noons', response: { 200: EconomyView } }, config: { guard },
  }, async (request) => {
    const now = infra.clock.now();
    const today = dayOf(now);
    const rules = await currentRules(infra.sql, now);
    const totals = await readTotals(infra.sql, rules);
    const price = await store.findPrice(infra.sql, today);
    const upcoming = await store.listPricesAfter(infra.sql, { after: today, limit: UPCOMING });
    const names = await namesFor(infra, price ? [price, ...upcoming] : upcoming);
    return {
      clock: { now: now.toISOString(), today: formatDay(today), nextNoonAt: nextNoon(now, rules).at.toISOString() }, fund: fundView(totals), band: bandView(rules),
      scheduledPts: String(totals.scheduledPts), today: price ? setPriceView(price, names) : null, pending: await pendingPlans(infra, request),
      upcoming: upcoming.map((row) => setPriceView(row, names)), history: (await listNoons(infra.sql, { limit: HISTORY })).map(noonView),
    };
  });

  http.get('/api/console/economy/noons', {
    schema: { tags: ['economy'], summary: 'Every noon, latest first', querystring: Type.Object(Cursor), response: { 200: Page(NoonView) } }, config: { guard },
  }, async (request) => {
    const { limit = 20, cursor } = request.query;
    const rows = await listNoons(infra.sql, { limit: limit + 1, ...(cursor === undefined ? {} : { before: Number(cursor) }) });
    const shown = rows.slice(0, limit);
    return { items: shown.map(noonView), nextCursor: rows.length > limit ? String(shown.at(-1)?.day) : null };
  });

  http.post('/api/console/economy/preview', {
    schema: { tags: ['economy'], summary: 'What a price and release would do at the next noon', body: PlanBody, response: { 200: PreviewView } }, config: { guard },
  }, async (request) => {
    const rules = await currentRules(infra.sql, infra.clock.now());
    const preview = await previewPlan(infra.sql, { plan: planIn(request.body), rules });
    const locale = localeOf(request.headers['accept-language']);
    return previewView(preview, rules, (code) => translate(locale, code, {}));
  });
}

function priceRoutes(http: Http, infra: Infra): void {
  http.post('/api/console/economy/proposals', {
    schema: { tags: ['economy'], summary: 'Ask a second person to set price and release of a day', body: PlanBody, response: { 200: Type.Object({ approvalId: IdText, expiresAt: Instant }) } },
    config: { guard: { act: 'economy.propose', of: 'platform' } },
  }, (request) => request.unit(async (ctx) => {
    const { approvalId, endsAt } = await proposePrice(infra, ctx, planIn(request.body));
    return { approvalId: String(approvalId), expiresAt: endsAt.toISOString() };
  }));

  http.post('/api/console/economy/proposals/:approvalId/decision', {
    schema: {
      tags: ['economy'], summary: 'Approve or reject what another person proposed', params: Type.Object({ approvalId: IdText }),
      body: Type.Object({ decision: Type.Enum(['approve', 'reject']), reason: Type.String({ maxLength: 500 }) }),
      response: { 200: Type.Object({ approved: Type.Boolean(), day: Day }) },
    },
    config: { guard: { act: 'economy.approve', of: 'platform', stepUp: true, second: true } },
  }, (request) => request.unit(async (ctx) => {
    const { decision, reason } = request.body;
    const decided = await decidePrice(infra, ctx, { approvalId: BigInt(request.params.approvalId), decision, reason });
    return { approved: decided.approved, day: formatDay(decided.plan.day) };
  }));

  http.post('/api/console/demo/advance-to-noon', {
    schema: { tags: ['economy'], summary: 'Demo only: business time goes to the next noon', response: { 200: Type.Object({ now: Instant, day: Day }) } },
    config: { guard: { act: 'platform.operate', of: 'platform' } },
  }, async ({ actor, id: requestId }) => {
    const { now, day } = await advanceToNoon(infra, { actor, requestId });
    return { now: now.toISOString(), day: formatDay(day) };
  });
}
