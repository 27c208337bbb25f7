import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readSheet, writeSheet } from './xlsx.ts';

async function written(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const stream = new PassThrough();
  const [bytes] = await Promise.all([buffer(stream), writeSheet(stream, { name: 'Sheet', header: ['A', 'B'], rows })]);
  return bytes;
}

/** A zip of one entry that says of itself what it likes. */
function zipOf(data: Buffer, claimedBytes: number): Buffer {
  const packed = deflateRawSync(data);
  const name = Buffer.from('xl/sharedStrings.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimedBytes, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(claimedBytes, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

test('what was written is read back as text, whatever it looks like; empty rows are left out', async () => {
  const rows = [['=1+1', '007'], ['', ''], ['\u6570', '59.90'], ['<a&b>', ' x ']];
  expect(await readSheet(await written(rows), { maxRows: 10 })).toEqual([
    { line: 1, cells: ['A', 'B'] }, { line: 2, cells: ['=1+1', '007'] }, { line: 4, cells: ['\u6570', '59.90'] }, { line: 5, cells: ['<a&b>', 'x'] },
  ].map((row) => expect.objectContaining(row)));
});

test('a column offers its choices, unless Excel could not hold them', async () => {
  const stream = new PassThrough();
  const long = Array.from({ length: 60 }, (_, n) => `choice ${n}`);
  const [bytes] = await Promise.all([buffer(stream), writeSheet(stream, { name: 'Sheet', header: ['A', 'B', 'C'], rows: [], choices: new Map([[0, ['Tea', 'Cups']], [1, ['a,b']], [2, long]]) })]);
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const page = workbook.worksheets[0];
  expect(['A2', 'A5000', 'B2', 'C2'].map((cell) => page?.getCell(cell).dataValidation?.formulae)).toEqual([['"Tea,Cups"'], ['"Tea,Cups"'], undefined, undefined]);
});

test('more rows than are taken are refused', async () => {
  await expect(readSheet(await written([['1', ''], ['2', ''], ['3', '']]), { maxRows: 2 })).rejects.toMatchObject({ code: 'file.tooLarge' });
});

test('a zip that would unpack beyond the bound is refused, though it says that it is small', async () => {
  const bomb = zipOf(Buffer.alloc(70_000_000), 10);
  expect(bomb.length).toBeLessThan(100_000);
  await expect(readSheet(bomb, { maxRows: 10 })).rejects.toMatchObject({ code: 'file.tooLarge' });
});

test.each([['text', Buffer.from('a,b')], ['nothing', Buffer.alloc(0)], ['an empty zip', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')], ['a zip that is no workbook', zipOf(Buffer.from('<x/>'), 4)]])('%s is unreadable', async (_, bytes) => {
  await expect(readSheet(bytes, { maxRows: 10 })).rejects.toMatchObject({ code: 'file.unreadable' });
});

test('a damaged workbook is refused, wherever the damage is', async () => {
  const bytes = await written([['1', '2']]);
  for (let at = 0; at < bytes.length; at += 37) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 0xff;
    await readSheet(damaged, { maxRows: 10 }).catch((error: unknown) => expect(error).toMatchObject({ code: expect.stringMatching(/^file\./) }));
    await readSheet(bytes.subarray(0, at), { maxRows: 10 }).catch((error: unknown) => expect(error).toMatchObject({ code: 'file.unreadable' }));
  }
});
