/**
 * The gateway's clock. A demo moves its business days; so that bills are of the demo's days, calls carry its time in `x-simulated-time`, and what is
 * dated here follows the furthest one heard of. Signatures keep to wall time.
 */
export interface GatewayClock {
  wallMs(): number;
  /** An instant as WeChat Pay writes it, in Shanghai, whole seconds. */
  text(): string;
  /** Today's date in Shanghai, and whether yesterday's bill is made: from ten o'clock on. */
  today(): { date: string; hour: number };
  hear(header: string | string[] | undefined): void;
}

const SHANGHAI_MS = 8 * 3_600_000;

/** The clock over wall time. */
export function makeGatewayClock(wallMs: () => number): GatewayClock {
  let aheadMs = 0;
  const shanghai = (): string => new Date(wallMs() + aheadMs + SHANGHAI_MS).toISOString();
  return {
    wallMs,
    text: () => `${shanghai().slice(0, 19)}+08:00`,
    today: () => ({ date: shanghai().slice(0, 10), hour: Number(shanghai().slice(11, 13)) }),
    hear(header) {
      const told = Date.parse(String(header ?? ''));
      if (!Number.isNaN(told)) aheadMs = Math.max(aheadMs, told - wallMs());
    },
  };
}
