/** Whether a price rose since the member took note of it: that he must accept; a fall is only told. */
export function dearer(line: { readonly unitFen: string | null; readonly seenFen: string }): boolean {
  return line.unitFen !== null && BigInt(line.unitFen) > BigInt(line.seenFen);
}
