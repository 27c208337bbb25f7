/** Demo only: files that are there whole or not at all. */
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner may read. On a full or failing disk nothing stands under its name, so the next start begins anew. */
export function writeWhole(path: string, text: string | Buffer): void {
  const file = openSync(`${path}.part`, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.part`, path);
}
