/** CSV as spreadsheets want it: a byte order mark for Chinese, quotes where needed, and no cell that a spreadsheet would run. */

const MARK = '\uFEFF';

function cell(text: string): string {
  // A spreadsheet runs what begins like a formula; plain numbers may keep their sign.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d,.]+%?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of a CSV file with a header line. */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return MARK + [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Hands a file to the browser's downloads. */
export function download(name: string, content: string | Blob, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
