/**
 * Tables as files, written while they are read: CSV, and XLSX (a ZIP of XML). A page is fetched only when the reader has taken the one before, so what is
 * held is a page, however long the table is. When the reader goes away, no further page is fetched (docs/adr/0018 says why no library writes the XLSX).
 */
import { Readable } from 'node:stream';
import { strToU8, Zip, ZipDeflate } from 'fflate';

/** Text, or a number in decimal digits that a spreadsheet may add up. */
export type Cell = string | { readonly number: string };
export type TableFormat = 'csv' | 'xlsx';

export interface TableSource {
  readonly header: readonly string[];
  /** Ends when there are no more. */
  pages(): AsyncGenerator<readonly (readonly Cell[])[]>;
}

export const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The file as a stream; an error of a page ends it, so that a file which is not whole never looks so. */
export function streamTable(format: TableFormat, source: TableSource): Readable {
  return Readable.from(format === 'csv' ? csvOf(source) : xlsxOf(source), { highWaterMark: 1 });
}

/** Spreadsheets take UTF-8 for what it is only after this mark. */
const MARK = '\uFEFF';
/** How a text begins that a spreadsheet would run as a formula, in narrow and wide letters. */
const FORMULA = /^[\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/;

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell.number;
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLines = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

async function* csvOf({ header, pages }: TableSource): AsyncGenerator<string> {
  yield MARK + csvLines([header]);
  for await (const rows of pages()) yield csvLines(rows);
}

/** What a sheet of XLSX holds, its header not counted. */
const SHEET_ROWS = 1_000_000;
/** A number of XLSX is a double: longer digits stay text, to the last of them. */
const EXACT_DIGITS = 15;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_BEGIN = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
const SHEET_END = '</sheetData></worksheet>';
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Texts are typed as texts in XLSX, so none of them runs. Characters that XML cannot hold go. */
function xmlText(text: string): string {
  return Array.from(text.toWellFormed(), (character) => (character >= ' ' || '\t\n\r'.includes(character) ? character : '')).join('').replaceAll(/[&<>]/g, (found) => ESCAPES[found] ?? '');
}

function xlsxCell(cell: Cell): string {
  if (typeof cell !== 'string' && cell.number.replaceAll(/\D/g, '').length <= EXACT_DIGITS) return `<c><v>${cell.number}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(typeof cell === 'string' ? cell : cell.number)}</t></is></c>`;
}

const xlsxRows = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => `<row>${row.map(xlsxCell).join('')}</row>`).join('');

/** The parts of the package that name its sheets. */
function bookParts(sheets: number): Readonly<Record<string, string>> {
  const each = (part: (n: number) => string): string => Array.from({ length: sheets }, (_, index) => part(index + 1)).join('');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return {
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
  };
}

/** A ZIP written piece by piece: `take` answers the bytes that have come out since the last time. */
function openZip() {
  const came: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    came.push(bytes);
  });
  return {
    open(name: string): ZipDeflate {
      const part = new ZipDeflate(name, { level: 6 });
      zip.add(part);
      return part;
    },
    end: () => zip.end(),
    take: (): Buffer => Buffer.concat(came.splice(0)),
  };
}

async function* xlsxOf({ header, pages }: TableSource): AsyncGenerator<Buffer> {
  const zip = openZip();
  let sheets = 0;
  const openSheet = (): ZipDeflate => {
    sheets += 1;
    const sheet = zip.open(`xl/worksheets/sheet${sheets}.xml`);
    sheet.push(strToU8(SHEET_BEGIN + xlsxRows([header])));
    return sheet;
  };
  let sheet = openSheet();
  let rowsInSheet = 0;
  for await (const rows of pages()) {
    if (rowsInSheet + rows.length > SHEET_ROWS) {
      sheet.push(strToU8(SHEET_END), true);
      sheet = openSheet();
      rowsInSheet = 0;
    }
    sheet.push(strToU8(xlsxRows(rows)));
    rowsInSheet += rows.length;
    const bytes = zip.take();
    if (bytes.length > 0) yield bytes;
  }
  sheet.push(strToU8(SHEET_END), true);
  for (const [name, text] of Object.entries(bookParts(sheets))) zip.open(name).push(strToU8(text), true);
  zip.end();
  yield zip.take();
}
