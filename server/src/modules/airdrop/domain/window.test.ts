/** The repurchase window (N7): a table of its sentences, and what must hold of every fold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accumulatedAt, CLOSED, extend, NEVER, type Purchase, type Spending, type Window, windowOf } from './window.ts';

const spend = (fen: bigint, thresholdFen: bigint | null = 100n): Spending => ({ fen, thresholdFen, noons: 30, mostNoons: 90 });
const at = (until: number, accumulated = 0n, accumulatedOn = 0): Window => ({ until, accumulated, accumulatedOn });

describe('what a purchase does', () => {
  test.each<[string, Window, Spending, number, Window]>([
    ['the first one of any amount opens 30 noons and counts towards nothing', CLOSED, spend(1n), 7, at(37, 0n, 7)],
    ['the first one is no extension, however large', CLOSED, spend(1_000n), 7, at(37, 0n, 7)],
    ['below the threshold nothing moves and it accumulates', at(30), spend(99n), 5, at(30, 99n, 5)],
    ['the remainder is kept', at(30, 99n), spend(2n), 5, at(60, 1n, 5)],
    ['two thresholds add 60', at(30), spend(200n), 1, at(90, 0n, 1)],
    ['no further than 90 noons from now; what was beyond is spent', at(30), spend(450n), 1, at(91, 50n, 1)],
    ['at the most nothing is added, and the remainder is kept', at(95), spend(130n), 5, at(95, 30n, 5)],
    ['a paused member resumes from now', at(3), spend(100n), 10, at(40, 0n, 10)],
    ['a lapse loses what had accumulated', at(30, 99n, 29), spend(50n), 30, at(30, 50n, 30)],
    ['what is spent while paused accumulates from there', at(30, 50n, 30), spend(50n), 35, at(65, 0n, 35)],
    ['on the last noon before the lapse it still counts', at(30, 99n, 10), spend(1n), 29, at(60, 0n, 29)],
    ['without a threshold nothing accumulates and nothing moves', at(30, 7n), spend(500n, null), 5, at(30, 7n)],
    ['rules that shorten the most take nothing away', at(80), { fen: 100n, thresholdFen: 100n, noons: 30, mostNoons: 60 }, 5, at(80, 0n, 5)],
  ])('%s', (_name, before, spending, day, after) => expect(extend(before, spending, day)).toEqual(after));

  test('the page shows nothing accumulated after a lapse, before any purchase says so', () => {
    expect([accumulatedAt(at(30, 99n, 10), 29), accumulatedAt(at(30, 99n, 10), 30), accumulatedAt(at(30, 50n, 30), 31)]).toEqual([99n, 0n, 50n]);
  });
});

const purchases = fc.array(fc.record({ gap: fc.nat(40), fen: fc.bigInt(0n, 500n), thresholdFen: fc.constantFrom(100n, 33n, null) }), { maxLength: 25 })
  .map((rows) => {
    let day = 0;
    return rows.map(({ gap, ...rest }): Purchase => ({ ...rest, day: (day += gap), noons: 30, mostNoons: 90 }));
  });

describe('every history of purchases', () => {
  test('ends at most 90 noons from its last purchase, never moves a last noon back, and keeps less than a threshold', () => {
    fc.assert(fc.property(purchases, (all) => {
      let window = CLOSED;
      for (const purchase of all) {
        const day = purchase.day ?? 0;
        const next = extend(window, purchase, day);
        expect(next.until).toBeGreaterThanOrEqual(window.until);
        if (next.until !== window.until) expect(next.until).toBeLessThanOrEqual(day + 90);
        if (purchase.thresholdFen !== null && window.until !== NEVER) expect(next.accumulated).toBeLessThan(purchase.thresholdFen);
        window = next;
      }
      expect(windowOf(all, 0)).toEqual(window);
    }));
  });

  test('a threshold met in parts before a lapse counts as in one piece', () => {
    fc.assert(fc.property(fc.bigInt(0n, 99n), fc.integer({ min: 0, max: 29 }), fc.integer({ min: 0, max: 29 }), (part, a, b) => {
      const opened = extend(CLOSED, spend(1n), 0);
      const [early, late] = [Math.min(a, b), Math.max(a, b)];
      const inParts = extend(extend(opened, spend(part), early), spend(100n - part), late);
      expect(inParts).toEqual(extend(opened, spend(100n), late));
    }));
  });
});
