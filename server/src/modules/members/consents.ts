/** Which versions of which documents a member agreed to: recorded when he registers, and again after every change before he may place new orders. */
import { LRUCache } from 'lru-cache';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { audit } from '#modules/identity/index.ts';
import { type Documents, DOCUMENTS, outdated, outstanding, type Versions } from './documents.ts';
import { errors } from './domain.ts';
import { consentsOf, insertConsents, type MemberId } from './store.ts';

export interface Consents {
  readonly infra: Infra;
  /** In force as long as this process lives. */
  readonly documents: Documents;
  /** Members known to have agreed to all of them: they are not read again. */
  readonly agreed: LRUCache<bigint, true>;
}

const REMEMBERED = 50_000;

/** The consents of a process; `documents` are those of the release unless given. */
export function makeConsents(infra: Infra, documents: Documents = DOCUMENTS): Consents {
  return { infra, documents, agreed: new LRUCache({ max: REMEMBERED }) };
}

/** Refuses outdatedVersions, naming the documents of which others are in force: nobody agrees to a text that he was not shown. */
export function refuseOutdated({ documents }: Consents, versions: Versions): void {
  const changed = outdated(documents, versions);
  if (changed.length > 0) throw errors.outdatedVersions({ documents: changed });
}

/** Records that the member agrees to the versions in force; what he agreed to before stays as it was. Throws outdatedVersions. */
export async function agree(ctx: Ctx, consents: Consents, agreement: { memberId: MemberId; versions: Versions }): Promise<void> {
  const { memberId, versions } = agreement;
  refuseOutdated(consents, versions);
  if ((await insertConsents(ctx.tx, { memberId, versions, at: ctx.now })) > 0) await audit(ctx, { act: 'members.consented', target: `member:${memberId}`, detail: versions });
}

/**
 * Lets a member pass who has agreed to all documents in force, from memory after the first time. Throws consentOutstanding, naming the others: he may
 * still use what he has, finish and return his orders, copy his data and leave.
 */
export async function requireConsent(consents: Consents, memberId: bigint): Promise<void> {
  if (consents.agreed.has(memberId)) return;
  const open = outstanding(consents.documents, await consentsOf(consents.infra.sql, memberId));
  if (open.length > 0) throw errors.consentOutstanding({ documents: open.map(({ document }) => document) });
  consents.agreed.set(memberId, true);
}
