/** Cases as pages show them. A supplier sees what he is owed, never what the member paid: that would show the platform's margin. */
import { type Static, Type } from 'typebox';
import { Atoms, IdText, Instant, Nullable } from '#infra/schemas.ts';
import type { Locale } from '#infra/texts.ts';
import { mediaUrl } from '#modules/catalog/index.ts';
import { namesOfMembers } from '#modules/members/index.ts';
import { carrierName, type Orders, ordersWithLines, shownLinesOf } from '#modules/orders/index.ts';
import { payableOf } from '#modules/settlement/index.ts';
import { suppliersOf } from '#modules/suppliers/index.ts';
import { CASE_ACTIONS, CASE_KINDS, CASE_STATES, caseActions, PARTIES, REASONS, STEP_ACTS, TURNS } from './domain.ts';
import { type CaseRow, listSteps } from './store.ts';

const card = {
  caseId: IdText, orderId: IdText, kind: Type.Enum([...CASE_KINDS]), reason: Type.Enum([...REASONS]), state: Type.Enum([...CASE_STATES]),
  turn: Nullable(Type.Enum([...TURNS], { description: 'Who is to act next' })), openedAt: Instant,
  dueAt: Nullable(Type.String({ format: 'date-time', description: 'When the case goes on by itself' })), closedAt: Nullable(Instant),
  lines: Type.Array(Type.Object({ title: Type.String(), skuName: Type.String(), imageUrl: Nullable(Type.String()), quantity: Type.Integer() })),
};
const detail = {
  message: Type.String(), pictures: Type.Array(Type.Object({ url: Type.String(), largeUrl: Type.String() })),
  returnTo: Nullable(Type.String({ description: 'Where the goods are to be sent' })), parcel: Nullable(Type.Object({ carrier: Type.String(), trackingNumber: Type.String() })),
  steps: Type.Array(Type.Object({ party: Type.Enum([...PARTIES]), act: Type.Enum([...STEP_ACTS]), message: Type.String(), at: Instant })),
  actions: Type.Array(Type.Enum([...CASE_ACTIONS])),
};
const paid = { amountFen: Atoms, supplierName: Nullable(Type.String({ description: 'null: sold by the platform itself' })) };
const whose = { memberId: IdText, memberName: Nullable(Type.String()) };
const owed = { supplyFen: Type.String({ pattern: '^[0-9]+$', description: 'What the supplier is paid for the order, fen' }) };
/** What agreeing undoes of the settlement: null when nothing is owed yet. */
const effect = { payableFen: Nullable(Atoms) };

export const MemberCard = Type.Object({ ...card, ...paid });
export const MemberDetail = Type.Object({ ...card, ...paid, ...detail });
export const SupplierCard = Type.Object({ ...card, ...owed });
export const SupplierDetail = Type.Object({ ...card, ...owed, ...detail, ...effect });
export const PlatformCard = Type.Object({ ...card, ...paid, ...whose });
export const PlatformDetail = Type.Object({ ...card, ...paid, ...whose, ...detail, ...effect });

type Card = Static<ReturnType<typeof Type.Object<typeof card>>>;
type Detail = Static<ReturnType<typeof Type.Object<typeof detail>>>;

async function cards(orders: Orders, rows: readonly CaseRow[]): Promise<Card[]> {
  const lines = await shownLinesOf(orders, rows);
  return rows.map((row) => ({
    caseId: String(row.caseId), orderId: String(row.orderId), kind: row.kind, reason: row.reason, state: row.state, turn: row.turn,
    openedAt: row.openedAt.toISOString(), dueAt: row.dueAt?.toISOString() ?? null, closedAt: row.closedAt?.toISOString() ?? null,
    lines: (lines.get(row.orderId) ?? []).map(({ title, skuName, imageUrl, quantity }) => ({ title, skuName, imageUrl, quantity })),
  }));
}

/** Cases as their member sees them. */
export async function memberCards(orders: Orders, rows: readonly CaseRow[]): Promise<Static<typeof MemberCard>[]> {
  const [shown, suppliers] = await Promise.all([cards(orders, rows), suppliersOf(orders.infra.sql, [...new Set(rows.flatMap(({ supplierId }) => supplierId ?? []))])]);
  return shown.map((one, index) => ({ ...one, amountFen: String(rows[index]?.amountFen), supplierName: suppliers.get(rows[index]?.supplierId ?? 0n)?.name ?? null }));
}

/** Cases as the platform sees them. */
export async function platformCards(orders: Orders, rows: readonly CaseRow[]): Promise<Static<typeof PlatformCard>[]> {
  const [shown, names] = await Promise.all([memberCards(orders, rows), namesOfMembers(orders.infra.sql, [...new Set(rows.map(({ memberId }) => memberId))])]);
  return shown.map((one, index) => ({ ...one, memberId: String(rows[index]?.memberId), memberName: names.get(rows[index]?.memberId ?? 0n) ?? null }));
}

/** Cases as their supplier sees them. */
export async function supplierCards(orders: Orders, rows: readonly CaseRow[]): Promise<Static<typeof SupplierCard>[]> {
  const [shown, bought] = await Promise.all([cards(orders, rows), ordersWithLines(orders.infra.sql, [...new Set(rows.map(({ orderId }) => orderId))])]);
  const supply = new Map(bought.map(({ orderId, lines }) => [orderId, lines.reduce((sum, line) => sum + line.supplyFen * BigInt(line.quantity), 0n)]));
  return shown.map((one, index) => ({ ...one, supplyFen: String(supply.get(rows[index]?.orderId ?? 0n) ?? 0n) }));
}

/** What a page about one case shows besides its card, to one of its parties. */
export async function detailOf(orders: Orders, row: CaseRow, reader: { locale: Locale; party: 'member' | 'supplier' | 'platform' }): Promise<Detail> {
  const steps = await listSteps(orders.infra.sql, row.caseId);
  const { carrier, trackingNumber } = row;
  return {
    message: row.message, pictures: row.pictures.map((sha256) => ({ url: mediaUrl(sha256, 200), largeUrl: mediaUrl(sha256, 1200) })), returnTo: row.returnTo,
    parcel: carrier !== null && trackingNumber !== null ? { carrier: carrierName(reader.locale, carrier), trackingNumber } : null,
    steps: steps.map(({ party, act, message, at }) => ({ party, act, message, at: at.toISOString() })), actions: [...caseActions(row, reader.party)],
  };
}

/** What agreeing would undo of the settlement. */
export async function effectOf(orders: Orders, row: CaseRow): Promise<{ payableFen: string | null }> {
  const fen = await payableOf(orders.infra.sql, row.orderId);
  return { payableFen: fen === undefined ? null : String(fen) };
}
