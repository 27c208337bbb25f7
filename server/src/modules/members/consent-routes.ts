/** The documents in force, and what the member agreed to. */
import { type Static, Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import { Day, Instant } from '#infra/schemas.ts';
import { type Locale, localeOf } from '#infra/texts.ts';
import { agree, type Consents } from './consents.ts';
import { type Consent, DOCUMENT_NAMES, editionOf, type Edition, outstanding } from './documents.ts';
import { consentsOf } from './store.ts';

const guard = { act: 'members.own', of: 'member' } as const;
const Version = Type.String({ pattern: '^[0-9A-Za-z._-]{1,40}$' });
/** The versions that somebody was shown, and agrees to. */
export const VersionsBody = Type.Object({ terms: Version, privacy: Version });
export const ConsentView = Type.Object({ document: Type.String(), version: Type.String(), at: Instant });

const document = { document: Type.Enum([...DOCUMENT_NAMES]), version: Type.String(), publishedOn: Day };
const DocumentView = Type.Object({ ...document, changes: Type.String({ description: 'What is different from the version before' }) });
const OwnConsents = Type.Object({
  outstanding: Type.Array(Type.Object({ ...document, changes: Type.Array(Type.String(), { description: 'By version since the one that he agreed to, oldest first' }) }), {
    description: 'Documents that changed since he agreed; without agreeing he places no new orders',
  }),
  items: Type.Array(ConsentView, { description: 'What he agreed to, newest first' }),
});

const facts = ({ version, publishedOn }: Edition) => ({ version, publishedOn });

/** A consent as its member and staff see it. */
export function consentView({ document: name, version, at }: Consent): Static<typeof ConsentView> {
  return { document: name, version, at: at.toISOString() };
}

/** Mounts the routes. */
export function consentRoutes(http: Http, consents: Consents): void {
  const { infra, documents } = consents;
  const own = async (memberId: bigint, locale: Locale): Promise<Static<typeof OwnConsents>> => {
    const items = await consentsOf(infra.sql, memberId);
    return {
      outstanding: outstanding(documents, items).map(({ document: name, edition, missed }) => ({ document: name, ...facts(edition), changes: missed.map(({ changes }) => changes[locale]) })),
      items: items.map(consentView),
    };
  };

  http.get('/api/documents', {
    schema: { tags: ['members'], summary: 'The documents that members agree to: versions in force', response: { 200: Type.Object({ items: Type.Array(DocumentView) }) } },
    config: { guard: 'public' },
  }, (request) => {
    const locale = localeOf(request.headers['accept-language']);
    return { items: DOCUMENT_NAMES.map((name) => {
      const edition = editionOf(documents, name);
      return { document: name, ...facts(edition), changes: edition.changes[locale] };
    }) };
  });

  http.get('/api/me/consents', {
    schema: { tags: ['members'], summary: 'What the member agreed to, and what changed since', response: { 200: OwnConsents } }, config: { guard },
  }, (request) => own(memberOf(request).accountId, localeOf(request.headers['accept-language'])));

  http.post('/api/me/consents', {
    schema: { tags: ['members'], summary: 'Agree to the documents in force, of the versions that were shown', body: Type.Object({ versions: VersionsBody }), response: { 200: OwnConsents } },
    config: { guard },
  }, async (request) => {
    const memberId = memberOf(request).accountId;
    await request.unit((ctx) => agree(ctx, consents, { memberId, versions: request.body.versions }));
    return own(memberId, localeOf(request.headers['accept-language']));
  });
}
