/**
 * Which characters the poster's font can draw, read from its character map (OpenType, table cmap, format 4). The font is a part of Noto Sans SC: Latin,
 * the 6,763 characters of GB 2312 and their punctuation; a name with another character is not drawn as boxes but left to its owner's picture.
 */
import { assert } from '#kernel/assert.ts';

const FORMAT = 4;

/** The test for a character (code points of the basic plane) of the font in `file`. */
export function glyphsOf(file: Buffer): (character: string) => boolean {
  const tables = file.readUInt16BE(4);
  let cmap = -1;
  for (let table = 0; table < tables; table++) if (file.toString('latin1', 12 + table * 16, 16 + table * 16) === 'cmap') cmap = file.readUInt32BE(12 + table * 16 + 8);
  assert(cmap > 0, 'the font has a character map');
  let at = -1;
  for (let map = 0; map < file.readUInt16BE(cmap + 2); map++) {
    const offset = cmap + file.readUInt32BE(cmap + 4 + map * 8 + 4);
    if (file.readUInt16BE(offset) === FORMAT) at = offset;
  }
  assert(at > 0, 'the font maps the basic plane');
  const segments = file.readUInt16BE(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + segments * 2 + 2;
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    for (let segment = 0; segment < segments; segment++) {
      if (code > file.readUInt16BE(ends + segment * 2)) continue;
      return code < 0xffff && code >= file.readUInt16BE(starts + segment * 2);
    }
    return false;
  };
}
