/**
 * The invitation poster as SVG (R4.10.1, N17). Pure: the same card gives the same text, so a picture is cached by its content. Three designs share one
 * layout: a landscape, who invites, the code to scan and in letters, and in a demo a watermark that no one can miss. It names no reward: a poster that
 * promises is what the shop must not hang up (LAW C16).
 */
import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('poster', {
  /** Who is merely registered does not share (N17). */
  notYet: 409,
});

export const DESIGNS = ['hills', 'paper', 'dusk'] as const;
export type Design = (typeof DESIGNS)[number];

/** Pixels: the width of the picture and of the drawing's own grid. */
export const WIDTH = 1080;
const GRID = { width: 540, height: 800 } as const;

export interface Card {
  readonly design: Design;
  readonly texts: { readonly title: string; readonly line: string; readonly scan: string; readonly code: string; readonly watermark: string | null };
  readonly code: string;
  /** Shown below the code, without the protocol. */
  readonly host: string;
  /** Shapes on 80 by 80. */
  readonly avatar: string;
  /** Rows of dark and light modules. */
  readonly qr: { readonly size: number; readonly dark: (row: number, column: number) => boolean };
}

interface Look { readonly ground: string; readonly ink: string; readonly soft: string; readonly accent: string; readonly picture: string }

const HILLS = `<rect width="540" height="330" fill="#EAF5F2"/><circle cx="398" cy="96" r="44" fill="#E9B45B"/><path d="M0 214Q150 96 300 190T540 150V330H0Z" fill="#A9D5C8"/>
<path d="M0 262Q130 176 280 248T540 214V330H0Z" fill="#4FA38E"/><path d="M0 300Q180 232 330 290T540 268V330H0Z" fill="#0E7C66"/>`;
const DUSK = `<rect width="540" height="330" fill="#FBE9E2"/><circle cx="270" cy="176" r="66" fill="#F0A25E"/><path d="M0 226Q120 150 260 206T540 168V330H0Z" fill="#E8A08F"/>
<path d="M0 272Q150 206 300 262T540 236V330H0Z" fill="#C9634C"/><path d="M0 308Q170 262 330 300T540 286V330H0Z" fill="#8E3A2B"/>`;
// A set table seen from above, in outline: the shop's goods rather than its members.
const PAPER = `<rect width="540" height="330" fill="#F6F7F9"/><g fill="none" stroke="#1D2129" stroke-width="3"><circle cx="168" cy="176" r="78"/><circle cx="168" cy="176" r="54"/>
<path d="M302 118h92v70a46 46 0 0 1-92 0zM394 134h16a22 22 0 0 1 0 44h-16M286 252h124"/><path d="M328 98c-8-12 8-18 0-32M350 98c-8-12 8-18 0-32M372 98c-8-12 8-18 0-32"/></g>
<path d="M140 190c0-30 20-46 62-48c2 32-14 54-42 52M142 204c8-22 22-34 42-44" fill="none" stroke="#0E7C66" stroke-width="3.4" stroke-linecap="round"/>`;

const LOOKS: Readonly<Record<Design, Look>> = {
  hills: { ground: '#FFFFFF', ink: '#1D2129', soft: '#4E5969', accent: '#0E7C66', picture: HILLS },
  paper: { ground: '#FFFFFF', ink: '#1D2129', soft: '#4E5969', accent: '#B42E16', picture: PAPER },
  dusk: { ground: '#FFF9F5', ink: '#2B1A16', soft: '#6B5049', accent: '#8E3A2B', picture: DUSK },
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (one) => ESCAPES[one] ?? one);

/** One path over all dark modules of a QR code, runs of a row together, on a square of `side`. */
function modulesPath({ size, dark }: Card['qr'], side: number): string {
  const unit = side / size;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; from++) {
      if (!dark(row, from)) continue;
      let to = from;
      while (to < size && dark(row, to)) to += 1;
      path += `M${from * unit} ${row * unit}h${(to - from) * unit}v${unit}h${(from - to) * unit}z`;
      from = to;
    }
  }
  return path;
}

/** The demo's mark: a band at the foot and the word across the picture, lightly, so that the code stays readable. */
function watermark(word: string, look: Look): string {
  const rows = [0, 1, 2, 3, 4, 5, 6].map((row) => `<text x="270" y="${row * 150 - 120}" text-anchor="middle" font-size="40">${`${word}   `.repeat(5)}</text>`).join('');
  return `<g fill="${look.ink}" fill-opacity="0.07" transform="rotate(-24 270 400)">${rows}</g>
<rect y="764" width="540" height="36" fill="#FBF4E6"/><text x="270" y="788" text-anchor="middle" font-size="17" fill="#8F5B10">${word}</text>`;
}

/** The poster. Texts are escaped here. */
export function posterSvg(card: Card): string {
  const look = LOOKS[card.design];
  const { title, line, scan, code, watermark: word } = card.texts;
  const side = 176;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${GRID.width} ${GRID.height}" font-family="Noto Sans SC">
<rect width="${GRID.width}" height="${GRID.height}" fill="${look.ground}"/>${look.picture}
<clipPath id="round"><circle cx="40" cy="40" r="40"/></clipPath>
<circle cx="78" cy="330" r="46" fill="${look.ground}"/><g transform="translate(38 290)"><g clip-path="url(#round)">${card.avatar}</g></g>
<text x="36" y="426" font-size="34" fill="${look.ink}">${escape(title)}</text>
<text x="36" y="468" font-size="21" fill="${look.soft}">${escape(line)}</text>
<rect x="36" y="500" width="32" height="4" rx="2" fill="${look.accent}"/>
<g transform="translate(328 536)"><rect x="-14" y="-14" width="${side + 28}" height="${side + 28}" rx="14" fill="#FFFFFF" stroke="#E5E8EF"/>
<path d="${modulesPath(card.qr, side)}" fill="#1D2129"/></g>
<text x="36" y="560" font-size="17" fill="${look.soft}">${escape(scan)}</text>
<text x="36" y="620" font-size="17" fill="${look.soft}">${escape(code)}</text>
<text x="36" y="660" font-size="34" letter-spacing="3" fill="${look.ink}">${escape(card.code)}</text>
<text x="36" y="712" font-size="15" fill="${look.soft}">${escape(card.host)}</text>
${word === null ? '' : watermark(escape(word), look)}
</svg>`;
}
