/** Sign-in, sessions, organisations, roles, approvals by a second person, the audit log. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { Sms } from '#infra/sms.ts';
import { identityChecks } from './checks.ts';
import { cleanUpSweep, identityJobs } from './jobs.ts';
import { authRoutes } from './routes/auth.ts';
import { accountRoutes } from './routes/account.ts';
import { consoleRoutes } from './routes/console.ts';
import { enrolRoutes } from './routes/enrol.ts';
import { keyRoutes } from './routes/keys.ts';
import { staffRoutes } from './routes/staff.ts';
import { identityPersonal } from './service/closing.ts';
import { type IdentityOptions, resetState } from './service/state.ts';
import texts from './texts.json' with { type: 'json' };

export type { ApprovalState, Json } from './domain/approval.ts';
export { errors } from './domain/errors.ts';
export { type Act, KEY_SCOPES, type KeyScope, type Role, ROLES, actsOf } from './domain/roles.ts';
export { maskPhone, parsePhone } from './domain/words.ts';
export { callerOf, makeGatekeeper, refuseForeignOrigin, setSessionCookie } from './routes/gatekeeper.ts';
/** The audit log, for exports. */
export { AUDIT_FILTER, auditPage } from './routes/console.ts';
export { ChallengeText, CodeText, PasswordText, PhoneText, SignedInView } from './routes/views.ts';
export { accountOfPhone, createMemberAccount, createOrganisation, createStaff, endRole, hashPassword, refuseWeakPassword, setOrganisationState } from './service/accounts.ts';
export { askApproval, audit, auditEach, decideApproval, type Decided, type ListedApproval, listApprovals } from './service/approvals.ts';
export { changePhone } from './service/credentials.ts';
export { type EnrolmentLink, inviteFirstOwner, inviteStaff, isOwned, offerOwnership } from './service/enrolments.ts';
export { createKey } from './service/keys.ts';
export { checkCode, type CodeInput, phoneOf, requestCode, spendCode, tellPhone } from './service/codes.ts';
export { actorOfToken, endAllSessions, forgetSessions, openSession } from './service/sessions.ts';
export type { Caller, IdentityOptions } from './service/state.ts';
export { newTotpSecret } from './service/totp.ts';
export { type ActorView, demoPassword, viewActor } from './service/views.ts';
export type { ApprovalId } from './store/approvals.ts';
export type { AccountId, OrganisationId } from './store/accounts.ts';
export { namesOf, payoutHold } from './store/accounts.ts';

/** The module's edges. Tests and benches may change `limits` and stand in for the SMS gateway; the demo says its staff's password. */
export function identityModule(infra: Infra, options: IdentityOptions & { sms?: Sms } = {}): Module {
  resetState(infra, options);
  return {
    name: 'identity',
    routes(http) {
      authRoutes(http, infra);
      accountRoutes(http, infra);
      enrolRoutes(http, infra);
      staffRoutes(http, infra);
      keyRoutes(http, infra);
      consoleRoutes(http, infra);
    },
    jobs: identityJobs(infra, options.sms),
    checks: identityChecks(infra),
    sweeps: [cleanUpSweep(infra)],
    personal: identityPersonal(infra),
    texts,
  };
}
