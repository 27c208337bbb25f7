/** Demo only: files that are there whole or not at all. */
import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner may read. On a full disk nothing stands under its name, so the next start begins anew. */
export function writeWhole(path: string, text: string | Buffer): void {
  writeFileSync(`${path}.part`, text, { mode: 0o600 });
  renameSync(`${path}.part`, path);
}
