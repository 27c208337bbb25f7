/** What the columns of each export say of a row of its list. */
import type { Cell } from '#infra/table-stream.ts';
import type { Locale } from '#infra/texts.ts';
import { formatAtoms } from '#kernel/amount.ts';
import type { auditPage } from '#modules/identity/index.ts';
import type { productPage } from '#modules/catalog/index.ts';
import type { ownOrderPage } from '#modules/fulfilment/index.ts';
import type { entryPage } from '#modules/ledger/index.ts';
import type { memberPage } from '#modules/members/index.ts';
import type { orderPage } from '#modules/orders/index.ts';
import type { payablePage } from '#modules/settlement/index.ts';
import texts from './texts.json' with { type: 'json' };

type ItemOf<Page extends (...input: never[]) => Promise<{ items: readonly unknown[] }>> = Awaited<ReturnType<Page>>['items'][number];
/** A cell by the name of its column, for one line of the file. */
type Line = Readonly<Record<string, Cell>>;

/** A word of a group in a language; the word itself when this program has none for it. */
export function wordOf(locale: Locale, group: string, word: string): string {
  const words: Readonly<Record<string, string>> = texts[locale];
  return words[`reports.${group}.${word}`] ?? word;
}

const SHANGHAI_MS = 8 * 3_600_000;
/** An instant as the clock of Shanghai shows it. */
const clockOf = (instant: string): string => new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ');
const yuan = (fen: string): Cell => ({ number: formatAtoms(BigInt(fen), 2) });
const asset = (atoms: string): Cell => ({ number: formatAtoms(BigInt(atoms), 8) });
const count = (n: number): Cell => ({ number: String(n) });

export const memberLines = (row: ItemOf<typeof memberPage>, locale: Locale): Line[] => [{
  memberId: row.id, name: row.name, phone: row.phoneMasked, level: wordOf(locale, 'level', row.level), inviterId: row.inviterId ?? '', inviter: row.inviterName ?? '', joinedAt: clockOf(row.joinedAt),
}];

export const orderLines = (row: ItemOf<typeof orderPage>, locale: Locale): Line[] => [{
  orderId: row.orderId, checkoutId: row.checkoutId, memberId: row.memberId, member: row.memberName ?? '', supplier: row.supplierName ?? wordOf(locale, 'supplier', 'self'),
  goods: row.lines.map(({ title, skuName, quantity }) => `${title} ${skuName} × ${quantity}`).join('; '), pieces: count(row.lines.reduce((sum, { quantity }) => sum + quantity, 0)),
  total: yuan(row.totalFen), state: wordOf(locale, 'orderState', row.state), placedAt: clockOf(row.placedAt),
}];

export const productLines = (row: ItemOf<typeof productPage>, locale: Locale): Line[] => row.skus.map((sku) => ({
  productId: row.id, title: row.title, skuId: sku.id, sku: sku.name, category: row.categoryName, supplier: row.supplierName ?? wordOf(locale, 'supplier', 'self'),
  zone: wordOf(locale, 'zone', row.zone), listed: wordOf(locale, 'listed', row.listed ? 'yes' : 'no'), price: yuan(sku.priceFen), supplyPrice: yuan(sku.supplyFen), unitSv: asset(sku.unitSv),
  stock: count(sku.stock), sold: count(row.sold),
}));

export const payableLines = (row: ItemOf<typeof payablePage>, locale: Locale): Line[] => [{
  orderId: row.orderId, supplierId: row.supplierId, supplier: row.supplierName, amount: yuan(row.amountFen), total: row.orderFen === undefined ? '' : yuan(row.orderFen),
  payableState: wordOf(locale, 'payableState', row.state), accruedAt: clockOf(row.accruedAt), payableAt: clockOf(row.payableAt),
}];

export const ownOrderLines = (row: ItemOf<typeof ownOrderPage>, locale: Locale): Line[] => [{
  orderId: row.orderId, goods: row.lines.map(({ title, skuName, quantity }) => `${title} ${skuName} × ${quantity}`).join('; '), pieces: count(row.lines.reduce((sum, { quantity }) => sum + quantity, 0)),
  owed: yuan(row.supplyFen), state: wordOf(locale, 'orderState', row.state), placedAt: clockOf(row.placedAt), paidAt: row.paidAt === null ? '' : clockOf(row.paidAt), recipient: row.contact?.name ?? '',
  recipientPhone: row.contact?.phone ?? '', address: row.contact === null ? '' : `${row.contact.region} ${row.contact.detail}`, carrier: row.shipping?.carrier ?? '', trackingNumber: row.shipping?.trackingNumber ?? '',
}];

/** One line a transfer: they add up. */
export const entryLines = (row: ItemOf<typeof entryPage>): Line[] => row.transfers.map((transfer) => ({
  entryId: row.id, bucket: count(row.bucket), at: clockOf(row.at), memo: row.memo, debit: transfer.debit.kind, debitHolder: transfer.debit.holder, credit: transfer.credit.kind,
  creditHolder: transfer.credit.holder, asset: transfer.asset, amount: transfer.asset === 'CNY' ? yuan(transfer.amount) : asset(transfer.amount), eventPosition: row.eventPosition ?? '',
  ruleVersion: row.ruleVersion === null ? '' : String(row.ruleVersion),
}));

/** Amounts in the audit log, by field. */
const AUDIT_AMOUNTS: Readonly<Record<string, (atoms: bigint) => string>> = {
  priceFen: (fen) => formatAtoms(fen, 2), supplyFen: (fen) => formatAtoms(fen, 2), suggestedFen: (fen) => formatAtoms(fen, 2), unitSv: (atoms) => formatAtoms(atoms, 8),
  priceAtoms: (atoms) => formatAtoms(atoms, 8), amountAtoms: (atoms) => formatAtoms(atoms, 8),
};
/** An act of the log (`auditAct`), or one that needs a second person (`act`), by its name. */
const actWord = (locale: Locale, group: 'auditAct' | 'act', act: string): string => {
  const key = act.replaceAll('.', '_');
  const word = wordOf(locale, group, key);
  return word === key ? act : word;
};

/** What stands in a field, as the console shows it: an amount in its unit, an act, a role, a level or a state by its name. */
function auditValue(locale: Locale, field: string, value: unknown): string {
  const text = String(value);
  const amount = AUDIT_AMOUNTS[field];
  if (amount && /^-?\d+$/.test(text)) return amount(BigInt(text));
  if (field === 'act') return actWord(locale, 'act', text);
  if (field === 'role' || field === 'roles') return text.split(' ').map((role) => wordOf(locale, 'role', role)).join(' ');
  if (field === 'level') return wordOf(locale, 'level', text);
  return /^[a-zA-Z]+$/.test(text) ? wordOf(locale, 'auditValue', text) : text;
}

/** Facts as `name: value`; a field `ID.field` is one of a part, such as a variant. */
function auditFacts(facts: Readonly<Record<string, unknown>> | null, locale: Locale): string {
  return Object.entries(facts ?? {}).map(([name, value]) => {
    const [part = '', field] = name.split('.');
    return `${field === undefined ? wordOf(locale, 'auditField', part) : `${wordOf(locale, 'auditField', field)} ${part}`}: ${auditValue(locale, field ?? part, value)}`;
  }).join(' · ');
}

/** Who did what in words; the code of the act and the object as the log calls them, since one searches by those. */
export const auditLines = (row: ItemOf<typeof auditPage>, locale: Locale): Line[] => [{
  auditId: row.id, at: clockOf(row.at), actorKind: wordOf(locale, 'actorKind', row.actorKind), actorId: row.actor?.id ?? '', actor: row.actor?.name ?? '', act: actWord(locale, 'auditAct', row.act), actCode: row.act,
  target: row.target, targetName: row.targetName ?? '', before: auditFacts(row.before, locale), after: auditFacts(row.after, locale), detail: auditFacts(row.detail, locale),
}];
