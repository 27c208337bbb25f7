/**
 * What members agree to. Every edition of a document stands in documents.json, the one in force last; the texts stand with the storefront, and a test
 * holds them to the edition's digest: a text cannot change without an edition of its own, for which every member is asked again.
 */
import { assert } from '#kernel/assert.ts';
import type { Locale } from '#infra/texts.ts';
import data from './documents.json' with { type: 'json' };

export const DOCUMENT_NAMES = ['terms', 'privacy'] as const;
export type DocumentName = (typeof DOCUMENT_NAMES)[number];

export interface Edition {
  readonly version: string;
  /** "YYYY-MM-DD". */
  readonly publishedOn: string;
  /** SHA-256 of its texts, both languages: what exactly was agreed to can be proven later. */
  readonly digest: string;
  /** What is different from the edition before, for those who know it. */
  readonly changes: Readonly<Record<Locale, string>>;
}

/** Editions of each document, oldest first. */
export type Documents = Readonly<Record<DocumentName, readonly Edition[]>>;
/** A version of each document. */
export type Versions = Readonly<Record<DocumentName, string>>;

/** A type and no interface, since copies of a member's data take it as it is. */
export type Consent = Readonly<Record<'document' | 'version', string> & { at: Date }>;

/** The documents of this release. */
export const DOCUMENTS: Documents = data;

/** The edition in force. */
export function editionOf(documents: Documents, name: DocumentName): Edition {
  const edition = documents[name].at(-1);
  assert(edition, 'every document has an edition');
  return edition;
}

/** The versions in force. */
export function versionsOf(documents: Documents): Versions {
  return { terms: editionOf(documents, 'terms').version, privacy: editionOf(documents, 'privacy').version };
}

/** The documents of which other versions are in force than those named. */
export function outdated(documents: Documents, named: Versions): DocumentName[] {
  return DOCUMENT_NAMES.filter((name) => named[name] !== editionOf(documents, name).version);
}

export interface Outstanding {
  readonly document: DocumentName;
  readonly edition: Edition;
  /** The edition in force and what he missed before it, oldest first; of who agreed to none, the one in force alone. */
  readonly missed: readonly Edition[];
}

/** The documents whose edition in force a member has not agreed to, with every edition since the last that he agreed to. */
export function outstanding(documents: Documents, consents: readonly Consent[]): Outstanding[] {
  return DOCUMENT_NAMES.flatMap((document) => {
    const agreed = new Set(consents.filter((consent) => consent.document === document).map(({ version }) => version));
    const edition = editionOf(documents, document);
    if (agreed.has(edition.version)) return [];
    const last = documents[document].findLastIndex(({ version }) => agreed.has(version));
    return [{ document, edition, missed: last < 0 ? [edition] : documents[document].slice(last + 1) }];
  });
}
