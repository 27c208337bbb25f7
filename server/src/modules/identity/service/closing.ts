/** What a member is given of his sign-in, and what becomes of it when he closes his account. */
import type { Infra } from '#infra/infra.ts';
import type { CopyFor, Exported, Personal } from '#infra/personal.ts';
import * as store from '#modules/identity/store/accounts.ts';
import { type AuditRow, auditOf } from '#modules/identity/store/approvals.ts';
import { forgetPhone } from '#modules/identity/store/limits.ts';
import { allSessions, deleteSessions } from '#modules/identity/store/sessions.ts';
import { forgetSessions } from './sessions.ts';

/** An entry of the audit log about a member, as he reads it. Who of the staff acted is not said. */
function logged({ at, act, actorKind, actorId, target, detail, before, after }: Omit<AuditRow, 'orgId'>, { memberId, say }: CopyFor): Exported {
  const key = act.replace('.', '.act.');
  const words = say(key);
  return { at, what: words === key ? act : words, by: actorId === memberId ? 'member' : actorKind, about: target, detail, before, after };
}

/** Sign-in names, password, devices and sessions go, and the phone is free; the account's id stays, closed. */
export function identityPersonal(infra: Infra): Personal {
  return {
    async export(sql, copy) {
      const accountId = copy.memberId as store.AccountId;
      const entries = await auditOf(sql, { accountId, targets: [`member:${accountId}`, `account:${accountId}`] });
      return {
        account: { signsInWith: (await store.wordOf(sql, { accountId, kind: 'phone' })) ?? null, devices: await allSessions(sql, accountId) },
        log: entries.map((entry) => logged(entry, copy)),
      };
    },
    async blockers(sql, { memberId }) {
      const account = { accountId: memberId as store.AccountId, now: infra.clock.wall() };
      const roles = await store.rolesOf(sql, account);
      const hold = await store.payoutHold(sql, account);
      return [...(roles.length > 0 ? ['staffRole' as const] : []), ...(hold ? ['payoutHold' as const] : [])];
    },
    async erase(ctx, memberId) {
      const accountId = memberId as store.AccountId;
      const phone = await store.wordOf(ctx.tx, { accountId, kind: 'phone' });
      if (phone !== undefined) await forgetPhone(ctx.tx, phone);
      await deleteSessions(ctx.tx, accountId);
      await store.closeAccount(ctx.tx, accountId);
    },
    forget: (memberId) => forgetSessions(infra, memberId as store.AccountId),
  };
}
