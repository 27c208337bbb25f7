/**
 * Business days are calendar days in Asia/Shanghai, which has kept UTC+8 without summer time since 1991.
 * A day travels as its number since 1970-01-01 (integer) inside the engine and as "YYYY-MM-DD" outside.
 */
import { assert } from './assert.ts';

const OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;
export const NOON_MS = 12 * 3_600_000;

/** The business day number that holds the instant. */
export function dayOf(instant: Date): number {
  return Math.floor((instant.getTime() + OFFSET_MS) / DAY_MS);
}

/** The instant `msIntoDay` milliseconds after the business day begins (NOON_MS for noon). */
export function instantOf(day: number, msIntoDay: number): Date {
  return new Date(day * DAY_MS - OFFSET_MS + msIntoDay);
}

/** A day number as "YYYY-MM-DD". */
export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar as "YYYY-MM-DD". */
export function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && formatDay(ms / DAY_MS) === text;
}

/** The day number of "YYYY-MM-DD". */
export function parseDay(text: string): number {
  assert(isDay(text), `"${text}" is a calendar day`);
  return Date.parse(`${text}T00:00:00Z`) / DAY_MS;
}
