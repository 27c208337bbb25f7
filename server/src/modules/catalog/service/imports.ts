/**
 * Goods by the sheet: a file is checked whole and kept with what is wrong in it; started, its sound products become drafts a few at a time, each
 * few in one unit of work that also moves the progress. So a product is made once or not at all, whoever dies on the way, and the rest goes on.
 */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { readSheet } from '#infra/xlsx.ts';
import { assert } from '#kernel/assert.ts';
import { type Id, parseId } from '#kernel/id.ts';
import { audit } from '#modules/identity/index.ts';
import { suppliersOf } from '#modules/suppliers/index.ts';
import { errors } from '#modules/catalog/domain.ts';
import { COLUMNS, type Column, columnsIn, itemsIn, type SheetItem } from '#modules/catalog/sheet.ts';
import * as store from '#modules/catalog/store/imports.ts';
import { listCategories } from '#modules/catalog/store/categories.ts';
import texts from '#modules/catalog/texts.json' with { type: 'json' };
import { draftProposal } from './proposals.ts';

export const IMPORT_JOB = 'catalog.import';
export const MOST_ROWS = 5_000;
const AT_ONCE = 50;
const LOCALES = ['zh-CN', 'en'] as const;

/** The name of a column in a language. */
export const columnName = (locale: (typeof LOCALES)[number], column: Column): string => texts[locale][`catalog.column.${column}`];
const NAMES: ReadonlyMap<string, Column> = new Map(LOCALES.flatMap((locale) => COLUMNS.map((column) => [columnName(locale, column).replaceAll(/\s/g, '').toLowerCase(), column] as const)));
const wordsOf = (key: 'catalog.yes' | 'catalog.no'): string[] => LOCALES.map((locale) => texts[locale][key].toLowerCase());

/** The products of a file, with what is wrong in them; reads the file, so call it outside transactions. Refusals: file.unreadable, file.tooLarge, catalog.importColumns. */
export async function checkSheet(infra: Infra, bytes: Buffer): Promise<SheetItem[]> {
  const [header, ...rows] = await readSheet(bytes, { maxRows: MOST_ROWS });
  const columns = header && columnsIn(header.cells, NAMES);
  if (!columns) throw errors.importColumns();
  const categories = new Map((await listCategories(infra.sql)).map(({ id, name }) => [name, id.toString()]));
  return itemsIn(rows, columns, { categories, yes: wordsOf('catalog.yes'), no: wordsOf('catalog.no') });
}

/** Keeps a checked file, so that people see what would come of it. Nothing is made yet. */
export async function keepImport(ctx: Ctx, input: { supplierId: Id<'supplier'>; bucket: number; fileName: string; items: readonly SheetItem[] }): Promise<store.Import> {
  assert(ctx.actor.kind === 'staff', 'staff import goods');
  const { supplierId, bucket, fileName, items } = input;
  const one: store.Import = {
    id: ctx.newId(bucket), supplierId, madeBy: ctx.actor.accountId, fileName, state: 'checked', total: items.length, bad: items.filter(({ content }) => content === undefined).length, made: 0,
    createdAt: ctx.now, finishedAt: null,
  };
  await store.insertImport(ctx.tx, one, items.map(({ lines, title, problems, content }, index) => ({ number: index + 1, lines, title, problems, content: content ?? null, state: content === undefined ? 'bad' : 'ready' })));
  await audit(ctx, { act: 'catalog.importChecked', target: `import:${one.id}`, detail: { total: one.total, bad: one.bad }, after: { state: one.state } });
  return one;
}

/** An import that the caller may see: of his own supplier, or any when `supplierId` is null. Refusal: catalog.importNotFound. */
export async function getImport(infra: Infra, key: { id: string; supplierId: bigint | null }): Promise<store.Import> {
  const id = parseId(key.id);
  const one = id === undefined ? undefined : await store.findImport(infra.sql, id);
  if (!one || (key.supplierId !== null && one.supplierId !== key.supplierId)) throw errors.importNotFound();
  return one;
}

/** Starts making drafts of the sound products. Refusals: catalog.importNotFound, importStarted. */
export async function startImport(infra: Infra, ctx: Ctx, id: bigint): Promise<store.Import> {
  const one = await store.lockImport(ctx.tx, id);
  if (!one) throw errors.importNotFound();
  if (one.state !== 'checked') throw errors.importStarted();
  const started = { ...one, state: 'running' as const };
  await store.updateImport(ctx.tx, started);
  await infra.jobs.add(ctx, { name: IMPORT_JOB, input: { importId: id.toString() }, key: `${IMPORT_JOB}:${id}` });
  await audit(ctx, { act: 'catalog.import', target: `import:${id}`, detail: { total: one.total, bad: one.bad }, before: { state: one.state }, after: { state: started.state } });
  return started;
}

/** Makes the next few drafts; returns whether some are left. */
export async function importSome(ctx: Ctx, importId: bigint): Promise<boolean> {
  const one = await store.lockImport(ctx.tx, importId);
  if (one?.state !== 'running') return false;
  const items = await store.listItems(ctx.tx, { importId, state: 'ready', after: 0, limit: AT_ONCE });
  const supplier = (await suppliersOf(ctx.tx, [one.supplierId])).get(one.supplierId);
  assert(supplier, 'an import has a supplier');
  const made: { number: number; proposalId: bigint }[] = [];
  for (const { number, content } of items) {
    assert(content, 'a sound product has its content');
    const { id } = await draftProposal(ctx, { supplierId: supplier.id, bucket: supplier.bucket, productId: null, content });
    made.push({ number, proposalId: id });
  }
  await store.markMade(ctx.tx, { importId, items: made });
  const left = items.length === AT_ONCE;
  await store.updateImport(ctx.tx, { id: importId, made: one.made + made.length, state: left ? 'running' : 'done', finishedAt: left ? null : ctx.now });
  return left;
}
