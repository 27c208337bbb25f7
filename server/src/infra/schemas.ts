/** Schemas shared by the routes of all modules. Amounts and ids are decimal strings in JSON. */
import { type TSchema, Type } from 'typebox';

/** The digits of an id. Below 9·10^18 they fit PostgreSQL's bigint, and ids will until 2091. */
export const ID_DIGITS = '[1-9][0-9]{0,17}|[1-8][0-9]{18}';
export const IdText = Type.String({ pattern: `^(?:${ID_DIGITS})$`, description: 'Identifier, a decimal string' });
export const Atoms = Type.String({ pattern: '^-?[0-9]{1,38}$', description: 'Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices' });
export const PositiveAtoms = Type.String({ pattern: '^[1-9][0-9]{0,17}$', description: 'Amount above zero, in atoms' });
export const Instant = Type.String({ format: 'date-time', description: 'Instant, ISO 8601 in UTC' });
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Business day in Asia/Shanghai' });

/** Paging of a list: `cursor` is what the page before returned as nextCursor. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
};

/** A value or null. */
export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** One page of a list. */
export const Page = <Schema extends TSchema>(item: Schema) =>
  Type.Object({ items: Type.Array(item), nextCursor: Nullable(Type.String()), total: Type.Optional(Type.Integer()) });

/** What every refusal and failure answers. */
export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null(), Type.Array(Type.String())])),
    requestId: Type.String(),
  }),
});
