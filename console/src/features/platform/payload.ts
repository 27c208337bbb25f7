/** An event's payload as lines that a person can read: every value by its path. */
export interface PayloadFact { readonly path: string; readonly value: string }

/** Every value of a payload in its order, with where it stands: orders[0].totalFen. */
export function payloadFacts(payload: unknown, path = ''): readonly PayloadFact[] {
  if (Array.isArray(payload)) return payload.flatMap((item: unknown, index) => payloadFacts(item, `${path}[${index}]`));
  if (typeof payload === 'object' && payload !== null) return Object.entries(payload).flatMap(([key, value]) => payloadFacts(value, path === '' ? key : `${path}.${key}`));
  return [{ path, value: payload === null || payload === undefined ? '–' : typeof payload === 'string' ? payload : JSON.stringify(payload) }];
}
