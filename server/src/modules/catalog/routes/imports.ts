/** Goods by the sheet: template, check, start, progress and what was wrong. A supplier imports his own, the operator for any supplier. */
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { type Locale, localeOf } from '#infra/texts.ts';
import { acceptSheets, fileErrors, sendSheet, XLSX_TYPE } from '#infra/xlsx.ts';
import { parseId } from '#kernel/id.ts';
import { supplierErrors, supplierOfOrganisation, suppliersOf } from '#modules/suppliers/index.ts';
import { checkSheet, columnName, getImport, keepImport, startImport } from '#modules/catalog/service/imports.ts';
import { COLUMNS, PROBLEMS } from '#modules/catalog/sheet.ts';
import { findImport, type Import, listImports, listItems } from '#modules/catalog/store/imports.ts';
import { listCategories } from '#modules/catalog/store/categories.ts';
import texts from '#modules/catalog/texts.json' with { type: 'json' };

const MAX_ID = (1n << 63n) - 1n;
const PAGE = 50;
const Params = Type.Object({ id: IdText });
const ImportView = Type.Object({
  id: IdText, supplierId: IdText, supplierName: Type.String(), fileName: Type.String(), state: Type.Enum(['checked', 'running', 'done']),
  total: Type.Integer({ description: 'Products in the sheet' }), bad: Type.Integer({ description: 'Products with something wrong, which stay out' }), made: Type.Integer({ description: 'Drafts made so far' }),
  createdAt: Instant, finishedAt: Nullable(Instant),
});
const ProblemView = Type.Object({ line: Type.Integer(), column: Type.Enum([...COLUMNS]), columnName: Type.String(), problem: Type.Enum([...PROBLEMS]), text: Type.String() });
const ItemView = Type.Object({
  number: Type.Integer(), lines: Type.Array(Type.Integer()), title: Type.String(), state: Type.Enum(['ready', 'bad', 'made']), variants: Type.Integer(), problems: Type.Array(ProblemView), proposalId: Nullable(IdText),
});
/** A link in a page cannot send Accept-Language: the language may stand in the address. */
const Language = Type.Object({ lang: Type.Optional(Type.Enum(['zh-CN', 'en'])) });

async function importsJson(infra: Infra, imports: readonly Import[]): Promise<Static<typeof ImportView>[]> {
  const names = await suppliersOf(infra.sql, [...new Set(imports.map(({ supplierId }) => supplierId))]);
  return imports.map(({ id, supplierId, fileName, state, total, bad, made, createdAt, finishedAt }) => ({
    id: id.toString(), supplierId: supplierId.toString(), supplierName: names.get(supplierId)?.name ?? '', fileName, state, total, bad, made, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
  }));
}

async function oneJson(infra: Infra, one: Import): Promise<Static<typeof ImportView>> {
  const [json] = await importsJson(infra, [one]);
  return json ?? { id: one.id.toString(), supplierId: '', supplierName: '', fileName: '', state: one.state, total: 0, bad: 0, made: 0, createdAt: one.createdAt.toISOString(), finishedAt: null };
}

/** The supplier whose imports the caller sees: his own, or null for the platform's staff, who see all. */
async function scopeOf(infra: Infra, request: FastifyRequest): Promise<bigint | null> {
  const staff = staffOf(request);
  return staff.orgKind === 'supplier' ? (await supplierOfOrganisation(infra.sql, staff.orgId)).id : null;
}

const problemText = (locale: Locale, problem: (typeof PROBLEMS)[number]): string => texts[locale][`catalog.problem.${problem}`];

/** Mounts the routes. */
export function importRoutes(http: Http, infra: Infra): void {
  const guard = { guard: { act: 'catalog.import', of: ['supplier', 'platform'] } } as const;

  http.get('/api/goods-imports/template', {
    schema: { tags: ['catalog'], summary: 'An empty sheet of goods with an example (.xlsx)', querystring: Language, produces: [XLSX_TYPE] }, config: guard,
  }, async (request, reply) => {
    const locale = request.query.lang ?? localeOf(request.headers['accept-language']);
    const categories = (await listCategories(infra.sql)).map(({ name }) => name);
    const example = [texts[locale]['catalog.example.title'], '', categories[0] ?? '', '', texts[locale]['catalog.example.variant'], '60.00', '100.00', '20', texts[locale]['catalog.yes']];
    return sendSheet(reply, {
      fileName: 'goods.xlsx', name: texts[locale]['catalog.sheet'], header: COLUMNS.map((column) => columnName(locale, column)), rows: [example], widths: [30, 30, 14, 40, 16, 12, 14, 10, 8],
      choices: new Map([[COLUMNS.indexOf('category'), categories], [COLUMNS.indexOf('listed'), [texts[locale]['catalog.yes'], texts[locale]['catalog.no']]]]),
    });
  });

  acceptSheets(http);
  http.post('/api/goods-imports', {
    schema: {
      tags: ['catalog'], summary: 'Uploads a sheet of goods (.xlsx as the body) and checks it; nothing is made yet. Staff of a supplier import their own, whatever supplierId says', consumes: [XLSX_TYPE],
      querystring: Type.Object({ fileName: Type.Optional(Type.String({ maxLength: 200 })), supplierId: Type.Optional(IdText) }),
      response: { 200: ImportView },
    },
    config: guard,
  }, async (request) => {
    const bytes: unknown = request.body;
    if (!Buffer.isBuffer(bytes)) throw fileErrors.unreadable();
    const { fileName = '', supplierId } = request.query;
    const own = await scopeOf(infra, request) ?? BigInt(supplierId ?? 0);
    const supplier = (await suppliersOf(infra.sql, [own])).get(own);
    if (!supplier) throw supplierErrors.notFound();
    const items = await checkSheet(infra, bytes);
    return oneJson(infra, await request.unit((ctx) => keepImport(ctx, { supplierId: supplier.id, bucket: supplier.bucket, fileName, items })));
  });

  http.get('/api/goods-imports', {
    schema: { tags: ['catalog'], summary: 'Sheets uploaded, newest first', querystring: Type.Object(PageQuery), response: { 200: Page(ImportView) } }, config: guard,
  }, async (request) => {
    const { limit = 20, cursor = '' } = request.query;
    const imports = await listImports(infra.sql, { supplierId: await scopeOf(infra, request), beforeId: parseId(cursor) ?? MAX_ID, limit });
    return { items: await importsJson(infra, imports), nextCursor: imports.length === limit ? (imports.at(-1)?.id.toString() ?? null) : null };
  });

  http.get('/api/goods-imports/:id', { schema: { tags: ['catalog'], summary: 'How far an import is', params: Params, response: { 200: ImportView } }, config: guard },
    async (request) => oneJson(infra, await getImport(infra, { id: request.params.id, supplierId: await scopeOf(infra, request) })));

  http.post('/api/goods-imports/:id/start', { schema: { tags: ['catalog'], summary: 'Makes drafts of the sound products; goes on by itself', params: Params, response: { 200: ImportView } }, config: guard }, async (request) => {
    const { id } = await getImport(infra, { id: request.params.id, supplierId: await scopeOf(infra, request) });
    await request.unit((ctx) => startImport(infra, ctx, id));
    const now = await findImport(infra.sql, id);
    return oneJson(infra, now ?? await getImport(infra, { id: request.params.id, supplierId: null }));
  });

  reportRoutes(http, infra, guard);
}

function reportRoutes(http: Http, infra: Infra, guard: { readonly guard: { readonly act: string; readonly of: readonly ['supplier', 'platform'] } }): void {
  http.get('/api/goods-imports/:id/items', {
    schema: {
      tags: ['catalog'], summary: 'Products of a sheet in its order, with what is wrong by row and column', params: Params,
      querystring: Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum(['ready', 'bad', 'made'])) }), response: { 200: Page(ItemView) },
    },
    config: guard,
  }, async (request) => {
    const { id } = await getImport(infra, { id: request.params.id, supplierId: await scopeOf(infra, request) });
    const { limit = PAGE, cursor = '', state = null } = request.query;
    const items = await listItems(infra.sql, { importId: id, state, after: /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0, limit });
    const locale = localeOf(request.headers['accept-language']);
    return {
      items: items.map((item) => ({
        number: item.number, lines: [...item.lines], title: item.title, state: item.state, variants: item.lines.length, proposalId: item.proposalId?.toString() ?? null,
        problems: item.problems.map((one) => ({ ...one, columnName: columnName(locale, one.column), text: problemText(locale, one.problem) })),
      })),
      nextCursor: items.length === limit ? String(items.at(-1)?.number) : null,
    };
  });

  http.get('/api/goods-imports/:id/problems', {
    schema: { tags: ['catalog'], summary: 'Everything wrong in a sheet, by row and column (.xlsx)', params: Params, querystring: Language, produces: [XLSX_TYPE] }, config: guard,
  }, async (request, reply) => {
    const { id } = await getImport(infra, { id: request.params.id, supplierId: await scopeOf(infra, request) });
    const locale = request.query.lang ?? localeOf(request.headers['accept-language']);
    const words = texts[locale];
    async function* rows(): AsyncGenerator<string[]> {
      for (let after = 0; ;) {
        const items = await listItems(infra.sql, { importId: id, state: 'bad', after, limit: PAGE });
        for (const { title, problems } of items) for (const { line, column, problem } of problems) yield [String(line), title, columnName(locale, column), problemText(locale, problem)];
        const last = items.at(-1);
        if (!last || items.length < PAGE) return;
        after = last.number;
      }
    }
    return sendSheet(reply, { fileName: 'problems.xlsx', name: words['catalog.problems'], header: [words['catalog.row'], words['catalog.column.title'], words['catalog.columnHead'], words['catalog.problemHead']], rows: rows(), widths: [8, 30, 18, 50] });
  });
}
