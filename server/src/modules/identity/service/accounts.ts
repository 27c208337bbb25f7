/** Accounts of members and staff, organisations and roles. */
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Ctx, OrganisationKind } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import * as passwords from '#infra/passwords.ts';
import { newBucket } from '#infra/secrets.ts';
import type { Sql } from '#infra/sql.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { normalisePassword, weaknessOf } from '#modules/identity/domain/password.ts';
import { type Role, ruleOf } from '#modules/identity/domain/roles.ts';
import { normaliseName } from '#modules/identity/domain/words.ts';
import * as store from '#modules/identity/store/accounts.ts';
import { sealTotp } from './totp.ts';

export interface PasswordOwner {
  readonly kind: 'member' | 'staff';
  /** Words a stranger would try first: phone, name. */
  readonly own: readonly string[];
}

/** Throws weakPassword with the reason when the password may not be used. */
export function refuseWeakPassword(password: string, owner: PasswordOwner): void {
  const reason = weaknessOf(password, owner);
  if (reason !== undefined) throw errors.weakPassword({ reason });
}

/** The argon2 hash of a password. Takes 14 ms: call it outside transactions. Throws weakPassword with the reason. */
export async function hashPassword(password: string, owner: PasswordOwner): Promise<string> {
  refuseWeakPassword(password, owner);
  return passwords.hashPassword(normalisePassword(password));
}

/** Creates a member's account, opened by his proven phone. Throws phoneTaken. */
export async function createMemberAccount(ctx: Ctx, member: { phone: string; passwordHash: string | null }): Promise<store.AccountId> {
  const id = ctx.newId<'account'>(newBucket());
  const at = ctx.wallNow;
  if (!(await store.insertLogin(ctx.tx, { word: member.phone, kind: 'phone', accountId: id, at }))) throw errors.phoneTaken();
  await store.insertAccount(ctx.tx, { id, kind: 'member', name: null, at });
  if (member.passwordHash !== null) await store.putPassword(ctx.tx, { accountId: id, hash: member.passwordHash, at });
  return id;
}

/** The account that signs in with this phone (11 digits), or undefined. */
export function accountOfPhone(sql: Sql, phone: string): Promise<store.AccountId | undefined> {
  return store.findLogin(sql, { word: phone, kind: 'phone' });
}

/** Creates an organisation and returns its id. */
export async function createOrganisation(ctx: Ctx, organisation: { kind: OrganisationKind; name: string }): Promise<store.OrganisationId> {
  const id = ctx.newId<'organisation'>(newBucket());
  await store.insertOrganisation(ctx.tx, { id, ...organisation, at: ctx.wallNow });
  return id;
}

export interface NewStaff {
  readonly name: string;
  readonly orgId: store.OrganisationId;
  readonly role: Role;
  readonly passwordHash: string;
  /** Base32 (newTotpSecret). Without it the account cannot sign in: TOTP is mandatory for staff. */
  readonly totpSecret?: string;
}

/** Creates a staff account with one role in an organisation of the role's kind. Throws nameTaken, notFound (organisation). */
export async function createStaff(infra: Infra, ctx: Ctx, staff: NewStaff): Promise<store.AccountId> {
  const organisation = await store.findOrganisation(ctx.tx, staff.orgId);
  if (!organisation) throw errors.notFound();
  assert(ruleOf(staff.role)?.of === organisation.kind, 'a role is given in an organisation of its kind');
  const id = ctx.newId<'account'>(bucketOf(staff.orgId));
  const at = ctx.wallNow;
  if (!(await store.insertLogin(ctx.tx, { word: normaliseName(staff.name), kind: 'name', accountId: id, at }))) throw errors.nameTaken();
  await store.insertAccount(ctx.tx, { id, kind: 'staff', name: staff.name, at });
  await store.putPassword(ctx.tx, { accountId: id, hash: staff.passwordHash, at });
  if (staff.totpSecret !== undefined) await store.putTotp(ctx.tx, { accountId: id, box: sealTotp(infra, id, staff.totpSecret), lastStep: 0n, at });
  await store.insertRole(ctx.tx, { organisation, accountId: id, role: staff.role, by: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null, at });
  return id;
}

/** Suspends an organisation, takes that back, or closes it; its staff and keys notice at their next request. */
export async function setOrganisationState(ctx: Ctx, organisation: { id: store.OrganisationId; state: store.OrganisationState }): Promise<void> {
  await store.updateOrganisationState(ctx.tx, organisation);
}

/** Ends a role; it is gone at the next request. */
export function endRole(ctx: Ctx, grant: { orgId: store.OrganisationId; accountId: store.AccountId; role: Role }): Promise<void> {
  return store.endRole(ctx.tx, { ...grant, at: ctx.wallNow });
}
