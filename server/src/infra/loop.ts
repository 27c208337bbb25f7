/**
 * After a round that found everything the loop rests this long, whatever wakes it: what arrives meanwhile is one round. A round costs a transaction of
 * half a dozen statements whether it finds one event or two hundred; without the rest a loaded process spends most of itself on rounds of one.
 */
const REST_MS = 40;

export interface Loop {
  /** Says that there may be something to do. A loop that waits begins at once. */
  wake(): void;
  start(): void;
  /** Resolves when the round that runs has ended. */
  stop(): Promise<void>;
}

/** One loop that runs `work` again at once while that says there is more, else waits for a wake-up; without one it looks again `pollMs` after the last round. */
export function makeLoop(pollMs: number, work: () => Promise<boolean>): Loop {
  let stopped = false;
  let poked = false;
  let interrupt: (() => void) | undefined;
  let endRest: (() => void) | undefined;
  let done: Promise<void> = Promise.resolve();
  const pause = (ms: number, interruptible: (resolve: () => void) => void): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    interruptible(() => {
      clearTimeout(timer);
      resolve();
    });
  });
  const loop = async (): Promise<void> => {
    while (!stopped) {
      poked = false;
      const more = await work();
      if (more) continue;
      if (!stopped) await pause(REST_MS, (end) => { endRest = end; });
      if (!poked && !stopped) await pause(pollMs - REST_MS, (end) => { interrupt = end; });
    }
  };
  return {
    wake() {
      poked = true;
      interrupt?.();
    },
    start() {
      done = loop();
    },
    async stop() {
      stopped = true;
      endRest?.();
      interrupt?.();
      await done;
    },
  };
}
