/** Takes a list away as a file that the server writes; tells how many bytes have come. */
import { ApiError, refusalOf } from '@coshop/sdk';
import type { Filters } from './filters.ts';
import { download } from './csv.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';

/** Lists that the server exports, by its names; a supplier's are `orders`, `products` and `payables`, of his own organisation. */
export type ExportedList = 'members' | 'orders' | 'products' | 'payables' | 'entries' | 'audit';
export type ExportFormat = 'csv' | 'xlsx';

/** Fetches the file and hands it to the browser's downloads. Throws what the server refuses. */
export async function exportList(list: ExportedList, ask: { format: ExportFormat; filters: Filters }, progress: (bytes: number) => void): Promise<void> {
  const desk = session.staff?.orgKind === 'supplier' ? 'supplier' : 'console';
  const response = await fetch(`/api/${desk}/exports/${list}`, {
    method: 'POST', credentials: 'same-origin', body: JSON.stringify({ ...ask.filters, format: ask.format }),
    headers: { 'content-type': 'application/json', 'x-coshop-client': 'console', 'accept-language': settings.locale },
  });
  if (!response.ok || response.body === null) throw new ApiError(refusalOf({ status: response.status, data: await response.json().catch(() => undefined) }));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    bytes += next.value.length;
    progress(bytes);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `${list}.${ask.format}`;
  download(name, new Blob(parts, { type: response.headers.get('content-type') ?? '' }));
}
