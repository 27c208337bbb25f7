const POLL_MS = 50;

export interface Loop {
  /** Says that there may be something to do. */
  wake(): void;
  start(): void;
  /** Resolves when the round that runs has ended. */
  stop(): Promise<void>;
}

/** One loop that runs `work` again while it reports progress, else waits for a wake-up or 50 ms. */
export function makeLoop(work: () => Promise<boolean>): Loop {
  let stopped = false;
  let poked = false;
  let interrupt: (() => void) | undefined;
  let done: Promise<void> = Promise.resolve();
  const wait = (): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(resolve, POLL_MS);
    interrupt = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  const loop = async (): Promise<void> => {
    while (!stopped) {
      poked = false;
      if (!(await work()) && !poked && !stopped) await wait();
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
      interrupt?.();
      await done;
    },
  };
}
