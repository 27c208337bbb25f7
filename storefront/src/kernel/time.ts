/** Instants and business days as people read them, always in Asia/Shanghai (UTC+8, no summer time). No Intl: mini programs lack it. */
const ZONE_MS = 8 * 3_600_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** Minutes and hours of an instant: "12:05". */
export function timeOf(instant: string): string {
  const local = new Date(Date.parse(instant) + ZONE_MS);
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** The business day of an instant: "2026-11-23". */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + ZONE_MS).toISOString().slice(0, 10);
}

/** Day and time: "2026-11-23 12:05". */
export function momentOf(instant: string): string {
  return `${dayOf(instant)} ${timeOf(instant)}`;
}
