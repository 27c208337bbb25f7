/** Values that programs stumble over: numbers at the ends of their types, texts that are none, structures without end. */

/** A seeded source of choices. */
export interface Dice {
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** Dice over a stream of fractions in [0, 1). */
export function diceOf(random: () => number): Dice {
  const below = (count: number): number => Math.floor(random() * count);
  return { below, once: (times) => below(times) === 0, pick: (items) => items[below(items.length)] ?? items[0] };
}

const POWERS = [31n, 32n, 53n, 62n, 63n, 64n, 127n] as const;
const NUMBERS = [
  '0', '-0', '00', '01', '007', '-1', '+1', '1.0', '1.5', '-0.5', '1e3', '1E400', '1e-400', '0x10', '1_000', '\uff11\uff12\uff13', '٣', '²', ' 1', '1 ', '1\n', '1,000', 'NaN', 'Infinity', '-Infinity', 'null', 'true',
  ...POWERS.flatMap((power) => [(1n << power) - 1n, 1n << power, -(1n << power)]).map(String),
  ...[19, 20, 25, 30, 38, 39, 100].map((digits) => '9'.repeat(digits)), '1'.repeat(19), '8'.repeat(19), '0'.repeat(30),
] as const;

const TEXTS = [
  '', ' ', '\t\n', '\0', 'a\0b', '\u0001\u001f', '\u007f', '\ud800', 'x\udfffy', '\ud83d', '\ufeff', '\u200b\u200d', '\u202egnp.exe', '\u2066a\u2069', 'e\u0301\u0301\u0301', '\uffff', '\ufdd0',
  '😀👨‍👩‍👧‍👦🏳️‍🌈', '\u5171\u4eab\u8d2d', '\u674e'.repeat(41), 'ﷺ'.repeat(20), 'ß'.repeat(60), 'İ', 'ſ', '%', '%%', '_', '\\', '%_\\', "'", '"', "' or 1=1 --", "'; drop table x; --", '$1', '${x}', '{{x}}', '{0}', '<script>alert(1)</script>',
  '../../../../etc/passwd', '..\\..\\x', '%00', '%2e%2e%2f', '%c0%af', '/', '//', '?', '#', '&a=b', ';', ',', '\r\nset-cookie: a=b', 'javascript:alert(1)', 'file:///etc/passwd', '__proto__', 'constructor',
  'toString', 'hasOwnProperty', 'undefined', 'a'.repeat(500), 'a'.repeat(5_000), '\ud83d\ude00'.repeat(300), '2026-02-30', '2026-13-01', '0000-00-00', '9999-12-31', '-000001-01-01', '275760-09-14', '2026-03-02T00:00:00Z',
  '1970-01-01', '0001-01-01', '1.2', '-1.-1', '999999999.9999999999999999999', '-999999999.0', '0.0', '1:1', 'sv:0', ':', '0:0', 'AAAA', 'eyJhIjoxfQ==', '=', '====', 'Zm9v\u0000', '1'.repeat(200), 'self',
] as const;

const OTHERS: readonly [unknown, ...unknown[]] = [
  null, true, false, 0, -1, 0.1, 1.5, 2 ** 31, -(2 ** 31), 2 ** 53, 2 ** 63, 1e300, -1e300, [], {}, [[]], [null], [0], { a: 1 }, { toString: 1 }, { length: 1e9 }, ['', ''], [{ skuId: '1' }],
];

/** A value that the place it goes to does not expect. */
export function hostile(dice: Dice): unknown {
  const kind = dice.below(10);
  if (kind < 4) return dice.pick(NUMBERS);
  if (kind < 8) return dice.pick(TEXTS);
  return structuredClone(dice.pick(OTHERS));
}

/** The same where only text can stand: in addresses and headers. */
export function hostileText(dice: Dice): string {
  return dice.once(2) ? dice.pick(NUMBERS) : dice.pick(TEXTS);
}

const nest = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
const MEBIBYTE = 1_048_576;
const TEN_MEBIBYTES = 10 * MEBIBYTE;

/** Bodies that are no JSON, or JSON as nobody sends it. Those that cost much come seldom. */
export function rawBody(dice: Dice): string | Buffer {
  const bodies: readonly [() => string | Buffer, ...(() => string | Buffer)[]] = [
    () => '', () => '{', () => '}', () => 'null', () => '[]', () => '"x"', () => '0', () => 'NaN', () => '{"a":1,}', () => "{'a':1}", () => '{"a":01}', () => '\ufeff{}', () => '{}{}', () => 'a=b&c=d', () => '\0',
    () => '{"__proto__":{"isAdmin":true}}', () => '{"constructor":{"prototype":{"x":1}}}', () => '{"a":"\\ud800"}', () => '{"a":"\\u0000"}', () => '{"a":1e999}', () => `{"a":${'9'.repeat(400)}}`,
    () => Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]), () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), () => Buffer.from([0xed, 0xa0, 0x80]), () => Buffer.from([0x1f, 0x8b, 8, 0, 0]),
    () => nest('[', ']', 1_000), () => nest('{"a":', '}', 1_000).replace('{"a":}', '{"a":1}'),
  ];
  return dice.pick(bodies)();
}

/** Bodies of a size that costs time: at the limit of a body, beyond it, deep, and long. */
export function hugeBody(dice: Dice): string {
  const bodies: readonly [() => string, ...(() => string)[]] = [
    () => JSON.stringify({ name: 'a'.repeat(MEBIBYTE - 20) }), () => 'a'.repeat(MEBIBYTE + 1), () => JSON.stringify({ lines: Array.from({ length: 100_000 }, () => 0) }),
    () => JSON.stringify({ images: Array.from({ length: 10_000 }, (_, index) => String(index)) }), () => nest('[', ']', 100_000), () => '{"a":'.repeat(100_000), () => ' '.repeat(MEBIBYTE - 2) + '{}',
    () => `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":${index}`).join()}}`, () => (dice.once(4) ? 'x'.repeat(TEN_MEBIBYTES + 1) : '1'.repeat(200_000)),
  ];
  return dice.pick(bodies)();
}
