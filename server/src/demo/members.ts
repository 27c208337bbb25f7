/** The demo's members: they register by invitation, and keep an address where parcels go. */
import { assert } from '#kernel/assert.ts';
import { DOCUMENTS, getMember, registerMember, versionsOf } from '#modules/members/index.ts';
import { demoPhone } from './accounts.ts';
import people from './people.json' with { type: 'json' };
import { makeDice } from './plan.ts';
import type { Person, Shop } from './shop.ts';

const NAMES_SEED = 7;

export interface Member extends Person {
  readonly id: bigint;
  readonly name: string;
  readonly phone: string;
  contactId: string | undefined;
}

/** Believable names, all different. */
export function nameMembers(count: number): string[] {
  const dice = makeDice(NAMES_SEED);
  const names = new Set<string>();
  while (names.size < count) names.add(`${people.surnames[dice.below(people.surnames.length)] ?? ''}${people.given[dice.below(people.given.length)] ?? ''}`);
  return [...names];
}

/** Registers a member by his inviter's code, which the inviter has earned by then. */
export async function join(shop: Shop, newcomer: { n: number; name: string; inviter: Member | undefined; passwordHash: string }): Promise<Member> {
  const { infra } = shop.app;
  const { n, name, inviter, passwordHash } = newcomer;
  const code = inviter ? (await getMember(infra.sql, inviter.id)).inviteCode : undefined;
  assert(code !== null, 'whoever invites has a code to share');
  const phone = demoPhone(n);
  return shop.unit(async (ctx) => {
    const id = await registerMember(infra, ctx, { phone, passwordHash, name, versions: versionsOf(DOCUMENTS), ...(code === undefined ? {} : { inviteCode: code }) });
    return { ...(await shop.person(ctx, { accountId: id, level: 'member', n })), id, name, phone, contactId: undefined };
  });
}

/** The member's address; made up when he first needs one. */
export async function contactOf(shop: Shop, member: Member): Promise<string> {
  if (member.contactId !== undefined) return member.contactId;
  const dice = makeDice(Number(member.phone.slice(-5)));
  const place = people.addresses[dice.below(people.addresses.length)];
  assert(place, 'there are addresses to choose from');
  const words: Record<string, string> = {
    street: place.streets[dice.below(place.streets.length)] ?? '', number: String(1 + dice.below(280)), building: String(1 + dice.below(18)), room: String(101 + dice.below(24) * 100 + dice.below(4)),
  };
  const detail = people.houseFormat.replaceAll(/\{(\w+)\}/g, (_, word: string) => words[word] ?? '');
  const { id } = await shop.post<{ id: string }>(member, '/api/me/contacts', { name: member.name, phone: member.phone, regionCode: place.regionCode, detail });
  member.contactId = id;
  return id;
}
