/** Registration, invitations, and the console's view of members. */
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { newWord } from '#infra/secrets.ts';
import type { Sql } from '#infra/sql.ts';
import type { Locale } from '#infra/texts.ts';
import { accountOfPhone, audit, changePhone, type CodeInput, createMemberAccount, maskPhone, parsePhone } from '#modules/identity/index.ts';
import { levelsOf, memberIdsAt } from '#modules/referral/index.ts';
import type { Versions } from './documents.ts';
import { CODE_LENGTH, DEMO_MEMBERS, errors, type Level, maskName, NAME_LENGTH, NOBODY, normaliseCode, tidyName } from './domain.ts';
import * as store from './store.ts';

export interface Registration {
  /** 11 digits, proven by a code. */
  readonly phone: string;
  readonly passwordHash: string | null;
  /** Of the documents that he agreed to. */
  readonly versions: Versions;
  readonly inviteCode?: string;
  /** The business day from which he may earn, of a minor. */
  readonly adultOn?: number | null;
  /** How he wants to be called; registering does not ask. */
  readonly name?: string;
}

/**
 * Creates account, profile, consents and the link to the inviter, which is final (R4.1, R4.3), and reports members.registered: the locked
 * share value follows from it. Throws identity.phoneTaken, unknownInvitation, demoFull.
 */
export async function registerMember(infra: Infra, ctx: Ctx, registration: Registration): Promise<store.MemberId> {
  const { phone, passwordHash, versions, inviteCode, name = null, adultOn = null } = registration;
  if (infra.config.mode === 'demo' && (await store.countMembers(ctx.tx, DEMO_MEMBERS)) >= DEMO_MEMBERS) throw errors.demoFull({ members: DEMO_MEMBERS });
  const inviterId = inviteCode === undefined ? null : ((await findInviter(ctx.tx, inviteCode)) ?? null);
  if (inviteCode !== undefined && inviterId === null) throw errors.unknownInvitation();
  const id = await createMemberAccount(ctx, { phone, passwordHash });
  await store.insertMember(ctx.tx, { id, phone, name, inviterId, joinedAt: ctx.now, adultOn });
  await store.insertConsents(ctx.tx, { memberId: id, versions, at: ctx.now });
  await audit(ctx, { act: 'members.registered', target: `member:${id}`, detail: { ...versions, inviter: inviterId === null ? null : String(inviterId) } });
  ctx.emit({ type: 'members.registered', bucket: bucketOf(id), payload: {
    memberId: String(id), referrerId: inviterId === null ? null : String(inviterId), ...(adultOn === null ? {} : { adultOn: formatDay(adultOn) }),
  } });
  return id;
}

/** Gives the calling member another phone, here and at sign-in; returns his session's new token. Throws identity.wrongCode, identity.phoneTaken. */
export async function changeMemberPhone(infra: Infra, ctx: Ctx, change: { code: CodeInput; locale: Locale }): Promise<string> {
  const token = await changePhone(infra, ctx, change);
  assert(ctx.actor.kind === 'member', 'a member changes his phone');
  await store.setPhone(ctx.tx, { id: ctx.actor.accountId, phone: change.code.phone });
  return token;
}

/** The member who shares this code, or undefined. Only patrons and above have one (N17). */
export function findInviter(sql: Sql, code: string): Promise<store.MemberId | undefined> {
  return store.findCode(sql, normaliseCode(code));
}

/** Gives a member his invitation code once he may share (N17) and returns it; the one he has, or had before it was withdrawn, when there is one. */
export async function giveInviteCode(ctx: Ctx, memberId: bigint): Promise<string> {
  const member = await store.lockMember(ctx.tx, memberId);
  assert(member, 'an invitation code is given to a member');
  if (member.inviteCode !== null) return member.inviteCode;
  const before = await store.restoreCode(ctx.tx, memberId);
  if (before !== undefined) return before;
  for (;;) {
    const word = newWord(CODE_LENGTH);
    if (await store.insertCode(ctx.tx, { word, memberId, at: ctx.now })) return word;
  }
}

/** Withdraws the code of a member who may share no more, since what made him a patron was refunded (N6, N17). It stays his, should he return. */
export async function withdrawInviteCode(ctx: Ctx, memberId: bigint): Promise<void> {
  await store.withdrawCode(ctx.tx, memberId);
}

/** Who invites, as a stranger may see him. Throws unknownInvitation. */
export async function showInvitation(sql: Sql, code: string): Promise<{ code: string; inviter: { name: string } }> {
  const inviterId = await findInviter(sql, code);
  const inviter = inviterId === undefined ? undefined : await store.findMember(sql, inviterId);
  if (!inviter) throw errors.unknownInvitation();
  return { code: normaliseCode(code), inviter: { name: maskedName(inviter) } };
}

export interface MemberView extends store.Member {
  readonly level: Level;
  /** His name, or his masked phone while he has given none. */
  readonly displayName: string;
}

async function viewMembers(sql: Sql, members: readonly store.Member[]): Promise<MemberView[]> {
  const levels = members.length === 0 ? new Map<bigint, Level>() : await levelsOf(sql, members.map(({ id }) => id));
  return members.map((member) => ({ ...member, level: levels.get(member.id) ?? 'registered', displayName: displayName(member) }));
}

/** The phone of a member as it is shown; that of a closed account is gone. */
export function maskedPhone(member: Pick<store.Member, 'phone'>): string {
  return member.phone === null ? NOBODY : maskPhone(member.phone);
}

function displayName(member: store.Member): string {
  return member.name ?? maskedPhone(member);
}

/** Of a minor, the business day from which he may earn; null for adults. */
export function minorUntil({ adultOn }: Pick<store.Member, 'adultOn'>, now: Date): number | null {
  return adultOn === null || adultOn <= dayOf(now) ? null : adultOn;
}

/** A member. Throws notFound. */
export async function getMember(sql: Sql, id: bigint): Promise<MemberView> {
  const member = await store.findMember(sql, id);
  const [view] = member ? await viewMembers(sql, [member]) : [];
  if (!view) throw errors.notFound();
  return view;
}

/** Changes how a member is called; null lets his masked phone stand for him again. Throws badName. */
export async function rename(ctx: Ctx, input: { memberId: bigint; name: string | null }): Promise<MemberView> {
  const name = input.name === null ? null : tidyName(input.name);
  if (name === undefined) throw errors.badName({ most: NAME_LENGTH });
  await store.updateName(ctx.tx, { id: input.memberId, name });
  await audit(ctx, { act: 'members.renamed', target: `member:${input.memberId}`, detail: {} });
  return getMember(ctx.tx, input.memberId);
}

/** How members are called on screens of staff, by id; unknown ids are absent. */
export async function namesOfMembers(sql: Sql, ids: readonly bigint[]): Promise<Map<bigint, string>> {
  if (ids.length === 0) return new Map();
  return new Map((await store.findMembers(sql, ids)).map((member) => [member.id, displayName(member)]));
}

/** How a member is called to those who may not know him: the first character of his name, or his masked phone. */
function maskedName(member: store.Member): string {
  return member.name === null ? maskedPhone(member) : maskName(member.name);
}

export interface Invited {
  readonly id: store.MemberId;
  readonly maskedName: string;
  readonly closed: boolean;
  readonly joinedAt: Date;
}

/**
 * Those a member invited, newest first, at most `limit` before `before`, and the cursor of the next page. A search is a whole phone number or a whole
 * name: a part of one would uncover what is masked, letter by letter.
 */
export async function listInvited(sql: Sql, query: { inviterId: bigint; search: string | undefined; limit: number; before: bigint | undefined }): Promise<{ members: Invited[]; next: bigint | undefined }> {
  const search = query.search?.trim() ?? '';
  const phone = parsePhone(search);
  const rows = await store.listInvited(sql, {
    inviterId: query.inviterId, before: query.before, limit: query.limit + 1, phone, name: search === '' || phone !== undefined ? undefined : search,
  });
  const shown = rows.slice(0, query.limit);
  return { members: shown.map((member) => ({ id: member.id, maskedName: maskedName(member), closed: member.phone === null, joinedAt: member.joinedAt })), next: rows.length > query.limit ? shown.at(-1)?.id : undefined };
}

export interface MemberQuery {
  /** A whole phone number, or a part of a name. */
  readonly search: string | undefined;
  readonly level: Level | undefined;
  readonly limit: number;
  /** Only members who joined before this one. */
  readonly before: bigint | undefined;
}

/**
 * Members newest first, at most `limit`, and the cursor of the next page. With a name and a level a page may be short: the level is another
 * module's, so it is looked up for the names found.
 */
export async function searchMembers(sql: Sql, query: MemberQuery): Promise<{ members: MemberView[]; next: bigint | undefined }> {
  const { level, before, limit } = query;
  const search = query.search?.trim() ?? '';
  const phone = parsePhone(search);
  let rows: store.Member[];
  if (phone !== undefined) {
    const id = await accountOfPhone(sql, phone);
    rows = id === undefined ? [] : await store.findMembers(sql, [id]);
  } else if (level !== undefined && search === '') {
    rows = await store.findMembers(sql, await memberIdsAt(sql, { level, before: before ?? null, limit: limit + 1 }));
  } else {
    rows = await store.listMembers(sql, { name: search === '' ? undefined : search, before, limit: limit + 1 });
  }
  const shown = await viewMembers(sql, rows.slice(0, limit));
  return { members: shown.filter((member) => level === undefined || member.level === level), next: rows.length > limit ? shown.at(-1)?.id : undefined };
}
