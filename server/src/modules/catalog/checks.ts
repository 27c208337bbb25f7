/** That every picture which goods may show stands on the disk and can be read. */
import { existsSync } from 'node:fs';
import sharp from 'sharp';
import { type Check, failed, fine } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import { pathOfMedia, WIDTHS } from './service/media.ts';
import { listMedia } from './store/media.ts';

const PAGE = 1_000;
/** Pictures that are decoded at most; all are looked for. */
const MOST_DECODED = 200;
const UPLOAD = 'Copy the folder media of the last backup (files/media) over the one in DATA_DIR, or upload the pictures again.';

/** The check of the pictures. */
export function catalogChecks(infra: Infra): readonly Check[] {
  const { dataDir } = infra.config;
  return [{
    name: 'pictures',
    async run(sql) {
      let after = '';
      let pictures = 0;
      for (;;) {
        const page = await listMedia(sql, { after, limit: PAGE });
        for (const sha256 of page) {
          for (const width of WIDTHS) {
            const path = pathOfMedia(dataDir, sha256, width);
            if (!existsSync(path)) return failed(`${path} is missing`, UPLOAD);
            if (pictures < MOST_DECODED && !(await isReadable(path))) return failed(`${path} cannot be read`, UPLOAD);
          }
          pictures += 1;
        }
        const last = page.at(-1);
        if (last === undefined || page.length < PAGE) return fine(`${pictures} in ${WIDTHS.length} widths are there, ${Math.min(pictures, MOST_DECODED)} of them decoded`);
        after = last;
      }
    },
  }];
}

/** Whether every pixel can be decoded. */
async function isReadable(path: string): Promise<boolean> {
  return sharp(path, { failOn: 'warning' }).stats().then(() => true, () => false);
}
