/** Histories are read strictly: what is malformed is an error that names the event, never a guess. */
import { describe, expect, test } from 'vitest';
import { readHistory } from './replay-history.ts';

const history = (...events: unknown[]): string => JSON.stringify({ events });
const REG = { e: 'reg', m: 'a', frozen: '300' };

describe('a history', () => {
  test('is read into atoms, with fewer decimals than eight or none', () => {
    expect(readHistory(history(REG, { e: 'activate', m: 'a' }, { e: 'earn', m: 'a', x: '0.5' }, { e: 'spend', m: 'a', x: '1.00000001' },
      { e: 'until', m: 'a', day: 30 }, { e: 'noon', day: 1, A: '1000', price: '0.1' }, { e: 'noon', day: 2, A: '0', price: '0' }))).toEqual([
      { e: 'reg', m: 'a', frozen: 30_000_000_000n }, { e: 'activate', m: 'a' }, { e: 'earn', m: 'a', x: 50_000_000n }, { e: 'spend', m: 'a', x: 100_000_001n },
      { e: 'until', m: 'a', day: 30 }, { e: 'noon', day: 1, A: 100_000_000_000n, price: 10_000_000n }, { e: 'noon', day: 2, A: 0n, price: 0n },
    ]);
  });

  test.each([
    ['that is not JSON', '{', 'not JSON'],
    ['without events', '{}', 'list "events"'],
    ['with a member registered twice', history(REG, REG), 'Event 2: member "a" is registered already'],
    ['with a member nobody registered', history({ e: 'earn', m: 'b', x: '1' }), 'member "b" is not registered'],
    ['whose first noon is not 1', history({ e: 'noon', day: 2, A: '1', price: '1' }), 'the next is 1'],
    ['that runs a noon twice', history({ e: 'noon', day: 1, A: '1', price: '1' }, { e: 'noon', day: 1, A: '1', price: '1' }), 'the next is 2'],
    ['with a negative amount', history({ ...REG, frozen: '-1' }), '"frozen" must be'],
    ['with minus nothing', history({ ...REG, frozen: '-0' }), '"frozen" must be'],
    ['with nine decimals', history({ ...REG, frozen: '0.000000000' }), 'at most 8 decimals'],
    ['with an amount as a number', history({ ...REG, frozen: 300 }), 'not 300'],
    ['with an amount missing', history({ e: 'reg', m: 'a' }), 'not nothing'],
    ['with an exponent', history({ ...REG, frozen: '1e3' }), '"frozen" must be'],
    ['with an amount beyond all totals', history({ ...REG, frozen: '1000000000000000001' }), 'is larger than'],
    ['with a day that is not whole', history(REG, { e: 'until', m: 'a', day: 1.5 }), '"day" must be'],
    ['with a member who is a number', history({ e: 'reg', m: 1, frozen: '1' }), '"m" must be'],
    ['that revises', history({ e: 'noon', day: 1, A: '1', price: '1' }, { e: 'revise', day: 1, A: '2', price: '1' }), 'Event 2: "revise" is not built yet'],
    ['with an unknown kind of event', history({ e: 'gift' }), '"gift" is not a kind of event'],
    ['with an event that is none', history(7), '7 is not an event'],
  ])('%s is refused', (_, text, message) => expect(() => readHistory(text)).toThrow(message));
});
