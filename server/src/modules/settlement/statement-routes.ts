/** Statements by month: a supplier reads his own, the platform any supplier's. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, IdText } from '#infra/schemas.ts';
import { type Locale, localeOf } from '#infra/texts.ts';
import { sendSheet, XLSX_TYPE } from '#infra/xlsx.ts';
import { formatAtoms } from '#kernel/amount.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { balanceOf } from '#modules/ledger/index.ts';
import { type Supplier, supplierErrors, supplierOfOrganisation, suppliersOf } from '#modules/suppliers/index.ts';
import { linesOf, openingOf } from './statements.ts';
import { listMonths } from './store.ts';
import texts from './texts.json' with { type: 'json' };

const MONTHS = 60;
const MonthText = Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$', description: 'Month of Asia/Shanghai, YYYY-MM' });
const Statements = Type.Object({
  balanceFen: Type.String({ description: 'What the ledger says is owed now, fen' }),
  items: Type.Array(Type.Object({
    month: MonthText, orders: Type.Integer(), accruedFen: Atoms, returns: Type.Integer({ description: 'Orders that were refunded' }), returnedFen: Atoms,
    openingFen: Atoms, closingFen: Type.String({ description: 'Owed at the end of the month (of the current month: now), fen' }),
  })),
});

async function statementsJson(infra: Infra, supplier: Supplier) {
  const months = await listMonths(infra.sql, { supplierId: supplier.id, limit: MONTHS });
  const { balance } = await balanceOf(infra.sql, { bucket: supplier.bucket, kind: 'supplierPayable', holder: supplier.id });
  return {
    balanceFen: balance.toString(),
    items: months.map(({ month, orders, accruedFen, returns, returnedFen, closingFen }) => ({
      month, orders: Number(orders), accruedFen: accruedFen.toString(), returns: Number(returns), returnedFen: returnedFen.toString(),
      openingFen: (closingFen - accruedFen + returnedFen).toString(), closingFen: closingFen.toString(),
    })),
  };
}

function sheet(infra: Infra, reply: FastifyReply, wanted: { supplier: Supplier; month: string; locale: Locale }): FastifyReply {
  const { supplier, month, locale } = wanted;
  const words = texts[locale];
  const yuan = (fen: bigint): string => formatAtoms(fen, 2);
  async function* rows(): AsyncGenerator<string[]> {
    yield ['', words['settlement.opening'], '', '', '', yuan(await openingOf(infra.sql, { supplierId: supplier.id, month }))];
    for await (const line of linesOf(infra.sql, { supplierId: supplier.id, month })) {
      yield [formatDay(dayOf(line.at)), words[line.returned ? 'settlement.returned' : 'settlement.accrued'], line.orderId.toString(), yuan(line.returned ? -line.amountFen : line.amountFen),
        line.returned ? '' : line.disputed ? words['settlement.disputed'] : formatDay(dayOf(line.payableAt)), yuan(line.balanceFen)];
    }
  }
  const header = (['day', 'what', 'order', 'amount', 'due', 'balance'] as const).map((column) => words[`settlement.column.${column}`]);
  return sendSheet(reply, { fileName: `statement-${month}.xlsx`, name: month, header, rows: rows(), widths: [14, 18, 22, 16, 16, 16] });
}

/** Mounts the routes. */
export function statementRoutes(http: Http, infra: Infra): void {
  const own = { guard: { act: 'settlement.ownRead', of: 'supplier' } } as const;
  const all = { guard: { act: 'settlement.read', of: 'platform' } } as const;
  const Language = Type.Object({ lang: Type.Optional(Type.Enum(['zh-CN', 'en'])) });
  const named = async (id: string): Promise<Supplier> => {
    const supplier = (await suppliersOf(infra.sql, [BigInt(id)])).get(BigInt(id));
    if (!supplier) throw supplierErrors.notFound();
    return supplier;
  };

  http.get('/api/supplier/statements', { schema: { tags: ['settlement'], summary: 'My months, newest first, and what the ledger says I am owed', response: { 200: Statements } }, config: own },
    async (request) => statementsJson(infra, await supplierOfOrganisation(infra.sql, staffOf(request).orgId)));
  http.get('/api/supplier/statements/:month', {
    schema: { tags: ['settlement'], summary: 'Every line of one of my months with the balance after it (.xlsx)', params: Type.Object({ month: MonthText }), querystring: Language, produces: [XLSX_TYPE] }, config: own,
  }, async (request, reply) => sheet(infra, reply, {
    supplier: await supplierOfOrganisation(infra.sql, staffOf(request).orgId), month: request.params.month, locale: request.query.lang ?? localeOf(request.headers['accept-language']),
  }));
  http.get('/api/console/suppliers/:id/statements', {
    schema: { tags: ['settlement'], summary: 'A supplier’s months, newest first', params: Type.Object({ id: IdText }), response: { 200: Statements } }, config: all,
  }, async ({ params }) => statementsJson(infra, await named(params.id)));
  http.get('/api/console/suppliers/:id/statements/:month', {
    schema: { tags: ['settlement'], summary: 'Every line of a supplier’s month (.xlsx)', params: Type.Object({ id: IdText, month: MonthText }), querystring: Language, produces: [XLSX_TYPE] }, config: all,
  }, async (request, reply) => sheet(infra, reply, { supplier: await named(request.params.id), month: request.params.month, locale: request.query.lang ?? localeOf(request.headers['accept-language']) }));
}
