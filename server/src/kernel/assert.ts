/** A broken invariant is a bug, never a refusal: the request dies with 500 and an alert. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws InvariantError naming the invariant in words when `condition` does not hold. */
export function assert(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new InvariantError(invariant);
}
