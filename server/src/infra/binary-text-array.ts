/**
 * Binary text[] parameters, elements may be null. In the text form every quote and backslash of every element is escaped here and undone
 * there, which for JSON costs more than the JSON itself. See binary-array.ts.
 */
const TEXT = 25;

/** A text[] parameter. */
export function textArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  // An empty array has no dimension header.
  const head = values.length > 0 ? 20 : 12;
  const buffer = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, head));
  buffer.writeInt32BE(values.length > 0 ? 1 : 0, 0);
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(TEXT, 8);
  if (values.length === 0) return buffer;
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = head;
  values.forEach((value, index) => {
    const length = lengths[index] ?? 0;
    buffer.writeInt32BE(value === null ? -1 : length, at);
    at += 4;
    if (value !== null) buffer.write(value, at);
    at += length;
  });
  return buffer;
}

/** A numeric[], bigint[] or int[] parameter in text form: numbers need no escaping, and PostgreSQL reads them as fast as its binary numeric. */
export function numberArray(values: readonly (bigint | number | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`;
}
