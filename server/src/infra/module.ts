/** What a module hands to the app: its edges. index.ts exports a factory `<name>Module(infra, …)` that returns this. */
import type { LoggedEvent, EventType } from '#app/events.ts';
import type { Check } from './check.ts';
import type { Ctx } from './context.ts';
import type { Http } from './http.ts';
import type { Personal } from './personal.ts';

/**
 * An ordered consumer of the event log. Cursor and effect share the transaction of `ctx`; `events` is one batch and one effect,
 * in position order. `money: true` stops and alarms on a poisoned event; others park it. `anyOrder: true` promises that the effect of an event is
 * the same whenever it is applied, so that a parked one may be applied later; a money subscriber never promises it.
 */
export type Subscriber = {
  readonly name: string;
  readonly types: readonly EventType[];
  readonly batchSize?: number;
  apply(ctx: Ctx, events: readonly LoggedEvent[]): Promise<void>;
} & ({ readonly money: true; readonly anyOrder?: never } | { readonly money: false; readonly anyOrder?: boolean });

/** Looks once a second for what has fallen due by business time and handles a bounded part of it; returns how much it did. */
export interface Sweep {
  readonly name: string;
  run(): Promise<number>;
}

/** A call to the outside world, run by graphile-worker after the transaction that asked for it; must be idempotent. */
export interface Job {
  readonly name: string;
  run(input: unknown): Promise<void>;
}

/** Texts of the module's refusals and notices: locale → code → text with {placeholders}. */
export type Texts = Readonly<Record<'zh-CN' | 'en', Readonly<Record<string, string>>>>;

export interface Module {
  readonly name: string;
  readonly routes?: (http: Http) => void;
  readonly subscribers?: readonly Subscriber[];
  readonly sweeps?: readonly Sweep[];
  readonly jobs?: readonly Job[];
  /** What of this module must hold, for `doctor`. */
  readonly checks?: readonly Check[];
  /** What becomes of a member's data here when he closes his account. */
  readonly personal?: Personal;
  readonly texts: Texts;
  /** Frees what the factory opened (timers, lanes) after the HTTP server has drained. */
  readonly close?: () => Promise<void>;
}
