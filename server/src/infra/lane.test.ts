import { expect, test } from 'vitest';
import { makeLane } from './lane.ts';

test('what arrives while a batch runs forms the next batch, in order, and each item gets its own answer', async () => {
  const batches: number[][] = [];
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => { release = resolve; });
  const lane = makeLane<number, string>({
    name: 'test', maxBatch: 3,
    async run(batch) {
      batches.push([...batch]);
      if (batches.length === 1) await gate;
      return batch.map((n) => `answer ${n}`);
    },
  });
  const first = lane.submit(1);
  await new Promise(setImmediate);
  const rest = [2, 3, 4, 5].map((n) => lane.submit(n));
  release();
  expect(await first).toBe('answer 1');
  expect(await Promise.all(rest)).toEqual(['answer 2', 'answer 3', 'answer 4', 'answer 5']);
  expect(batches).toEqual([[1], [2, 3, 4], [5]]);
});

test('an error of a batch reaches its items and no others', async () => {
  const lane = makeLane<number, number>({ name: 'test', maxBatch: 1, run: (batch) => (batch[0] === 1 ? Promise.reject(new Error('bad batch')) : Promise.resolve(batch)) });
  const answers = await Promise.allSettled([lane.submit(1), lane.submit(2)]);
  expect(answers.map((a) => a.status)).toEqual(['rejected', 'fulfilled']);
});

test('drain waits for everything queued', async () => {
  let done = 0;
  const lane = makeLane<number, number>({ name: 'test', maxBatch: 2, async run(batch) { await new Promise(setImmediate); done += batch.length; return batch; } });
  const all = [1, 2, 3, 4, 5].map((n) => lane.submit(n));
  await lane.drain();
  expect(done).toBe(5);
  await Promise.all(all);
});

test('an item that the batch leaves unanswered fails loudly', async () => {
  const lane = makeLane<number, number>({ name: 'short', maxBatch: 5, run: () => Promise.resolve([]) });
  await expect(lane.submit(1)).rejects.toThrow('lane short left an item without an answer');
});
