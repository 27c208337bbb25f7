/** Pasted text into rows of order number, courier and tracking number: pure. */
import type { ParcelRow } from './api.ts';

/** What the server takes at once. */
export const MOST_ROWS = 500;

/** Cells stand apart by tabs, commas or semicolons, else by blanks; then a courier of several words keeps them. A first line without digits is a heading. */
export function parcelRows(text: string): ParcelRow[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  return lines.filter((line, index) => index > 0 || /\d/.test(line)).map((line) => {
    const cells = /[\t,;\uFF0C\uFF1B]/.test(line) ? line.split(/[\t,;\uFF0C\uFF1B]/) : blanksApart(line);
    const [orderId = '', carrier = '', trackingNumber = ''] = cells.map((cell) => cell.trim());
    return { orderId: orderId.slice(0, 40), carrier: carrier.slice(0, 40), trackingNumber: trackingNumber.slice(0, 64) };
  });
}

function blanksApart(line: string): string[] {
  const words = line.split(/\s+/);
  const [first = ''] = words;
  return words.length < 3 ? words : [first, words.slice(1, -1).join(' '), words.at(-1) ?? ''];
}
