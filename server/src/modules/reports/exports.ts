/** Lists as files: the pages of the list one after the other, behind the list's own permission and with its own filters. */
import type { Readable } from 'node:stream';
import { type Static, type TProperties, Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { type Cell, MEDIA_TYPES, streamTable, type TableFormat } from '#infra/table-stream.ts';
import { type Locale, localeOf } from '#infra/texts.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { PRODUCT_FILTER, productPage, type StockReader } from '#modules/catalog/index.ts';
import { audit, AUDIT_FILTER, auditPage } from '#modules/identity/index.ts';
import { ENTRY_FILTER, entryPage } from '#modules/ledger/index.ts';
import { MEMBER_FILTER, memberPage } from '#modules/members/index.ts';
import { ORDER_FILTER, orderPage, type Orders } from '#modules/orders/index.ts';
import { PAYABLE_FILTER, payablePage } from '#modules/settlement/index.ts';
import { auditLines, entryLines, memberLines, orderLines, payableLines, productLines, wordOf } from './columns.ts';
import { errors, MOST_EXPORTS } from './domain.ts';

const PAGE = 500;
const FILES = Object.fromEntries(Object.values(MEDIA_TYPES).map((type) => [type.split(';')[0] ?? type, { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) }]));
const COLUMNS = {
  members: ['memberId', 'name', 'phone', 'level', 'inviterId', 'inviter', 'joinedAt'],
  orders: ['orderId', 'checkoutId', 'memberId', 'member', 'supplier', 'goods', 'pieces', 'total', 'state', 'placedAt'],
  products: ['productId', 'title', 'skuId', 'sku', 'category', 'supplier', 'zone', 'listed', 'price', 'supplyPrice', 'unitSv', 'stock', 'sold'],
  payables: ['orderId', 'supplierId', 'supplier', 'amount', 'total', 'due', 'accruedAt', 'payableAt'],
  entries: ['entryId', 'bucket', 'at', 'memo', 'debit', 'debitHolder', 'credit', 'creditHolder', 'asset', 'amount', 'eventPosition', 'ruleVersion'],
  audit: ['auditId', 'at', 'actorKind', 'actorId', 'actor', 'act', 'actCode', 'target', 'targetName', 'before', 'after', 'detail'],
} as const;
type ListName = keyof typeof COLUMNS;

interface PageOf<Item> { readonly items: readonly Item[]; readonly nextCursor: string | null }
type Asked = Readonly<Record<string, string | number | boolean | undefined>>;

interface ExportedList<Item> {
  readonly list: ListName;
  readonly act: string;
  readonly filter: TProperties;
  /** A page of the list; the route has checked the filters. */
  page(query: Asked & { limit: number; cursor?: string }): Promise<PageOf<Item>>;
  lines(item: Item, locale: Locale): readonly Readonly<Record<string, Cell>>[];
}

/** Mounts the export of every list that has one. */
export function exportRoutes(http: Http, infra: Infra, { orders, stockOf }: { orders: Orders; stockOf: StockReader }): void {
  const running = { count: 0 };
  const mount = <Item>(list: ExportedList<Item>): void => exportRoute(http, infra, { list, running });
  mount({ list: 'members', act: 'members.read', filter: MEMBER_FILTER, page: (query) => memberPage(infra, query as Parameters<typeof memberPage>[1]), lines: memberLines });
  mount({ list: 'orders', act: 'orders.read', filter: ORDER_FILTER, page: (query) => orderPage(orders, query as Parameters<typeof orderPage>[1]), lines: orderLines });
  mount({ list: 'products', act: 'catalog.read', filter: PRODUCT_FILTER, page: (query) => productPage(infra, stockOf, query as Parameters<typeof productPage>[2]), lines: productLines });
  mount({ list: 'payables', act: 'settlement.read', filter: PAYABLE_FILTER, page: (query) => payablePage(infra, query as Parameters<typeof payablePage>[1]), lines: payableLines });
  mount({ list: 'entries', act: 'ledger.read', filter: ENTRY_FILTER, page: (query) => entryPage(infra, query as Parameters<typeof entryPage>[1]), lines: entryLines });
  mount({ list: 'audit', act: 'audit.read', filter: AUDIT_FILTER, page: (query) => auditPage(infra, query as Parameters<typeof auditPage>[1]), lines: auditLines });
}

/** The rows of a list as the file has them, a page of the list at a time. */
async function* pagesOf<Item>(list: ExportedList<Item>, filters: Asked, locale: Locale): AsyncGenerator<readonly (readonly Cell[])[]> {
  const columns: readonly string[] = COLUMNS[list.list];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await list.page({ ...filters, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    yield items.flatMap((item) => list.lines(item, locale)).map((line) => columns.map((column) => line[column] ?? ''));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** Filters as the audit log keeps them: what was typed may be personal data, so it says only that something was. */
function auditedFilters(filters: Asked): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, name === 'search' ? true : value]])));
}

function exportRoute<Item>(http: Http, infra: Infra, { list, running }: { list: ExportedList<Item>; running: { count: number } }): void {
  const name = list.list;
  const Body = Type.Object({ ...list.filter, format: Type.Enum(['csv', 'xlsx']) });
  // What is taken away stands in the audit log, so this is no plain reading.
  http.post(`/api/console/exports/${name}`, {
    schema: {
      tags: ['reports'], summary: `The list of ${name} as a file, everything that the filters let through`, body: Body,
      response: { 200: { description: 'The file', content: FILES } },
    },
    config: { guard: { act: list.act, of: 'platform' } },
  }, async (request, reply) => {
    const { format, ...filters } = request.body as Static<typeof Body> & { format: TableFormat } & Asked;
    if (running.count >= MOST_EXPORTS) throw errors.exportsBusy();
    const locale = localeOf(request.headers['accept-language']);
    await request.unit((ctx) => audit(ctx, { act: 'reports.export', target: `list:${name}`, detail: { format, ...auditedFilters(filters) } }));
    running.count += 1;
    const stream = streamTable(format, { header: COLUMNS[name].map((column) => wordOf(locale, 'column', column)), pages: () => pagesOf(list, filters, locale) });
    stream.once('close', () => { running.count -= 1; });
    return reply.type(MEDIA_TYPES[format]).header('content-disposition', `attachment; filename="${name}-${formatDay(dayOf(infra.clock.now()))}.${format}"`).header('cache-control', 'no-store').send(stream);
  });
}
