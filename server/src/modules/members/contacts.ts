/** Where members have things sent: keeping, choosing, and reading what an order points to. */
import { LRUCache } from 'lru-cache';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { parsePhone } from '#modules/identity/index.ts';
import { regionNames } from './address-book.ts';
import { CONTACTS, type ContactText, errors, tidyContact } from './domain.ts';
import * as store from './store.ts';

export interface NewContact extends ContactText {
  readonly memberId: store.MemberId;
  readonly replaces: bigint | undefined;
  /** Offered first from now on; what replaces the first one is so anyway. */
  readonly isDefault?: boolean | undefined;
}

/**
 * Keeps a new contact; with `replaces`, in the place of one on the member's list. The names of its region are kept with it: an order's
 * address stays as it was when regions are renamed. Throws badContactPhone, unknownRegion, contactNotFound, tooManyContacts.
 */
export async function addContact(ctx: Ctx, contact: NewContact): Promise<store.Contact> {
  const { memberId, replaces } = contact;
  const text = tidyContact(contact);
  const phone = parsePhone(text.phone);
  if (phone === undefined) throw errors.badContactPhone();
  const names = regionNames(text.regionCode);
  if (names.length === 0) throw errors.unknownRegion();
  const member = await store.lockMember(ctx.tx, memberId); // Two requests at once must not pass the limit together.
  assert(member, 'a contact belongs to a member');
  const replaced = replaces === undefined ? undefined : (await store.listContacts(ctx.tx, { memberId, limit: CONTACTS })).find(({ id }) => id === replaces);
  if (replaces !== undefined && !(await store.hideContact(ctx.tx, { id: replaces, memberId, at: ctx.now }))) throw errors.contactNotFound();
  const listed = await store.listContacts(ctx.tx, { memberId, limit: CONTACTS });
  if (listed.length >= CONTACTS) throw errors.tooManyContacts({ most: CONTACTS });
  const kept: store.Contact = { ...text, phone, region: names.join(' '), id: ctx.newId<'contact'>(bucketOf(memberId)), memberId, createdAt: ctx.now };
  await store.insertContact(ctx.tx, kept);
  if (contact.isDefault === true || replaced?.isDefault === true) await store.setDefaultContact(ctx.tx, { memberId, contactId: kept.id });
  return kept;
}

/** The contacts a member may choose from: his default one first, then the newest. */
export function listContacts(sql: Sql, memberId: bigint): Promise<store.ListedContact[]> {
  return store.listContacts(sql, { memberId, limit: CONTACTS });
}

/** Offers this contact first from now on. Throws contactNotFound. */
export async function makeDefault(ctx: Ctx, contact: { memberId: store.MemberId; contactId: bigint }): Promise<void> {
  const listed = await store.listContacts(ctx.tx, { memberId: contact.memberId, limit: CONTACTS });
  if (!listed.some(({ id }) => id === contact.contactId)) throw errors.contactNotFound();
  await store.setDefaultContact(ctx.tx, contact);
}

/** Takes a contact off the member's list; orders keep it. Throws contactNotFound. */
export async function hideContact(ctx: Ctx, contact: { memberId: store.MemberId; contactId: bigint }): Promise<void> {
  if (!(await store.hideContact(ctx.tx, { id: contact.contactId, memberId: contact.memberId, at: ctx.now }))) throw errors.contactNotFound();
}

/** Contacts never change, so what was read once stays true; those of an account closed by another process are forgotten in a while. */
const caches = new WeakMap<Infra, LRUCache<bigint, store.Contact>>();
const CACHED_CONTACTS = 50_000;
const CACHED_MS = 600_000;

function cacheOf(infra: Infra): LRUCache<bigint, store.Contact> {
  const cache = caches.get(infra) ?? new LRUCache<bigint, store.Contact>({ max: CACHED_CONTACTS, ttl: CACHED_MS });
  caches.set(infra, cache);
  return cache;
}

/** A contact of the member's own, hidden or not. Throws contactNotFound, also for another member's. */
export async function contactOf(infra: Infra, contact: { memberId: bigint; contactId: bigint }): Promise<store.Contact> {
  const cached = cacheOf(infra).get(contact.contactId) ?? (await contactsOf(infra, [contact.contactId])).get(contact.contactId);
  if (cached?.memberId !== contact.memberId) throw errors.contactNotFound();
  return cached;
}

/** Contacts by id for whoever ships; the caller has checked that the orders are his. Unknown ids are absent. */
export async function contactsOf(infra: Infra, ids: readonly bigint[]): Promise<Map<bigint, store.Contact>> {
  const cache = cacheOf(infra);
  const missing = [...new Set(ids)].filter((id) => !cache.has(id));
  const read = missing.length === 0 ? [] : await store.findContacts(infra.sql, missing);
  for (const contact of read) cache.set(contact.id, contact);
  const found = new Map(read.map((contact) => [contact.id as bigint, contact]));
  for (const id of ids) {
    const contact = cache.get(id);
    if (contact) found.set(id, contact);
  }
  return found;
}

/** Drops a member's contacts from this process's memory, after the commit that deleted them. */
export function forgetContacts(infra: Infra, memberId: bigint): void {
  const cache = cacheOf(infra);
  for (const [id, contact] of cache.entries()) if (contact.memberId === memberId) cache.delete(id);
}
