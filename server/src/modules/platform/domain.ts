/** The refusals of platform, and what two people decide about an event that a money subscriber cannot apply. */
import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('platform', {
  /** This program has no subscriber of that name. */
  noSubscriber: 404,
  /** The log has no such position. */
  noEvent: 404,
  /** It runs, or stopped somewhere else meanwhile: what was decided about is past. */
  notStopped: 409,
  /** The event is not parked, or was applied meanwhile. */
  notParked: 409,
  /** The subscriber's effects build on each other: an event out of its place would be wrong. */
  orderMatters: 409,
  /** Applied once more, the event failed once more. */
  stillFails: 409,
  /** The organisation has no such webhook. */
  webhookNotFound: 404,
  /** A webhook needs an https address that the internet can reach. */
  badWebhookUrl: 400,
  tooManyWebhooks: 409,
  /** Only an active webhook is paused. */
  webhookNotActive: 409,
  /** Only a paused webhook is resumed. */
  webhookNotPaused: 409,
  /** The organisation's webhooks were sent no such message. */
  deliveryNotFound: 404,
  /** The message is being sent, or will be. */
  deliveryWaits: 409,
});

/** Length of the reason for parking, in characters. */
export const REASON = { min: 10, max: 500 } as const;

/** A proposal to park; the facts beside the reason are for whoever decides. Strings in JSON, as an approval stores it. */
export interface Parking {
  readonly subscriber: string;
  readonly position: string;
  readonly type: string;
  /** When the event happened, ISO 8601. */
  readonly happenedAt: string;
  readonly error: string;
  readonly reason: string;
}

/** Reads back the proposal that an approval stored; undefined when it is none. */
export function parkingIn(json: unknown): Parking | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const text = (name: keyof Parking): string => {
    const value: unknown = Reflect.get(json, name);
    return typeof value === 'string' ? value : '';
  };
  const parking: Parking = {
    subscriber: text('subscriber'), position: text('position'), type: text('type'), happenedAt: text('happenedAt'), error: text('error'), reason: text('reason'),
  };
  return Object.values(parking).includes('') ? undefined : parking;
}
