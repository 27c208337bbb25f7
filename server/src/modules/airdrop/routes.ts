/** What a member sees of the fund: statement, why, daily list. The overview of assets also shows the price and stands in economy. */
import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import { memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, Day, ID_DIGITS, IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { formatDay } from '#kernel/day.ts';
import { listAirdrops } from './reads/daily.ts';
import { explainLine } from './reads/reasons.ts';
import { type Place, statement, type StatementLine } from './reads/statement.ts';

const AssetQuery = Type.Union([Type.Literal('sv'), Type.Literal('pts')]);
const CursorQuery = { ...PageQuery, cursor: Type.Optional(Type.String({ pattern: `^-?[0-9]{1,9}(\\.(?:0|${ID_DIGITS}))?$` })) };

const Line = Type.Object({
  id: IdText, kind: Type.String({ description: 'Text key of what happened' }), asset: AssetQuery,
  amount: Atoms, day: Nullable(Day), at: Instant, balanceAfter: Nullable(Atoms),
});

const Why = Type.Object({
  event: Type.Object({ type: Type.String(), position: Nullable(Type.String()), at: Instant }),
  rule: Nullable(Type.Object({ version: Type.Integer(), pack: Type.String(), paragraph: Type.String() })),
  steps: Type.Array(Type.Object({ text: Type.String({ description: 'Text key' }), params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])) })),
  entries: Type.Array(Type.Object({ debit: Type.String(), credit: Type.String(), amount: Atoms, asset: Type.String() })),
});

const AirdropDay = Type.Object({
  day: Day, issued: Atoms, price: Atoms, mySharesBefore: Atoms, points: Atoms, burned: Atoms, sharesAfter: Atoms, total: Atoms,
});

const cursorOf = (place: Place): string => `${place.day}.${place.id}`;
function placeOf(cursor: string): Place {
  const [day = '0', id = '0'] = cursor.split('.');
  return { day: Number(day), id: BigInt(id) };
}

function lineView(line: StatementLine) {
  return {
    id: (line.day ?? line.place.id).toString(), kind: line.kind, asset: line.asset, amount: line.amount.toString(),
    day: line.day === null ? null : formatDay(line.day), at: line.at.toISOString(), balanceAfter: line.balanceAfter?.toString() ?? null,
  };
}

/** Routes under /api/me. */
export function airdropRoutes(http: Http, infra: Infra): void {
  const guard = { act: 'airdrop.read', of: 'member' } as const;
  http.get('/api/me/statement', {
    schema: {
      tags: ['airdrop'], summary: 'Every change of the member\'s share value or points, latest first',
      querystring: Type.Object({ ...CursorQuery, asset: Type.Optional(AssetQuery) }), response: { 200: Page(Line) },
    },
    config: { guard },
  }, async (request) => {
    const { asset = 'sv', cursor, limit = 20 } = request.query;
    const page = await statement(infra.sql, {
      memberId: memberOf(request).accountId, asset, limit, ...(cursor === undefined ? {} : { before: placeOf(cursor) }),
    });
    return { items: page.lines.map(lineView), nextCursor: page.next && cursorOf(page.next) };
  });

  http.get('/api/me/statement/:id/why', {
    schema: { tags: ['airdrop'], summary: 'Why a line of the statement is as it is', params: Type.Object({ id: IdText }), response: { 200: Why } },
    config: { guard },
  }, async (request) => {
    const why = await explainLine(infra.sql, { memberId: memberOf(request).accountId, id: BigInt(request.params.id) });
    return {
      event: { ...why.event, at: why.event.at.toISOString() }, rule: why.rule, steps: why.steps.map(({ key, params }) => ({ text: key, params: { ...params } })),
      entries: why.entries.flatMap((entry) => entry.transfers).map((transfer) =>
        ({ debit: transfer.debit.kind, credit: transfer.credit.kind, amount: transfer.amount.toString(), asset: transfer.asset })),
    };
  });

  http.get('/api/me/airdrops', {
    schema: { tags: ['airdrop'], summary: 'What each noon gave and burned, latest first', querystring: Type.Object(CursorQuery), response: { 200: Page(AirdropDay) } },
    config: { guard },
  }, async (request) => {
    const { cursor, limit = 20 } = request.query;
    const page = await listAirdrops(infra.sql, { memberId: memberOf(request).accountId, limit, ...(cursor === undefined ? {} : { beforeDay: placeOf(cursor).day }) });
    return {
      items: page.lines.map((line) => ({
        day: formatDay(line.day), issued: line.row.issued.toString(), price: line.row.price.toString(), mySharesBefore: line.sharesBefore.toString(),
        points: line.points.toString(), burned: (line.sharesBefore - line.sharesAfter).toString(), sharesAfter: line.sharesAfter.toString(), total: line.row.shares.toString(),
      })),
      nextCursor: page.next === null ? null : String(page.next),
    };
  });
}
