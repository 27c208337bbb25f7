/**
 * PostgreSQL binary arrays: a third of the cost of text arrays on both sides (POSTGRES §2b). pg sends Buffers in binary format. Elements are
 * written through a DataView, whose setters are machine instructions; Buffer's writeBigInt64BE takes a BigInt apart in JavaScript.
 */
interface ElementType<Value> {
  readonly oid: number;
  readonly bytes: number;
  readonly write: (view: DataView, at: number, value: Value) => void;
}

const INT8: ElementType<bigint> = { oid: 20, bytes: 8, write: (view, at, value) => view.setBigInt64(at, value) };
const INT4: ElementType<number> = { oid: 23, bytes: 4, write: (view, at, value) => view.setInt32(at, value) };
/** PostgreSQL counts microseconds from the year 2000. */
const TIMESTAMPTZ_EPOCH_MS = Date.UTC(2000, 0, 1);
const TIMESTAMPTZ: ElementType<Date> = { oid: 1184, bytes: 8, write: (view, at, value) => view.setBigInt64(at, BigInt(value.getTime() - TIMESTAMPTZ_EPOCH_MS) * 1_000n) };
const INT2: ElementType<number> = { oid: 21, bytes: 2, write: (view, at, value) => view.setInt16(at, value) };

/** `values` row by row; `lengths` of the dimensions, whose product is their number. An empty array has no dimensions. */
function encode<Value>(type: ElementType<Value>, values: readonly Value[], lengths: readonly number[]): Buffer {
  const dimensions = values.length > 0 ? lengths : [];
  const buffer = Buffer.allocUnsafe(12 + dimensions.length * 8 + values.length * (4 + type.bytes));
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  view.setInt32(0, dimensions.length);
  view.setInt32(4, 0);
  view.setInt32(8, type.oid);
  let at = 12;
  for (const length of dimensions) {
    view.setInt32(at, length);
    view.setInt32(at + 4, 1);
    at += 8;
  }
  for (const value of values) {
    view.setInt32(at, type.bytes);
    type.write(view, at + 4, value);
    at += 4 + type.bytes;
  }
  return buffer;
}

/** A bigint[] parameter. */
export function int8Array(values: readonly bigint[]): Buffer {
  return encode(INT8, values, [values.length]);
}

/** A bigint[][] parameter: `values` row by row, `width` in each. */
export function int8Rows(values: readonly bigint[], width: number): Buffer {
  return encode(INT8, values, [values.length / width, width]);
}

/** An int[] parameter. */
export function int4Array(values: readonly number[]): Buffer {
  return encode(INT4, values, [values.length]);
}

/** A smallint[] parameter. */
export function int2Array(values: readonly number[]): Buffer {
  return encode(INT2, values, [values.length]);
}

/** A timestamptz[] parameter; pg writes out the local time and its offset for every Date, and PostgreSQL reads them back. */
export function instantArray(values: readonly Date[]): Buffer {
  return encode(TIMESTAMPTZ, values, [values.length]);
}
