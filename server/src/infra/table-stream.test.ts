import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type Cell, streamTable, type TableFormat } from './table-stream.ts';

const PAGE = 500;

/** A table of `count` rows, and how many pages of it were fetched. */
function table(count: number) {
  const state = { fetched: 0, ended: false };
  async function* pages(): AsyncGenerator<readonly (readonly Cell[])[]> {
    try {
      for (let start = 0; start < count; start += PAGE) {
        state.fetched += 1;
        yield Array.from({ length: Math.min(PAGE, count - start) }, (_, i): Cell[] => [`row ${start + i}`, { number: `${start + i}.50` }, 'x'.repeat(40)]);
      }
    } finally {
      state.ended = true;
    }
  }
  return { state, source: { header: ['name', 'amount', 'filling'], pages } };
}

/** The cells of all sheets; those that are no texts are numbers. */
function readXlsx(bytes: Buffer): (string | number)[][] {
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => ({ name, xml: strFromU8(part) }));
  const plain = (xml: string): string => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return parts.filter(({ name }) => name.startsWith('xl/worksheets/')).flatMap(({ xml }) => [...xml.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c t="inlineStr"><is><t xml:space="preserve">(.*?)<\/t><\/is><\/c>|<c><v>(.*?)<\/v><\/c>/gs)].map(([, text, number]) => (text === undefined ? Number(number) : plain(text)))));
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
}

describe.each(['csv', 'xlsx'] as const satisfies readonly TableFormat[])('a table as %s', (format) => {
  test('of 100,000 rows is written without memory growing with it', async () => {
    const { source, state } = table(100_000);
    let bytes = 0;
    let [first, most] = [0, 0];
    let seen = 0;
    for await (const chunk of streamTable(format, source)) {
      bytes += Buffer.byteLength(chunk as string | Buffer);
      if (state.fetched < seen + 40) continue;
      seen = state.fetched;
      most = Math.max(most, heapMb());
      first ||= most;
    }
    expect([state.fetched, state.ended]).toEqual([200, true]);
    expect(bytes).toBeGreaterThan(500_000);
    // Growth alone counts: what earlier files left in this worker's heap may go while this one runs.
    expect(most - first).toBeLessThan(8);
  }, 30_000);

  test('is fetched no faster than it is taken, and not at all once the reader has gone', async () => {
    const { source, state } = table(100_000);
    const stream = streamTable(format, source);
    const reader = stream.iterator();
    await reader.next();
    await reader.next();
    // Whatever may still happen without anybody reading has happened after these turns of the loop.
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
    const fetched = state.fetched;
    expect(fetched).toBeLessThan(12);
    stream.destroy();
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
    expect(state).toEqual({ fetched, ended: true });
  });

  test('that cannot be read to its end ends in an error, never in a file that looks whole', async () => {
    async function* pages(): AsyncGenerator<readonly (readonly Cell[])[]> {
      yield [['a']];
      throw new Error('the database went away');
    }
    await expect(buffer(streamTable(format, { header: ['x'], pages }))).rejects.toThrow('the database went away');
  });
});

const HOSTILE = ['=1+1', '+cmd', '-2', '@SUM(A1)', '\tx', ' =1', '\uFF1D1', 'a"b', 'a,b', 'a\nb', 'plain'];
async function* hostilePages(): AsyncGenerator<readonly (readonly Cell[])[]> {
  yield HOSTILE.map((text) => [text, { number: '-12.30' }]);
}

test('no text of a CSV runs as a formula; numbers keep their sign; quotes, commas and lines stay inside their cell', async () => {
  const text = (await buffer(streamTable('csv', { header: ['=h', 'n'], pages: hostilePages }))).toString();
  expect(text).toBe(`\uFEFF'=h,n\r\n${["'=1+1", "'+cmd", "'-2", "'@SUM(A1)", "'\tx", "' =1", "'\uFF1D1", '"a""b"', '"a,b"', '"a\nb"', 'plain'].map((cell) => `${cell},-12.30\r\n`).join('')}`);
});

test('an XLSX holds texts as texts and numbers as numbers, to the last digit', async () => {
  async function* pages(): AsyncGenerator<readonly (readonly Cell[])[]> {
    yield [...HOSTILE.map((text): Cell[] => [text, { number: '-12.30' }]), ['a<b>&\u0001\uD800', { number: '12345678901234567.89' }]];
  }
  const rows = readXlsx(await buffer(streamTable('xlsx', { header: ['=h', 'n'], pages })));
  expect(rows).toEqual([['=h', 'n'], ...HOSTILE.map((text) => [text, -12.3]), ['a<b>&\uFFFD', '12345678901234567.89']]);
});
