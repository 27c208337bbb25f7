import { describe, expect, test } from 'vitest';
import { giftOf } from './gift';
import { mayEarn, type Standing } from './earning';

const open: Standing = { held: false, adultOn: null, registeredSv: '30000000000' };

describe('rewards are spoken of', () => {
  test.each<[who: string, standing: Standing | undefined, earns: boolean, gift: boolean]>([
    ['to an adult or a visitor of a shop that grants', open, true, true],
    ['without the gift where the rules give none for registering', { ...open, registeredSv: '0' }, true, false],
    ['not to a minor', { ...open, adultOn: '2030-05-06' }, false, false],
    ['to nobody while grants are held', { ...open, held: true }, false, false],
    ['to no minor of a shop that holds grants', { ...open, held: true, adultOn: '2030-05-06' }, false, false],
    ['to nobody before the server has answered', undefined, false, false],
  ])('%s', (_, standing, earns, gift) => {
    expect([mayEarn(standing), giftOf(standing)]).toEqual([earns, gift]);
  });
});
