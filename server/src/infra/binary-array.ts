/** PostgreSQL binary arrays: a third of the cost of text arrays on both sides (POSTGRES §2b). pg sends Buffers in binary format. */
const OID = { int8: 20, int4: 23, int2: 21 } as const;

function encode<Value>(values: readonly Value[], type: { oid: number; bytes: number; write: (buffer: Buffer, value: Value, at: number) => void }): Buffer {
  const buffer = Buffer.allocUnsafe(20 + values.length * (4 + type.bytes));
  buffer.writeInt32BE(values.length > 0 ? 1 : 0, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(type.oid, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = 20;
  for (const value of values) {
    buffer.writeInt32BE(type.bytes, at);
    type.write(buffer, value, at + 4);
    at += 4 + type.bytes;
  }
  // An empty array has no dimension header.
  return values.length > 0 ? buffer : buffer.subarray(0, 12);
}

/** A bigint[] parameter. */
export function int8Array(values: readonly bigint[]): Buffer {
  return encode(values, { oid: OID.int8, bytes: 8, write: (buffer, value, at) => buffer.writeBigInt64BE(value, at) });
}

/** An int[] parameter. */
export function int4Array(values: readonly number[]): Buffer {
  return encode(values, { oid: OID.int4, bytes: 4, write: (buffer, value, at) => buffer.writeInt32BE(value, at) });
}

/** A smallint[] parameter. */
export function int2Array(values: readonly number[]): Buffer {
  return encode(values, { oid: OID.int2, bytes: 2, write: (buffer, value, at) => buffer.writeInt16BE(value, at) });
}
