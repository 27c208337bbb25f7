/** Drawing posters: off the event loop, few at once, each content once. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';
import { LRUCache } from 'lru-cache';
import { create } from 'qrcode';
import sharp from 'sharp';
import type { Infra } from '#infra/infra.ts';
import { type Locale, makeTranslator } from '#infra/texts.ts';
import { rankOf } from '#kernel/level.ts';
import { avatarShapes, getMember } from '#modules/members/index.ts';
import { currentRules } from '#modules/rules/index.ts';
import { type Card, type Design, errors, posterSvg, WIDTH } from './domain.ts';
import { glyphsOf } from './glyphs.ts';
import texts from './texts.json' with { type: 'json' };

const FONT = fileURLToPath(new URL('fonts/NotoSansSC-Medium.ttf', import.meta.url));
/** Pictures kept, in bytes: some 500. */
const KEPT_BYTES = 64 * 2 ** 20;
/** Drawn at once: resvg works in Node's threads, of which the rest of the server needs some too. */
const AT_ONCE = 2;
/** Waiting at most; beyond it the shop is busy. */
const WAITING = 40;
const translate = makeTranslator([texts]);

export interface Invitation {
  readonly code: string;
  /** Opens registration with the code filled in. */
  readonly link: string;
}

/** The invitation a member may share; undefined while he may not (R4.10.1, N17). `origin` is where the shop is reached, without a trailing slash. */
export async function invitationOf(infra: Infra, who: { memberId: bigint; origin: string }): Promise<Invitation | undefined> {
  const [member, rules] = await Promise.all([getMember(infra.sql, who.memberId), currentRules(infra.sql, infra.clock.now())]);
  if (member.inviteCode === null || rankOf(member.level) < rankOf(rules.share.minLevel)) return undefined;
  return { code: member.inviteCode, link: `${who.origin}/i/${member.inviteCode}` };
}

export interface Posters {
  /** The poster as PNG, and a tag of its content. Throws poster.notYet, http.tooManyRequests when too many wait. */
  draw(who: { memberId: bigint; origin: string; design: Design; locale: Locale }): Promise<{ tag: string; png: Buffer }>;
}

/** The drawing office of a process; `busy` is thrown when too many wait. */
export function makePosters(infra: Infra, busy: () => Error): Posters {
  const kept = new LRUCache<string, Buffer>({ maxSize: KEPT_BYTES, sizeCalculation: (png) => png.length });
  const drawing = new Map<string, Promise<Buffer>>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let canDraw: ((character: string) => boolean) | undefined;

  const turn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING) throw busy();
      await new Promise<void>((go) => { waiting.push(go); });
    } else running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes the place over, so nobody comes between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
  // Drawn and encoded in threads: resvg's own encoder would hold the event loop for a tenth of a second.
  const render = async (svg: string): Promise<Buffer> => turn(async () => {
    const { pixels, width, height } = await renderAsync(svg, { fitTo: { mode: 'width', value: WIDTH }, font: { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' } });
    return sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha().png().toBuffer();
  });

  return {
    async draw({ memberId, origin, design, locale }) {
      const invitation = await invitationOf(infra, { memberId, origin });
      if (!invitation) throw errors.notYet();
      const { name } = await getMember(infra.sql, memberId);
      canDraw ??= glyphsOf(readFileSync(FONT));
      const shown = name !== null && Array.from(name).every(canDraw) ? name : undefined;
      const say = (key: string, params: Record<string, string> = {}): string => translate(locale, `poster.${key}`, params);
      const { modules } = create(invitation.link, { errorCorrectionLevel: 'M' });
      const card: Card = {
        design, code: invitation.code, host: new URL(origin).host, avatar: avatarShapes(String(memberId)),
        qr: { size: modules.size, dark: (row, column) => modules.get(row, column) === 1 },
        texts: {
          title: say('title'), line: shown === undefined ? say('someone') : say('invites', { name: shown }), scan: say('scan'), code: say('code'),
          watermark: infra.config.mode === 'demo' ? say('demo') : null,
        },
      };
      const svg = posterSvg(card);
      const tag = hash('sha256', svg).slice(0, 32);
      const found = kept.get(tag);
      if (found) return { tag, png: found };
      const pending = drawing.get(tag) ?? render(svg).finally(() => drawing.delete(tag));
      drawing.set(tag, pending);
      const png = await pending;
      kept.set(tag, png);
      return { tag, png };
    },
  };
}
