/** What people see and do of bills and refunds: days compared, their differences, refunds whose money is not back. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import { Atoms, Day, IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { errors } from '#modules/payments/domain.ts';
import type { Payments } from '#modules/payments/service/attempts.ts';
import { explainDifference, reconcileAgain } from '#modules/payments/service/reconcile.ts';
import { retryRefund } from '#modules/payments/service/refunds.ts';
import { listDifferences, listStatements } from '#modules/payments/store/bills.ts';
import { listUnfinished } from '#modules/payments/store/refunds.ts';

const NEWEST = (1n << 63n) - 1n;
const AFTER_ALL = '2999-12-31';
/** A day with more differences than this has something wrong that a list does not show better. */
const DIFFERENCES = 500;
const Channel = Type.String({ pattern: '^[a-z]{1,20}$' });
const Side = Type.Object({ payments: Type.Integer(), paidFen: Atoms, refunds: Type.Integer(), refundedFen: Atoms });
const Statement = Type.Object({
  channel: Type.String(), simulated: Type.Boolean(), day: Day, state: Type.Enum(['waiting', 'matched', 'different', 'explained']), triedAt: Instant, feeFen: Atoms, theirs: Side, ours: Side,
  differences: Type.Integer(), unexplained: Type.Integer(),
});
const Difference = Type.Object({
  id: IdText, subject: Type.Enum(['payment', 'refund']), kind: Type.Enum(['onlyTheirs', 'onlyOurs', 'amount', 'notRecorded']), ourNumber: Type.String(), gatewayNumber: Type.String(),
  oursFen: Nullable(Atoms), theirsFen: Nullable(Atoms), foundAt: Instant, goneAt: Nullable(Instant), note: Nullable(Type.String()), explainedAt: Nullable(Instant),
});
const Refund = Type.Object({
  refundId: IdText, attemptId: IdText, checkoutId: IdText, subjectId: IdText, channel: Type.String(), simulated: Type.Boolean(), amountFen: Atoms, reason: Type.Enum(['checkoutClosed', 'paidTwice', 'order']),
  state: Type.Enum(['asked', 'processing', 'failed']), failure: Nullable(Type.Enum(['abnormal', 'closed'])), createdAt: Instant,
});
const textOf = (fen: bigint | null): string | null => (fen === null ? null : String(fen));
const READ = { guard: { act: 'reconciliation.read', of: 'platform' } } as const;
const ACT = { guard: { act: 'reconciliation.act', of: 'platform' } } as const;

/** Mounts the routes of the console. */
export function reconciliationRoutes(http: Http, payments: Payments): void {
  const { infra } = payments;
  const isSimulated = (channel: string): boolean => payments.gateways.get(channel)?.simulated ?? false;
  http.get('/api/console/reconciliations', {
    schema: { tags: ['payments'], summary: 'Days whose bill was compared with our records, newest first', querystring: Type.Object(PageQuery), response: { 200: Page(Statement) } }, config: READ,
  }, async ({ query }) => {
    const { limit = 20, cursor = AFTER_ALL } = query;
    const rows = await listStatements(infra.sql, { before: isDay(cursor) ? cursor : AFTER_ALL, limit });
    return {
      items: rows.map((row) => ({
        channel: row.channel, simulated: isSimulated(row.channel), day: row.day, state: row.state, triedAt: row.triedAt.toISOString(), feeFen: String(row.feeFen), differences: row.differences, unexplained: row.unexplained,
        theirs: { payments: row.theirPayments, paidFen: String(row.theirPaidFen), refunds: row.theirRefunds, refundedFen: String(row.theirRefundedFen) },
        ours: { payments: row.ourPayments, paidFen: String(row.ourPaidFen), refunds: row.ourRefunds, refundedFen: String(row.ourRefundedFen) },
      })),
      nextCursor: rows.length === limit ? (rows.at(-1)?.day ?? null) : null,
    };
  });
  const OfDay = Type.Object({ channel: Channel, day: Day });
  http.get('/api/console/reconciliations/:channel/:day', {
    schema: { tags: ['payments'], summary: `Differences of a day, those that stand first, at most ${DIFFERENCES}`, params: OfDay, response: { 200: Type.Object({ items: Type.Array(Difference) }) } }, config: READ,
  }, async ({ params }) => {
    if (!isDay(params.day)) throw errors.statementNotFound();
    const rows = await listDifferences(infra.sql, { ...params, limit: DIFFERENCES });
    return { items: rows.map(({ channel: _, day: __, explainedBy: ___, ...row }) => ({
      ...row, id: String(row.id), oursFen: textOf(row.oursFen), theirsFen: textOf(row.theirsFen), foundAt: row.foundAt.toISOString(), goneAt: row.goneAt?.toISOString() ?? null, explainedAt: row.explainedAt?.toISOString() ?? null,
    })) };
  });
  http.post('/api/console/reconciliations/:channel/:day/run', {
    schema: { tags: ['payments'], summary: 'Fetch the bill of a day and compare it again', params: OfDay, response: { 200: Type.Object({ compared: Type.Literal(true) }) } }, config: ACT,
  }, async ({ params, actor, id: requestId }) => {
    if (!isDay(params.day)) throw errors.statementNotFound();
    await reconcileAgain(payments, params, { actor, requestId });
    return { compared: true as const };
  });
  http.post('/api/console/differences/:id/explain', {
    schema: {
      tags: ['payments'], summary: 'Say why a difference is as it is', params: Type.Object({ id: IdText }), body: Type.Object({ note: Type.String({ minLength: 4, maxLength: 500 }) }),
      response: { 200: Type.Object({ explained: Type.Literal(true) }) },
    },
    config: ACT,
  }, async (request) => {
    await request.unit((ctx) => explainDifference(ctx, { id: BigInt(request.params.id), note: request.body.note, by: staffOf(request).accountId }));
    return { explained: true as const };
  });
  http.get('/api/console/refunds', {
    schema: {
      tags: ['payments'], summary: 'Refunds whose money is not back, newest first',
      querystring: Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum(['asked', 'processing', 'failed'])) }), response: { 200: Page(Refund) },
    },
    config: READ,
  }, async ({ query }) => {
    const { limit = 20, cursor = '', state = null } = query;
    const rows = await listUnfinished(infra.sql, { before: parseId(cursor) ?? NEWEST, limit, state });
    return {
      items: rows.map((row) => ({
        ...row, refundId: String(row.refundId), attemptId: String(row.attemptId), checkoutId: String(row.checkoutId), subjectId: String(row.subjectId), simulated: isSimulated(row.channel), amountFen: String(row.amountFen),
        state: row.state === 'failed' || row.state === 'processing' ? row.state : 'asked' as const, createdAt: row.createdAt.toISOString(),
      })),
      nextCursor: rows.length === limit ? String(rows.at(-1)?.refundId) : null,
    };
  });
  http.post('/api/console/refunds/:id/retry', {
    schema: { tags: ['payments'], summary: 'Ask the gateway again for a refund that failed or was never taken', params: Type.Object({ id: IdText }), response: { 200: Type.Object({ state: Type.Literal('asked') }) } },
    config: ACT,
  }, async (request) => {
    await request.unit((ctx) => retryRefund(ctx, infra.jobs, BigInt(request.params.id)));
    return { state: 'asked' as const };
  });
}

/** Whether a text is a day of the calendar, in these centuries. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return /^2\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}
