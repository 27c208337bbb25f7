/** Lists as files: the pages of the list one after the other, behind the list's own permission and with its own filters. */
import type { Readable } from 'node:stream';
import { type Static, type TProperties, Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { type Cell, MEDIA_TYPES, streamTable, type TableFormat } from '#infra/table-stream.ts';
import { type Locale, localeOf } from '#infra/texts.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import type { Id } from '#kernel/id.ts';
import { OWN_PRODUCT_FILTER, ownProductPage, PRODUCT_FILTER, productPage, type StockReader } from '#modules/catalog/index.ts';
import { OWN_ORDER_FILTER, ownOrderPage } from '#modules/fulfilment/index.ts';
import { audit, AUDIT_FILTER, auditPage } from '#modules/identity/index.ts';
import { ENTRY_FILTER, entryPage } from '#modules/ledger/index.ts';
import { MEMBER_FILTER, memberPage } from '#modules/members/index.ts';
import { ORDER_FILTER, orderPage, type Orders } from '#modules/orders/index.ts';
import { ownPayablePage, PAYABLE_FILTER, payablePage } from '#modules/settlement/index.ts';
import { auditLines, entryLines, memberLines, orderLines, ownOrderLines, payableLines, productLines, wordOf } from './columns.ts';
import { errors, MOST_EXPORTS } from './domain.ts';

const PAGE = 500;
const FILES = Object.fromEntries(Object.values(MEDIA_TYPES).map((type) => [type.split(';')[0] ?? type, { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) }]));
/** Columns of each file. What members pay for an order and what share value goods bring are the platform's: suppliers' files have neither. */
const COLUMNS = {
  console: {
    members: ['memberId', 'name', 'phone', 'level', 'inviterId', 'inviter', 'joinedAt'],
    orders: ['orderId', 'checkoutId', 'memberId', 'member', 'supplier', 'goods', 'pieces', 'total', 'state', 'placedAt'],
    products: ['productId', 'title', 'skuId', 'sku', 'category', 'supplier', 'zone', 'listed', 'price', 'supplyPrice', 'unitSv', 'stock', 'sold'],
    payables: ['orderId', 'supplierId', 'supplier', 'amount', 'total', 'payableState', 'accruedAt', 'payableAt'],
    entries: ['entryId', 'bucket', 'at', 'memo', 'debit', 'debitHolder', 'credit', 'creditHolder', 'asset', 'amount', 'eventPosition', 'ruleVersion'],
    audit: ['auditId', 'at', 'actorKind', 'actorId', 'actor', 'act', 'actCode', 'target', 'targetName', 'before', 'after', 'detail'],
  },
  supplier: {
    orders: ['orderId', 'goods', 'pieces', 'owed', 'state', 'placedAt', 'paidAt', 'recipient', 'recipientPhone', 'address', 'carrier', 'trackingNumber'],
    products: ['productId', 'title', 'skuId', 'sku', 'category', 'zone', 'listed', 'price', 'supplyPrice', 'stock', 'sold'],
    payables: ['orderId', 'amount', 'payableState', 'accruedAt', 'payableAt'],
  },
} as const;
const AUDIENCES = { console: 'platform', supplier: 'supplier' } as const;

interface PageOf<Item> { readonly items: readonly Item[]; readonly nextCursor: string | null }
type Asked = Readonly<Record<string, string | number | boolean | undefined>>;
/** For whom a file is written. */
interface Reader { readonly orgId: Id<'organisation'>; readonly locale: Locale }

interface ExportedList<Item> {
  readonly list: string;
  readonly columns: readonly string[];
  readonly act: string;
  readonly filter: TProperties;
  /** A page of the list; the route has checked the filters. A supplier's page shows what his organisation has, whatever is asked. */
  page(query: Asked & { limit: number; cursor?: string }, reader: Reader): Promise<PageOf<Item>>;
  lines(item: Item, locale: Locale): readonly Readonly<Record<string, Cell>>[];
}
type Mount = <Item>(list: ExportedList<Item>) => void;
interface Lists { readonly orders: Orders; readonly stockOf: StockReader }

/** Mounts the export of every list that has one. */
export function exportRoutes(http: Http, infra: Infra, lists: Lists): void {
  platformExports(mounterOf(http, infra, 'console'), infra, lists);
  supplierExports(mounterOf(http, infra, 'supplier'), infra, lists);
}

function platformExports(mount: Mount, infra: Infra, { orders, stockOf }: Lists): void {
  const columns = COLUMNS.console;
  mount({ list: 'members', columns: columns.members, act: 'members.read', filter: MEMBER_FILTER, page: (query) => memberPage(infra, query as Parameters<typeof memberPage>[1]), lines: memberLines });
  mount({ list: 'orders', columns: columns.orders, act: 'orders.read', filter: ORDER_FILTER, page: (query) => orderPage(orders, query as Parameters<typeof orderPage>[1]), lines: orderLines });
  mount({ list: 'products', columns: columns.products, act: 'catalog.read', filter: PRODUCT_FILTER, page: (query) => productPage(infra, stockOf, query as Parameters<typeof productPage>[2]), lines: productLines });
  mount({ list: 'payables', columns: columns.payables, act: 'settlement.read', filter: PAYABLE_FILTER, page: (query) => payablePage(infra, query as Parameters<typeof payablePage>[1]), lines: payableLines });
  mount({ list: 'entries', columns: columns.entries, act: 'ledger.read', filter: ENTRY_FILTER, page: (query) => entryPage(infra, query as Parameters<typeof entryPage>[1]), lines: entryLines });
  mount({ list: 'audit', columns: columns.audit, act: 'audit.read', filter: AUDIT_FILTER, page: (query) => auditPage(infra, query as Parameters<typeof auditPage>[1]), lines: auditLines });
}

function supplierExports(mount: Mount, infra: Infra, { orders, stockOf }: Lists): void {
  const columns = COLUMNS.supplier;
  mount({
    list: 'orders', columns: columns.orders, act: 'orders.ownRead', filter: OWN_ORDER_FILTER, lines: ownOrderLines,
    page: (query, reader) => ownOrderPage({ infra, orders }, { ...query, ...reader }),
  });
  mount({
    list: 'products', columns: columns.products, act: 'catalog.ownRead', filter: OWN_PRODUCT_FILTER, lines: productLines,
    page: (query, { orgId }) => ownProductPage(infra, stockOf, { ...query, orgId }),
  });
  mount({ list: 'payables', columns: columns.payables, act: 'settlement.ownRead', filter: {}, lines: payableLines, page: (query, { orgId }) => ownPayablePage(infra, { ...query, orgId }) });
}

/** The rows of a list as the file has them, a page of the list at a time. */
async function* pagesOf<Item>(list: ExportedList<Item>, filters: Asked, reader: Reader): AsyncGenerator<readonly (readonly Cell[])[]> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await list.page({ ...filters, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }, reader);
    yield items.flatMap((item) => list.lines(item, reader.locale)).map((line) => list.columns.map((column) => line[column] ?? ''));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** Filters as the audit log keeps them: what was typed may be personal data, so it says only that something was. */
function auditedFilters(filters: Asked): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, name === 'search' ? true : value]])));
}

/** How the lists of a desk get their routes. Each desk has its own number of files at a time: suppliers never keep the platform from its own. */
function mounterOf(http: Http, infra: Infra, desk: keyof typeof COLUMNS): Mount {
  let running = 0;
  return (list) => {
    const { list: name, columns } = list;
    const Body = Type.Object({ ...list.filter, format: Type.Enum(['csv', 'xlsx']) });
    // What is taken away stands in the audit log, so this is no plain reading.
    http.post(`/api/${desk}/exports/${name}`, {
      schema: {
        tags: ['reports'], body: Body, response: { 200: { description: 'The file', content: FILES } },
        summary: desk === 'supplier' ? `The ${name} of one’s own organisation as a file` : `The list of ${name} as a file, everything that the filters let through`,
      },
      config: { guard: { act: list.act, of: AUDIENCES[desk] } },
    }, async (request, reply) => {
      const { format, ...filters } = request.body as Static<typeof Body> & { format: TableFormat } & Asked;
      if (running >= MOST_EXPORTS) throw errors.exportsBusy();
      const reader = { orgId: staffOf(request).orgId, locale: localeOf(request.headers['accept-language']) };
      await request.unit((ctx) => audit(ctx, { act: 'reports.export', target: `list:${name}`, detail: { format, ...auditedFilters(filters) } }));
      running += 1;
      const stream = streamTable(format, { header: columns.map((column) => wordOf(reader.locale, 'column', column)), pages: () => pagesOf(list, filters, reader) });
      stream.once('close', () => { running -= 1; });
      return reply.type(MEDIA_TYPES[format]).header('content-disposition', `attachment; filename="${name}-${formatDay(dayOf(infra.clock.now()))}.${format}"`).header('cache-control', 'no-store').send(stream);
    });
  };
}
