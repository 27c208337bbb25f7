import { type Static, Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, ID_DIGITS, IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { type Account, ACCOUNT_KINDS, type AccountKind, errors } from './domain.ts';
import { getEntry, listEntries, type PostedEntry } from './service/entries.ts';
import { listLatestSeals, listSealsBefore, type SealRow } from './store/seals.ts';
import { type Difference, trialBalance, verifyBucket } from './service/sealing.ts';

const Bucket = Type.Integer({ minimum: 0, maximum: 1023 });
const Asset = Type.Enum(['CNY', 'PTS', 'SV']);
const Kind = Type.Enum([...ACCOUNT_KINDS]);
const AccountSchema = Type.Object({ kind: Kind, holder: Type.String({ description: 'Id of the member or supplier; "0" for the system' }) });
const entryFields = {
  bucket: Bucket, id: IdText, at: Instant, memo: Type.String(), eventPosition: Nullable(Type.String()), ruleVersion: Nullable(Type.Integer()),
  transfers: Type.Array(Type.Object({ debit: AccountSchema, credit: AccountSchema, asset: Asset, amount: Atoms })),
};
const EntrySchema = Type.Object(entryFields);
const EntryDetail = Type.Object({ ...entryFields, seal: Nullable(Type.Integer({ description: 'Number of the seal in its bucket; null while the entry is open' })) });
const TrialBalanceSchema = Type.Object({
  lines: Type.Array(Type.Object({ kind: Kind, asset: Asset, holder: Type.Enum(['system', 'member', 'supplier']), debits: Atoms, credits: Atoms, balance: Atoms })),
  sealed: Type.Object({ buckets: Type.String(), entries: Type.String(), transfers: Type.String(), lastSealedAt: Nullable(Instant) }),
});
const SealSchema = Type.Object({
  bucket: Bucket, number: Type.Integer(), fromId: Type.String(), toId: Type.String(), entries: Type.String(), transfers: Type.String(),
  hash: Type.String({ description: 'SHA-256 in hex' }), sealedAt: Nullable(Instant),
});
const VerificationSchema = Type.Object({
  bucket: Bucket, seals: Type.Integer(), entries: Type.String(),
  difference: Nullable(Type.Object({ check: Type.String(), subject: Type.String({ description: 'The seal or account concerned' }), expected: Type.String(), found: Type.String() })),
});

const accountJson = (account: Account): Static<typeof AccountSchema> => ({ kind: account.kind, holder: account.holder.toString() });
function entryJson(entry: PostedEntry): Static<typeof EntrySchema> {
  return {
    bucket: entry.bucket, id: entry.id.toString(), at: entry.at.toISOString(), memo: entry.memo,
    eventPosition: entry.eventPosition?.toString() ?? null, ruleVersion: entry.ruleVersion,
    transfers: entry.transfers.map(({ debit, credit, asset, amount }) => ({ debit: accountJson(debit), credit: accountJson(credit), asset, amount: amount.toString() })),
  };
}
function sealJson(seal: SealRow): Static<typeof SealSchema> {
  return {
    bucket: seal.bucket, number: seal.number, fromId: seal.fromId.toString(), toId: seal.toId.toString(), entries: seal.entries.toString(),
    transfers: seal.transfers.toString(), hash: seal.hash.toString('hex'), sealedAt: seal.sealedAt?.toISOString() ?? null,
  };
}
function differenceJson(difference: Difference): Static<typeof VerificationSchema>['difference'] {
  const subject = 'seal' in difference ? String(difference.seal) : `${difference.kind}:${difference.holder}`;
  return { check: difference.check, subject, expected: difference.expected, found: difference.found };
}

/** `account` of the list: a kind, a holder's id, or both as kind:holder. */
function parseAccount(text: string | undefined): { kind?: AccountKind | undefined; holder?: bigint | undefined } {
  const parts = text?.split(':') ?? [];
  const digits = parts.find((part) => /^\d+$/.test(part));
  return { kind: ACCOUNT_KINDS.find((kind) => parts.includes(kind)), holder: digits ? BigInt(digits) : undefined };
}

const guard = { act: 'ledger.read', of: 'platform' } as const;
export const ENTRY_FILTER = {
  bucket: Type.Optional(Bucket),
  account: Type.Optional(Type.String({ pattern: `^(${ACCOUNT_KINDS.join('|')}|${ID_DIGITS}|(${ACCOUNT_KINDS.join('|')}):(0|${ID_DIGITS}))$`, description: 'kind, holder, or kind:holder' })),
};
const EntryQuery = Type.Object({ ...PageQuery, ...ENTRY_FILTER });
const EntriesPage = Page(EntrySchema);

/** A page of the console's list of entries. */
export async function entryPage(infra: Infra, query: Static<typeof EntryQuery>): Promise<Static<typeof EntriesPage>> {
  const { limit = 20 } = query;
  const beforeId = query.cursor === undefined ? undefined : parseId(query.cursor);
  const entries = await listEntries(infra.sql, { ...parseAccount(query.account), bucket: query.bucket, beforeId, wall: infra.clock.wall(), limit });
  return { items: entries.map(entryJson), nextCursor: entries.length === limit ? (entries.at(-1)?.id.toString() ?? null) : null };
}

/** The console's view of the ledger: read only. */
export function ledgerRoutes(http: Http, infra: Infra): void {
  const sql = infra.sql;
  http.get('/api/console/ledger/trial-balance', {
    schema: { tags: ['ledger'], summary: 'Debits, credits and balances by kind at the sealed positions', response: { 200: TrialBalanceSchema } }, config: { guard },
  }, async () => {
    const { lines, sealed } = await trialBalance(sql);
    return {
      lines: lines.map((line) => ({ ...line, debits: line.debits.toString(), credits: line.credits.toString(), balance: line.balance.toString() })),
      sealed: { buckets: sealed.buckets.toString(), entries: sealed.entries.toString(), transfers: sealed.transfers.toString(), lastSealedAt: sealed.lastSealedAt?.toISOString() ?? null },
    };
  });

  http.get('/api/console/ledger/entries', {
    schema: { tags: ['ledger'], summary: 'Newest entries, by kind and holder', querystring: EntryQuery, response: { 200: EntriesPage } }, config: { guard },
  }, ({ query }) => entryPage(infra, query));

  http.get('/api/console/ledger/entries/:bucket/:id', {
    schema: { tags: ['ledger'], summary: 'One entry', params: Type.Object({ bucket: Bucket, id: IdText }), response: { 200: EntryDetail } }, config: { guard },
  }, async ({ params }) => {
    const id = parseId(params.id);
    if (id === undefined) throw errors.entryNotFound();
    const entry = await getEntry(sql, { bucket: params.bucket, id });
    return { ...entryJson(entry), seal: entry.seal };
  });
  sealRoutes(http, infra);
}

function sealRoutes(http: Http, { sql }: Infra): void {
  http.get('/api/console/ledger/seals', {
    schema: {
      tags: ['ledger'], summary: 'The latest seal of every bucket, or all seals of one bucket, newest first',
      querystring: Type.Object({ ...PageQuery, bucket: Type.Optional(Bucket) }), response: { 200: Page(SealSchema) },
    },
    config: { guard },
  }, async ({ query }) => {
    const { bucket, limit = 20 } = query;
    const cursor = /^\d{1,9}$/.test(query.cursor ?? '') ? Number(query.cursor) : undefined;
    const seals = bucket === undefined
      ? await listLatestSeals(sql, { afterBucket: cursor ?? -1, limit })
      : await listSealsBefore(sql, { bucket, number: cursor ?? 2 ** 31 - 1, limit });
    const last = seals.at(-1);
    return { items: seals.map(sealJson), nextCursor: last && seals.length === limit ? String(bucket === undefined ? last.bucket : last.number) : null };
  });

  http.get('/api/console/ledger/verification/:bucket', {
    schema: { tags: ['ledger'], summary: 'Recomputes the seals and accounts of a bucket and names the first difference', params: Type.Object({ bucket: Bucket }), response: { 200: VerificationSchema } },
    config: { guard },
  }, async ({ params }) => {
    const { difference, entries, ...rest } = await verifyBucket(sql, params.bucket);
    return { ...rest, entries: entries.toString(), difference: difference && differenceJson(difference) };
  });
}
