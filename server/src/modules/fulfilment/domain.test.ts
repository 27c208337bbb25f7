import { expect, test } from 'vitest';
import { carrierOf } from './domain.ts';

const NAMES = new Map([['ZTO Express', 'zto'], ['YTO Express', 'yto'], ['Yunda Express', 'yunda'], ['\u987A\u4E30\u901F\u8FD0', 'sf'], ['SF Express', 'sf']]);

test.each([
  ['sf', 'sf'], ['SF Express', 'sf'], [' zto express ', 'zto'], ['\u987A\u4E30', 'sf'], ['SF Exp', 'sf'], ['yun', 'yunda'], ['Y', undefined], ['', undefined], ['Lao Wang', undefined],
])('"%s" is the courier %s', (text, code) => expect(carrierOf(text, NAMES)).toBe(code));
test('a beginning that two couriers share is neither', () => expect(carrierOf('yo', new Map([['Yonder', 'a'], ['Yoke', 'b']]))).toBeUndefined());
