/** Staff see what an order paid to whom and why. Members read the same on their statement (airdrop). */
import { Type } from 'typebox';
import { assert } from '#kernel/assert.ts';
import { parseId } from '#kernel/id.ts';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, IdText, Instant } from '#infra/schemas.ts';
import { rewardsOfOrder } from './service.ts';

const Step = Type.Object({ key: Type.String(), params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])) });
const Payee = Type.Object({ memberId: IdText, level: Type.String(), distance: Type.Integer(), directPpm: Type.Integer(), extraPpm: Type.Integer() });
const Grant = Type.Object({
  kind: Type.String(), memberId: IdText, amount: Atoms, lineId: IdText,
  event: Type.Object({ type: Type.String(), position: Type.String(), at: Instant }),
  rule: Type.Object({ version: Type.Integer(), pack: Type.String(), paragraph: Type.String() }),
  steps: Type.Array(Step),
});
const Answer = Type.Object({ orderId: IdText, buyerId: IdText, ruleVersion: Type.Integer(), granted: Type.Boolean(), payees: Type.Array(Payee), grants: Type.Array(Grant) });

export function rewardsRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/orders/:id/rewards', {
    schema: { tags: ['rewards'], summary: 'Payees frozen at payment, and every grant with its arithmetic', params: Type.Object({ id: IdText }), response: { 200: Answer } },
    config: { guard: { act: 'orders.read', of: 'platform' } },
  }, async (request) => {
    const orderId = parseId(request.params.id);
    assert(orderId !== undefined, 'the schema admits only ids');
    const { frozen, grants } = await rewardsOfOrder(infra.sql, orderId);
    return {
      orderId: String(frozen.orderId), buyerId: String(frozen.memberId), ruleVersion: frozen.ruleVersion, granted: frozen.grantedPosition !== null,
      payees: frozen.payees.map((payee) => ({ ...payee, memberId: String(payee.memberId), directPpm: Number(payee.directPpm), extraPpm: Number(payee.extraPpm) })),
      grants: grants.map(({ kind, memberId, amount, lineId, reason: { event, rule, steps } }) => {
        assert(event && rule, 'a grant follows from an event under a rule');
        return { kind, memberId: String(memberId), amount: String(amount), lineId: String(lineId), event: { ...event }, rule: { ...rule }, steps: steps.map(({ key, params }) => ({ key, params: { ...params } })) };
      }),
    };
  });
}
