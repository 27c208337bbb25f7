/** The stored input of a proposal to park, read with care: it comes back as plain JSON. */
import { wordText } from '#shared/texts.ts';

const FIELDS = ['subscriber', 'position', 'type', 'happenedAt', 'error', 'reason'] as const;
export type Parking = Readonly<Record<(typeof FIELDS)[number], string>>;

/** The fields of the input; an en dash for what is missing. */
export function parkingOf(input: Readonly<Record<string, unknown>>): Parking {
  const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '–');
  return { subscriber: text('subscriber'), position: text('position'), type: text('type'), happenedAt: text('happenedAt'), error: text('error'), reason: text('reason') };
}

/** Who passes over what, for one line. */
export function parkingTexts(input: Readonly<Record<string, unknown>>): Record<string, string> {
  const { subscriber, position, type } = parkingOf(input);
  return { name: wordText('subscriber', subscriber.replace('.', '_')), position, type: wordText('eventType', type.replace('.', '_')) };
}
