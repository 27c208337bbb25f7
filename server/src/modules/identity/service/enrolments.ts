/**
 * How staff come to have a password and a second factor: by a link that works once. Whoever invites never knows what the invited signs in with, and
 * nobody signs in with a password alone, not even for the first time.
 */
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { verifyPassword } from '#infra/passwords.ts';
import { digest, newToken } from '#infra/secrets.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { ENROLMENT_LIFE_MS, type EnrolmentKind } from '#modules/identity/domain/limits.ts';
import { normalisePassword } from '#modules/identity/domain/password.ts';
import { OWNER, type Role, ruleOf } from '#modules/identity/domain/roles.ts';
import { bucketOfToken, composeToken } from '#modules/identity/domain/session.ts';
import { normaliseName } from '#modules/identity/domain/words.ts';
import * as accounts from '#modules/identity/store/accounts.ts';
import * as store from '#modules/identity/store/enrolments.ts';
import { ownersOf } from '#modules/identity/store/staff.ts';
import { createOrganisation, hashPassword } from './accounts.ts';
import { audit } from './approvals.ts';
import { newRecoveryCodes } from './recovery.ts';
import { enter, type SignedIn } from './sign-in.ts';
import type { Caller } from './state.ts';
import { matchStep, newTotpSecret, openTotp, sealTotp } from './totp.ts';
import { chargeTry, forgetTries } from './tries.ts';

/** A link as it is handed over, once: the token is stored nowhere. */
export interface EnrolmentLink {
  readonly accountId: accounts.AccountId;
  readonly token: string;
  /** The page of the console that it opens; the part after # never reaches a server's log. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** Makes a link for an account; older ones of it are dead. */
export async function issueEnrolment(infra: Infra, ctx: Ctx, { accountId, kind }: { accountId: accounts.AccountId; kind: EnrolmentKind }): Promise<EnrolmentLink> {
  const token = composeToken('en', bucketOf(accountId), newToken());
  const expiresAt = new Date(ctx.wallNow.getTime() + ENROLMENT_LIFE_MS[kind]);
  await store.putEnrolment(ctx.tx, { accountId, kind, tokenHash: digest(token), secretBox: sealTotp(infra, accountId, newTotpSecret()), expiresAt });
  return { accountId, token, path: `/console/#/enrol?token=${token}`, expiresAt };
}

/**
 * Creates a staff account with one role that cannot sign in yet, and the link with which its owner sets what he signs in with. The caller hands the
 * link over. Throws nameTaken, foreignRole, notFound (organisation).
 */
export async function inviteStaff(infra: Infra, ctx: Ctx, staff: { orgId: accounts.OrganisationId; name: string; role: Role }): Promise<EnrolmentLink> {
  const organisation = await accounts.findOrganisation(ctx.tx, staff.orgId);
  if (!organisation) throw errors.notFound();
  if (ruleOf(staff.role)?.of !== organisation.kind) throw errors.foreignRole();
  const id = ctx.newId<'account'>(bucketOf(staff.orgId));
  const at = ctx.wallNow;
  if (!(await accounts.insertLogin(ctx.tx, { word: normaliseName(staff.name), kind: 'name', accountId: id, at }))) throw errors.nameTaken();
  await accounts.insertAccount(ctx.tx, { id, kind: 'staff', name: staff.name.trim(), at });
  await accounts.insertRole(ctx.tx, { organisation, accountId: id, role: staff.role, by: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null, at });
  await audit(ctx, { act: 'identity.staffInvited', target: `account:${id}`, detail: { organisation: String(staff.orgId), role: staff.role } });
  return issueEnrolment(infra, ctx, { accountId: id, kind: 'invitation' });
}

/**
 * The link with which the first owner of a live shop makes himself known; undefined once somebody owns it. His organisation and account are made at the
 * first call, without a sign-in name or anything to prove; each further call makes a new link and kills the old one.
 */
export async function offerOwnership(infra: Infra, ctx: Ctx, shopName: string): Promise<EnrolmentLink | undefined> {
  const orgId = (await accounts.findPlatform(ctx.tx)) ?? (await createOrganisation(ctx, { kind: 'platform', name: shopName }));
  return linkOfFirstOwner(infra, ctx, { orgId, kind: 'firstOwner' });
}

/** The same for an organisation that exists already, such as a supplier's: its link is an invitation, good for a week. */
export function inviteFirstOwner(infra: Infra, ctx: Ctx, orgId: accounts.OrganisationId): Promise<EnrolmentLink | undefined> {
  return linkOfFirstOwner(infra, ctx, { orgId, kind: 'invitation' });
}

/** Whether an owner of the organisation can sign in, so that no more links are made for a first one. Throws notFound. */
export async function isOwned(infra: Pick<Infra, 'sql' | 'clock'>, orgId: accounts.OrganisationId): Promise<boolean> {
  const organisation = await accounts.findOrganisation(infra.sql, orgId);
  if (!organisation) throw errors.notFound();
  const owners = await ownersOf(infra.sql, { orgId, role: OWNER[organisation.kind], now: infra.clock.wall() });
  return owners.some(({ isEnrolled }) => isEnrolled);
}

async function linkOfFirstOwner(infra: Infra, ctx: Ctx, { orgId, kind }: { orgId: accounts.OrganisationId; kind: 'firstOwner' | 'invitation' }): Promise<EnrolmentLink | undefined> {
  const organisation = await accounts.findOrganisation(ctx.tx, orgId);
  assert(organisation, 'the organisation is there');
  const role = OWNER[organisation.kind];
  const owners = await ownersOf(ctx.tx, { orgId, role, now: ctx.wallNow });
  if (owners.some(({ isEnrolled }) => isEnrolled)) return undefined;
  const known = owners[0]?.accountId;
  if (known !== undefined) return issueEnrolment(infra, ctx, { accountId: known, kind });
  const accountId = ctx.newId<'account'>(bucketOf(orgId));
  await accounts.insertAccount(ctx.tx, { id: accountId, kind: 'staff', name: 'owner', at: ctx.wallNow });
  await accounts.insertRole(ctx.tx, { organisation, accountId, role, by: null, at: ctx.wallNow });
  await audit(ctx, { act: 'identity.ownershipOffered', target: `account:${accountId}`, detail: {} });
  return issueEnrolment(infra, ctx, { accountId, kind });
}

/** What a link is for, as its page shows it. */
export interface EnrolmentView {
  readonly kind: EnrolmentKind;
  /** The sign-in name; null when the person is to choose one. */
  readonly name: string | null;
  readonly organisation: accounts.Organisation | undefined;
  readonly roles: readonly string[];
  readonly secret: string;
  readonly expiresAt: Date;
}

interface Found extends store.Enrolment {
  readonly name: string | undefined;
  readonly secret: string;
}

async function find(infra: Infra, token: string): Promise<Found> {
  const bucket = bucketOfToken('en', token);
  const enrolment = bucket === undefined ? undefined : await store.findEnrolment(infra.sql, { bucket, hash: digest(token), now: infra.clock.wall() });
  if (!enrolment) throw errors.enrolmentGone();
  const { accountId, secretBox } = enrolment;
  const word = await accounts.wordOf(infra.sql, { accountId, kind: 'name' });
  return { ...enrolment, name: word === undefined ? undefined : (await accounts.namesOf(infra.sql, [accountId])).get(accountId), secret: openTotp(infra, accountId, secretBox) };
}

/** What a living link is for. Throws enrolmentGone. */
export async function viewEnrolment(infra: Infra, token: string): Promise<EnrolmentView> {
  const { accountId, kind, name, secret, expiresAt } = await find(infra, token);
  const grants = await accounts.rolesOf(infra.sql, { accountId, now: infra.clock.wall() });
  const organisation = grants[0] && (await accounts.findOrganisation(infra.sql, grants[0].orgId));
  return { kind, name: name ?? null, organisation, roles: grants.map(({ role }) => role), secret, expiresAt };
}

/**
 * Uses a link up: sets the password (after a reset it must be the present one), confirms the authenticator by its first code, gives recovery codes and
 * signs in. Throws enrolmentGone, nameNeeded, nameTaken, weakPassword, badCredentials, tooManyTries, wrongTotp; a refusal leaves the link as it was.
 */
export async function enrol(infra: Infra, caller: Caller, input: { token: string; name?: string; password: string; totp: string }): Promise<SignedIn & { recoveryCodes: string[] }> {
  const enrolment = await find(infra, input.token);
  const { accountId, kind, secret } = enrolment;
  const name = enrolment.name ?? input.name?.trim();
  if (name === undefined || name === '') throw errors.nameNeeded();
  const tries = `enrol:${accountId}`;
  await chargeTry(infra, caller, tries);
  const hash = await passwordFor(infra, { kind, accountId, name, password: input.password });
  const step = matchStep(secret, input.totp, infra.clock.wall());
  if (step === undefined) throw errors.wrongTotp();
  return infra.unit(caller, async (ctx) => {
    const at = ctx.wallNow;
    if (!(await store.takeEnrolment(ctx.tx, { bucket: bucketOf(accountId), hash: digest(input.token), now: at }))) throw errors.enrolmentGone();
    if (enrolment.name === undefined) await takeName(ctx, { accountId, name });
    await accounts.putPassword(ctx.tx, { accountId, hash, at });
    await accounts.putTotp(ctx.tx, { accountId, box: sealTotp(infra, accountId, secret), lastStep: step, at });
    const recoveryCodes = await newRecoveryCodes(infra, ctx, accountId);
    await forgetTries(ctx, tries);
    await audit(ctx, { act: 'identity.enrolled', target: `account:${accountId}`, detail: { kind }, by: { kind: 'staff', accountId } });
    return { ...(await enter(ctx, caller, { accountId, level: 'staff' })), recoveryCodes };
  });
}

/** The hash to store: of a good new password, or after a reset of the present one, which thereby proves whose link it is. */
async function passwordFor(infra: Infra, given: { kind: EnrolmentKind; accountId: accounts.AccountId; name: string; password: string }): Promise<string> {
  if (given.kind !== 'totpReset') return hashPassword(given.password, { kind: 'staff', own: [given.name] });
  const hash = (await accounts.credentialsOf(infra.sql, given.accountId))?.hash ?? undefined;
  const right = await verifyPassword(normalisePassword(given.password), hash);
  if (!right || hash === undefined) throw errors.badCredentials();
  return hash;
}

async function takeName(ctx: Ctx, { accountId, name }: { accountId: accounts.AccountId; name: string }): Promise<void> {
  const word = normaliseName(name);
  assert(word !== '', 'a name has letters');
  if (!(await accounts.insertLogin(ctx.tx, { word, kind: 'name', accountId, at: ctx.wallNow }))) throw errors.nameTaken();
  await accounts.renameAccount(ctx.tx, { accountId, name });
}
