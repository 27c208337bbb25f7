import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeLoop } from './loop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a waiting loop begins at once when it is woken; what wakes it while it rests is one round', async () => {
  let rounds = 0;
  const loop = makeLoop(50, async () => {
    rounds += 1;
    return false;
  });
  loop.start();
  await vi.advanceTimersByTimeAsync(45);
  expect(rounds).toBe(1);
  loop.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(2);
  for (let n = 0; n < 5; n++) {
    await vi.advanceTimersByTimeAsync(1);
    loop.wake();
  }
  expect(rounds).toBe(2);
  await vi.advanceTimersByTimeAsync(35);
  expect(rounds).toBe(3);
  await loop.stop();
});

test('without a wake-up it looks at its own pace, and stopping does not wait for the next look', async () => {
  let rounds = 0;
  const loop = makeLoop(50, async () => {
    rounds += 1;
    return false;
  });
  loop.start();
  await vi.advanceTimersByTimeAsync(149);
  expect(rounds).toBe(3);
  await loop.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(rounds).toBe(3);
});

test('while there is more it does not rest', async () => {
  let rounds = 0;
  const loop = makeLoop(50, async () => {
    rounds += 1;
    return rounds < 100;
  });
  loop.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(100);
  await loop.stop();
});
