/** What a member is given of his sign-in, and what becomes of it when he closes his account. */
import type { Infra } from '#infra/infra.ts';
import type { Personal } from '#infra/personal.ts';
import * as store from '#modules/identity/store/accounts.ts';
import { forgetPhone } from '#modules/identity/store/limits.ts';
import { allSessions, deleteSessions } from '#modules/identity/store/sessions.ts';
import { forgetSessions } from './sessions.ts';

/** Sign-in names, password, devices and sessions go, and the phone is free; the account's id stays, closed. */
export function identityPersonal(infra: Infra): Personal {
  return {
    export: async (sql, memberId) => ({
      account: { signsInWith: (await store.wordOf(sql, { accountId: memberId as store.AccountId, kind: 'phone' })) ?? null, devices: await allSessions(sql, memberId as store.AccountId) },
    }),
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
