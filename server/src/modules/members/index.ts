/** Profiles, registration by invitation, consent, contacts. A member's id is his account's id. */
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { formatDay } from '#kernel/day.ts';
import type { PersonalParts } from './closing.ts';
import { closingCheck, closingSweep } from './closing-jobs.ts';
import { closingRoutes } from './closing-routes.ts';
import { eraseMember } from './closing-store.ts';
import { consentRoutes } from './consent-routes.ts';
import { type Consents, makeConsents } from './consents.ts';
import { contactRoutes } from './contact-routes.ts';
import { exportJob, exportSweep } from './export.ts';
import { exportRoutes } from './export-routes.ts';
import { profileOf } from './export-store.ts';
import { forgetContacts } from './contacts.ts';
import { memberRoutes } from './routes.ts';
import { consentsOf } from './store.ts';
import texts from './texts.json' with { type: 'json' };

export { regionNames } from './address-book.ts';
export { avatarShapes } from './avatar.ts';
export { type Consents, makeConsents, requireConsent } from './consents.ts';
export { DOCUMENT_NAMES, type Documents, DOCUMENTS, editionOf, versionsOf } from './documents.ts';
export { DEMO_MEMBERS, errors } from './domain.ts';
export { addContact, contactOf, contactsOf } from './contacts.ts';
export { findInviter, getMember, giveInviteCode, type Invited, listInvited, type MemberView, minorUntil, namesOfMembers, registerMember, type Registration, withdrawInviteCode } from './service.ts';
/** The console's list of members, for exports. */
export { MEMBER_FILTER, memberPage } from './routes.ts';
export type { Contact, ContactId, MemberId } from './store.ts';

/** The module of an app; `modules` are all of it, this one among them: what they keep of a member is copied and erased here. */
export function membersModule(infra: Infra, { consents = makeConsents(infra), modules = () => [] }: { consents?: Consents; modules?: () => readonly Module[] } = {}): Module {
  const personal: PersonalParts = () => modules().flatMap((module) => module.personal ?? []);
  const routes = (http: Http): void => {
    memberRoutes(http, consents);
    consentRoutes(http, consents);
    contactRoutes(http, infra);
    closingRoutes(http, infra, personal);
    exportRoutes(http, infra);
  };
  return {
    name: 'members', routes, texts, jobs: [exportJob(infra, modules)], sweeps: [closingSweep(infra, personal), exportSweep(infra)], checks: [closingCheck],
    personal: {
      async export(sql, { memberId }) {
        const { profile, contacts } = await profileOf(sql, memberId);
        return { profile: { profile: { ...profile, adultOn: profile.adultOn === null ? null : formatDay(profile.adultOn) }, contacts, consents: await consentsOf(sql, memberId) } };
      },
      erase: (ctx, memberId) => eraseMember(ctx.tx, memberId), forget: (memberId) => forgetContacts(infra, memberId),
    },
  };
}
