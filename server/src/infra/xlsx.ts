/**
 * Excel sheets in and out. A sheet from outside is a zip from a stranger: before anything reads it, every entry is unpacked against a bound in
 * bytes, whatever the zip says of itself; then rows and cells are counted as they stream by. Cells become plain text; formulas are never run.
 */
import { PassThrough, Readable, type Writable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import type { CellValue, DataValidation, Worksheet } from 'exceljs';
import type { FastifyReply } from 'fastify';
import { defineRefusals, Refusal } from '#kernel/errors.ts';
import type { Http } from './http.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What an upload may weigh. */
export const XLSX_BYTES = 4_194_304;
const UNPACKED_BYTES = 67_108_864;
const ENTRIES = 200;
const COLUMNS = 50;
const CELL_LENGTH = 6_000;

export const fileErrors = defineRefusals('file', {
  /** Not an .xlsx file, or a damaged one. */
  unreadable: 400,
  /** More rows, columns or bytes than are taken at once. */
  tooLarge: 413,
});

/** A row with its number in the sheet, from 1; cells as trimmed text. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** Unpacks every entry into nothing and refuses what would grow beyond the bound. */
function guardZip(bytes: Buffer): void {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) throw fileErrors.unreadable();
  const count = bytes.readUInt16LE(end + 10);
  if (count > ENTRIES) throw fileErrors.tooLarge();
  let at = bytes.readUInt32LE(end + 16);
  let left = UNPACKED_BYTES;
  for (let entry = 0; entry < count; entry++) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw fileErrors.unreadable();
    const [method, packed, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(begin, begin + packed);
    if (data.length !== packed || (method !== 0 && method !== 8)) throw fileErrors.unreadable();
    left -= method === 0 ? packed : inflateRawSync(data, { maxOutputLength: left + 1 }).length;
    if (left < 0) throw fileErrors.tooLarge();
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value).trim();
  if ('richText' in value) return value.richText.map(({ text }) => text).join('').trim();
  if ('text' in value) return textOf(value.text);
  return 'result' in value ? textOf(value.result) : '';
}

/** What PostgreSQL and JSON cannot keep, and control characters that nobody types. */
const CONTROLS = /(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu;
const keepable = (text: string): string => text.toWellFormed().replaceAll(CONTROLS, '').trim();

/** The rows of the first sheet that hold anything, at most `maxRows` after the first. Refusals: file.unreadable, file.tooLarge. */
export async function readSheet(bytes: Buffer, limits: { maxRows: number }): Promise<SheetRow[]> {
  try {
    guardZip(bytes);
    return await streamRows(bytes, limits.maxRows);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // Whatever else a stranger's file makes a parser throw: the file is the reason.
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge ? fileErrors.tooLarge() : fileErrors.unreadable();
  }
}

async function streamRows(bytes: Buffer, maxRows: number): Promise<SheetRow[]> {
  const { default: ExcelJS } = await import('exceljs');
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' });
  const rows: SheetRow[] = [];
  for await (const sheet of reader) {
    for await (const row of sheet) {
      const values = Array.isArray(row.values) ? row.values.slice(1) : [];
      if (values.length > COLUMNS) throw fileErrors.tooLarge();
      const cells = Array.from(values, (value) => keepable(textOf(value)).slice(0, CELL_LENGTH));
      if (cells.every((cell) => cell === '')) continue;
      rows.push({ line: row.number, cells });
      if (rows.length > maxRows + 1) throw fileErrors.tooLarge();
    }
    return rows;
  }
  throw fileErrors.unreadable();
}

/** Takes sheets as bodies of requests; asked twice, once. */
export function acceptSheets(http: Http): void {
  if (!http.hasContentTypeParser(XLSX_TYPE)) http.addContentTypeParser(XLSX_TYPE, { parseAs: 'buffer', bodyLimit: XLSX_BYTES }, (_request, body, done) => done(null, body));
}

export interface Sheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** Of the columns, in characters. */
  readonly widths?: readonly number[];
  /** What may be chosen in a column, by its index; a cell may still hold something else. */
  readonly choices?: ReadonlyMap<number, readonly string[]>;
}

/** Excel takes no longer list of choices, and none with a comma in it. */
const MOST_LIST = 250;
const MOST_ROWS_WITH_CHOICES = 5_000;

/** Sends a sheet as a download, while it is written. */
export function sendSheet(reply: FastifyReply, sheet: Sheet & { readonly fileName: string }): FastifyReply {
  const stream = new PassThrough();
  writeSheet(stream, sheet).catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error('the sheet could not be written')));
  return reply.type(XLSX_TYPE).header('content-disposition', `attachment; filename="${sheet.fileName}"`).send(stream);
}

/** Writes one sheet to `stream` row by row, the first line bold and fixed; every cell is text, so that nothing is run as a formula. */
export async function writeSheet(stream: Writable, sheet: Sheet): Promise<void> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const page = workbook.addWorksheet(sheet.name, { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = sheet.header.map((_, index) => ({ width: sheet.widths?.[index] ?? 18, style: { numFmt: '@' } }));
  // The library's types leave this out.
  const { dataValidations } = page as Worksheet & { readonly dataValidations: { add(range: string, rule: DataValidation): void } };
  for (const [index, texts] of sheet.choices ?? []) {
    const list = texts.join(',');
    if (texts.length === 0 || list.length > MOST_LIST || texts.some((text) => /[,"]/.test(text))) continue;
    const column = page.getColumn(index + 1).letter;
    dataValidations.add(`${column}2:${column}${MOST_ROWS_WITH_CHOICES}`, { type: 'list', allowBlank: true, showErrorMessage: false, formulae: [`"${list}"`] });
  }
  const head = page.addRow([...sheet.header]);
  head.font = { bold: true };
  head.commit();
  for await (const row of sheet.rows) page.addRow([...row]).commit();
  page.commit();
  await workbook.commit();
}
