/** Profiles, registration by invitation, consent, contacts. A member's id is his account's id. */
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { contactRoutes } from './contact-routes.ts';
import { memberRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { regionNames } from './address-book.ts';
export { avatarShapes } from './avatar.ts';
export { DEMO_MEMBERS, errors } from './domain.ts';
export { addContact, contactOf, contactsOf } from './contacts.ts';
export { findInviter, getMember, giveInviteCode, type Invited, listInvited, type MemberView, namesOfMembers, registerMember, type Registration, withdrawInviteCode } from './service.ts';
/** The console's list of members, for exports. */
export { MEMBER_FILTER, memberPage } from './routes.ts';
export type { Contact, ContactId, MemberId } from './store.ts';

export function membersModule(infra: Infra): Module {
  const routes = (http: Http): void => {
    memberRoutes(http, infra);
    contactRoutes(http, infra);
  };
  return { name: 'members', routes, texts };
}
