/** Sweeps: one tick a second looks for what has fallen due by business time. A sweep never overlaps itself in a process. */
import type { Clock } from './clock.ts';
import type { Logger } from './log.ts';
import type { Sweep } from './module.ts';

const TICK_MS = 1_000;

export interface Sweeps {
  start(): void;
  /** Runs every sweep until none finds anything; for tests and seeding. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** The sweeps of a process. */
export function makeSweeps(options: { sweeps: readonly Sweep[]; clock: Clock; log: Logger }): Sweeps {
  const { sweeps, clock, log } = options;
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  const runOnce = async (sweep: Sweep): Promise<void> => {
    try {
      while (timer && (await sweep.run()) > 0);
    } catch (error) {
      log.error({ error, sweep: sweep.name }, 'a sweep failed; the next tick tries again');
    } finally {
      running.delete(sweep.name);
    }
  };
  const tick = async (): Promise<void> => {
    try {
      await clock.refresh();
    } catch (error) {
      log.error({ error }, 'the business clock could not be read');
      return;
    }
    for (const sweep of sweeps) if (!running.has(sweep.name)) running.set(sweep.name, runOnce(sweep));
  };

  return {
    start() {
      timer = setInterval(() => void tick(), TICK_MS);
    },
    async drain() {
      let found = true;
      while (found) {
        found = false;
        for (const sweep of sweeps) while ((await sweep.run()) > 0) found = true;
      }
    },
    async close() {
      clearInterval(timer);
      timer = undefined;
      await Promise.all(running.values());
    },
  };
}
