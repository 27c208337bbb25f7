/** Where the member has things sent, the country's regions to choose from, and what a pasted address says. */
import { Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Nullable } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { PhoneText } from '#modules/identity/index.ts';
import { addressBook } from './address-book.ts';
import { addContact, hideContact, listContacts, makeDefault } from './contacts.ts';
import { errors } from './domain.ts';
import { searchRegions } from './regions.ts';
import type { ListedContact, MemberId } from './store.ts';

const FOUND = 20;
/** Regions change once a year. */
const REGIONS_CACHE = 'public, max-age=86400';
const fields = {
  name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }), phone: PhoneText,
  regionCode: Type.String({ pattern: '^(?:[0-9]{6}|[0-9]{9})$', description: 'Code of a district or a street' }),
  detail: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
};
const ContactView = Type.Object({ id: IdText, ...fields, region: Type.String({ description: 'Names from the province down' }), isDefault: Type.Boolean() });
const ContactList = Type.Object({ items: Type.Array(ContactView) });
const ById = Type.Object({ id: IdText });
const guard = { act: 'members.own', of: 'member' } as const;

const view = ({ id, name, phone, regionCode, region, detail, isDefault }: ListedContact) => ({ id: String(id), name, phone, regionCode, region, detail, isDefault });

/** Mounts the routes. */
export function contactRoutes(http: Http, infra: Infra): void {
  ownContactRoutes(http, infra);
  addressRoutes(http);
}

function ownContactRoutes(http: Http, infra: Infra): void {
  const list = async (memberId: bigint) => ({ items: (await listContacts(infra.sql, memberId)).map(view) });
  const idOf = (text: string): bigint => {
    const id = parseId(text);
    if (id === undefined) throw errors.contactNotFound();
    return id;
  };

  http.get('/api/me/contacts', {
    schema: { tags: ['members'], summary: 'Where the member has things sent: the default one first, then the newest', response: { 200: ContactList } }, config: { guard },
  }, (request) => list(memberOf(request).accountId));

  http.post('/api/me/contacts', {
    schema: {
      tags: ['members'], summary: 'Add a contact, or replace one: contacts themselves never change, since orders point to them',
      body: Type.Object({ ...fields, replaces: Type.Optional(IdText), isDefault: Type.Optional(Type.Boolean()) }), response: { 201: ContactView },
    },
    config: { guard },
  }, async (request, reply) => {
    const memberId = memberOf(request).accountId;
    const { replaces, ...text } = request.body;
    const { id } = await request.unit((ctx) => addContact(ctx, { ...text, memberId, replaces: replaces === undefined ? undefined : parseId(replaces) }));
    const kept = (await listContacts(infra.sql, memberId)).find((contact) => contact.id === id);
    // Somebody who hides it at this very moment is told what he asked for.
    if (!kept) throw errors.contactNotFound();
    return reply.code(201).send(view(kept));
  });

  http.post('/api/me/contacts/:id/default', {
    schema: { tags: ['members'], summary: 'Offer this contact first', params: ById, response: { 200: ContactList } }, config: { guard },
  }, async (request) => {
    const memberId: MemberId = memberOf(request).accountId;
    await request.unit((ctx) => makeDefault(ctx, { memberId, contactId: idOf(request.params.id) }));
    return list(memberId);
  });

  http.delete('/api/me/contacts/:id', {
    schema: { tags: ['members'], summary: 'Take a contact off the list; orders keep it', params: ById, response: { 200: ContactList } }, config: { guard },
  }, async (request) => {
    const memberId: MemberId = memberOf(request).accountId;
    await request.unit((ctx) => hideContact(ctx, { memberId, contactId: idOf(request.params.id) }));
    return list(memberId);
  });
}

function addressRoutes(http: Http): void {
  http.get('/api/regions', {
    schema: {
      tags: ['members'], summary: 'The regions below one, provinces without one; or those whose name contains the words',
      querystring: Type.Object({ below: Type.Optional(Type.String({ pattern: '^(?:[0-9]{2}|[0-9]{4}|[0-9]{6})$' })), search: Type.Optional(Type.String({ maxLength: 20 })) }),
      response: { 200: Type.Object({ items: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), names: Type.Optional(Type.Array(Type.String(), { description: 'From the province down, when searched' })) })) }) },
    },
    config: { guard: 'public' },
  }, (request, reply) => {
    const { below, search } = request.query;
    const { regions } = addressBook();
    void reply.header('cache-control', REGIONS_CACHE);
    const items = search === undefined ? regions.below(below) : searchRegions(regions, search, FOUND);
    return { items: items.map((region) => ({ ...region, ...('names' in region ? { names: [...(region.names as readonly string[])] } : {}) })) };
  });

  http.post('/api/addresses/recognise', {
    schema: {
      tags: ['members'], summary: 'What a pasted text says about a recipient; what is not certain is left empty',
      body: Type.Object({ text: Type.String({ maxLength: 300 }) }),
      response: { 200: Type.Object({ name: Type.String(), phone: Type.String(), regionCode: Nullable(Type.String()), region: Type.String(), detail: Type.String() }) },
    },
    config: { guard: 'public' },
  }, (request) => {
    const { regions, recognise } = addressBook();
    const { regionCode, ...found } = recognise(request.body.text);
    return { ...found, regionCode: regionCode ?? null, region: regionCode === undefined ? '' : regions.namesOf(regionCode).join(' ') };
  });
}
