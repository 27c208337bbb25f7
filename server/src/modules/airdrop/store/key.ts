/** How the rows of members are named and read. */
import { int4Array, int8Array } from '#infra/binary-array.ts';
import { bucketOf } from '#kernel/id.ts';

/** Who: a member and his bucket. */
export interface Key { readonly bucket: number; readonly memberId: bigint }
export const keyOf = (memberId: bigint): Key => ({ bucket: bucketOf(memberId), memberId });

/** Members as the two arrays that statements take. */
export const keyArrays = (keys: readonly Key[]): unknown[] => [int4Array(keys.map((key) => key.bucket)), int8Array(keys.map((key) => key.memberId))];

const camel = (name: string): string => name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
/** Columns of a table under the names of our fields. */
export const select = (columns: readonly string[], from: string): string => columns.map((column) => `${from}.${column} as "${camel(column)}"`).join(', ');
