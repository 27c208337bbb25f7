/**
 * A lane: what arrives while a batch runs forms the next batch. One statement and one answer per item; under load the batch grows and
 * the cost per item falls, idle it is one statement per item without any waiting. Lanes are local to a process; correctness never
 * depends on them, since every batch locks its rows in key order and guards its update (ARCHITECTURE 4.7).
 */
export interface Lane<Input, Output> {
  /** Resolves with this item's answer, rejects with the error of its batch. */
  submit(input: Input): Promise<Output>;
  /** Resolves when nothing is queued or running. */
  drain(): Promise<void>;
}

interface Waiting<Input, Output> {
  input: Input;
  resolve(output: Output): void;
  reject(error: unknown): void;
}

/** A lane that runs batches of at most `maxBatch` items, `concurrency` (default 1) at a time; `run` answers in input order. */
export function makeLane<Input, Output>(options: {
  name: string;
  maxBatch: number;
  concurrency?: number;
  run: (batch: readonly Input[]) => Promise<readonly Output[]>;
}): Lane<Input, Output> {
  const concurrency = options.concurrency ?? 1;
  let queue: Waiting<Input, Output>[] = [];
  let running = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  const runOne = async (batch: Waiting<Input, Output>[]): Promise<void> => {
    try {
      const answers = await options.run(batch.map((item) => item.input));
      batch.forEach((item, index) => {
        const answer = answers[index];
        if (answer === undefined) item.reject(new Error(`lane ${options.name} left an item without an answer`));
        else item.resolve(answer);
      });
    } catch (error) {
      for (const item of batch) item.reject(error);
    } finally {
      running -= 1;
      pump();
    }
  };

  const pump = (): void => {
    scheduled = false;
    while (running < concurrency && queue.length > 0) {
      const batch = queue.length <= options.maxBatch ? queue : queue.slice(0, options.maxBatch);
      queue = queue.length <= options.maxBatch ? [] : queue.slice(options.maxBatch);
      running += 1;
      void runOne(batch);
    }
    if (running === 0 && queue.length === 0) {
      for (const done of idle) done();
      idle = [];
    }
  };

  return {
    submit(input) {
      return new Promise((resolve, reject) => {
        queue.push({ input, resolve, reject });
        // One turn of the event loop gathers the requests that the same socket read delivered.
        if (running < concurrency && !scheduled) {
          scheduled = true;
          setImmediate(pump);
        }
      });
    },
    drain() {
      return running === 0 && queue.length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));
    },
  };
}
