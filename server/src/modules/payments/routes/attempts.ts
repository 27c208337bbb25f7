/** Polling an attempt, and where gateways notify. Paying a checkout begins at the routes of orders, which know what is owed. */
import { Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import { Atoms, IdText, Instant, Nullable } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { errors, shownState } from '#modules/payments/domain.ts';
import { getAttempt, type Payments, receiveNotification } from '#modules/payments/service/attempts.ts';

const NOTIFY_LIMIT = 16_384;

const Attempt = Type.Object({
  attemptId: IdText, checkoutId: IdText, channel: Type.String(), amountFen: Atoms,
  state: Type.Enum(['pending', 'succeeded', 'failed', 'refunded']),
  refund: Nullable(Type.Object({ reason: Type.Enum(['checkoutClosed', 'paidTwice', 'order']), state: Type.Enum(['asked', 'processing', 'succeeded', 'failed']), doneAt: Nullable(Instant) })),
});

/** Mounts the routes. */
export function attemptRoutes(http: Http, payments: Payments): void {
  http.get('/api/payments/:attemptId', {
    schema: {
      tags: ['payments'], summary: 'What became of a payment attempt; a refund says why the money goes back',
      params: Type.Object({ attemptId: IdText }), response: { 200: Attempt },
    },
    config: { guard: { act: 'payments.read', of: 'member' } },
  }, async (request) => {
    const attemptId = parseId<'attempt'>(request.params.attemptId);
    if (attemptId === undefined) throw errors.attemptNotFound();
    const attempt = await getAttempt(payments.infra.sql, { attemptId, memberId: memberOf(request).accountId });
    const { refundReason: reason, refundState: state, refundDoneAt: doneAt } = attempt;
    return {
      attemptId: String(attempt.attemptId), checkoutId: String(attempt.checkoutId), channel: attempt.channel, amountFen: String(attempt.amountFen),
      state: shownState({ state: attempt.state, refunded: reason !== null }),
      refund: reason && state ? { reason, state, doneAt: doneAt?.toISOString() ?? null } : null,
    };
  });
  // A scope of its own: here bodies stay raw bytes, since the signature is over them.
  void http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: NOTIFY_LIMIT }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { channel: string } }>('/api/payments/:channel/notify', {
      schema: {
        tags: ['payments'], summary: 'Signed notification of a gateway; told again, it changes nothing',
        params: Type.Object({ channel: Type.String({ pattern: '^[a-z]{1,20}$' }) }), response: { 200: Type.Object({ received: Type.Boolean() }) },
      },
      config: { guard: 'public', rateLimit: false },
    }, async (request) => {
      await receiveNotification(payments, request.params.channel, { headers: request.headers, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) });
      return { received: true };
    });
  });
}
