/** Sacks of grain, pouches, jars, bottles of oil and gift boxes. */
import { down, leaf, linear, type Look, mix, radial, round, scatter, shade, shadow, type Template } from './paint.ts';

interface Lying {
  readonly cx: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly colour: string;
  readonly seed: number;
  /** Lies evenly, as behind a window, instead of in a heap. */
  readonly even?: true;
}

/** Little things lying about: seeds, nuts, grains. */
function heap(options: Lying): string {
  const { cx, y, width, height, size, colour } = options;
  const next = scatter(options.seed);
  const count = Math.round(((width * height) / (size * size)) * (options.even ? 2.1 : 1.45));
  return Array.from({ length: count }, (_, i) => {
    const level = i / count;
    const spread = (options.even ? 1 : 1 - level * 0.86) * width * 0.5;
    const [px, py] = [cx + (next() * 2 - 1) * spread, y - level * height - next() * size * 0.4];
    return `<ellipse cx="${Math.round(px)}" cy="${Math.round(py)}" rx="${Math.round(size * (0.5 + next() * 0.15))}" ry="${Math.round(size * 0.34)}" fill="${shade(colour, next() * 0.42 - 0.18)}" transform="rotate(${Math.round(next() * 180)} ${Math.round(px)} ${Math.round(py)})"/>`;
  }).join('');
}

/** A sack of grain with a window, tied at the top, and a bowl of what is in it. */
export const grainSack: Template = (look) => ({
  defs: linear('sack', [[0, shade(look.main, -0.26)], [0.16, shade(look.main, 0.1)], [0.36, shade(look.main, 0.34)], [0.62, look.main], [1, shade(look.main, -0.32)]]) + round('bowl', '#f2efe9', 0.5)
    + linear('band', [[0, shade(look.accent, -0.25)], [0.35, shade(look.accent, 0.2)], [1, shade(look.accent, -0.3)]]) + '<clipPath id="pane"><rect x="380" y="560" width="360" height="250" rx="120"/></clipPath>',
  body: shadow(590, 1000, 350)
    + '<path d="M300 420 C 270 560 252 820 290 960 C 300 1012 850 1014 868 960 C 906 820 884 560 850 420 Z" fill="url(#sack)"/>'
    + '<path d="M292 890 C 420 930 720 930 876 884 L 868 960 C 850 1014 300 1012 290 960 Z" fill="url(#band)" opacity="0.9"/><path d="M298 470 C 430 500 720 500 854 468 L 850 420 L 300 420 Z" fill="url(#band)" opacity="0.9"/>'
    + `<path d="M300 424 C 380 300 400 270 470 236 C 560 204 620 204 690 236 C 760 270 780 300 850 424 C 720 448 430 448 300 424 Z" fill="url(#sack)"/>${[380, 460, 560, 650, 740].map((x, i) => `<path d="M${x} 420 Q ${x + (575 - x) * 0.3} 330 ${x + (575 - x) * 0.5} 250" stroke="${shade(look.main, -0.32)}" stroke-width="5" opacity="${0.5 - i * 0.04}" fill="none"/>`).join('')}`
    + `<path d="M418 282 C 520 316 640 316 742 282" stroke="${look.accent}" stroke-width="22" stroke-linecap="round" fill="none"/><path d="M580 306 l -52 74 M580 306 l 46 78" stroke="${shade(look.accent, -0.1)}" stroke-width="14" stroke-linecap="round"/>`
    + `<rect x="380" y="560" width="360" height="250" rx="120" fill="${shade(look.accent, 0.45)}"/><g clip-path="url(#pane)">${heap({ cx: 560, y: 820, width: 370, height: 262, size: 30, colour: grainOf(look), seed: 5, even: true })}</g><rect x="380" y="560" width="360" height="250" rx="120" fill="none" stroke="${shade(look.main, -0.35)}" stroke-width="7" opacity="0.6"/><path d="M430 600 q 60 -26 150 -20" stroke="#fff" stroke-width="14" stroke-linecap="round" opacity="0.4" fill="none"/>`
    + '<ellipse cx="905" cy="1020" rx="247" ry="46" fill="url(#gloom)" opacity="0.88"/>'
    + `<ellipse cx="890" cy="868" rx="178" ry="42" fill="#ddd6ca"/>${heap({ cx: 890, y: 872, width: 320, height: 74, size: 24, colour: grainOf(look), seed: 11 })}<path d="M712 868 C 716 970 800 1022 890 1022 C 980 1022 1064 970 1068 868 A 178 42 0 0 1 712 868 Z" fill="url(#bowl)"/>`,
});
const grainOf = (look: Look): string => look.form ?? '#f3ead6';

/** A stand-up pouch with a window and some of its content in front. `form` is the colour of the content. */
export const pouch: Template = (look) => {
  const content = look.form ?? '#b98550';
  return {
    defs: linear('foil', [[0, shade(look.main, -0.3)], [0.1, shade(look.main, 0.05)], [0.24, shade(look.main, 0.38)], [0.42, look.main], [0.8, shade(look.main, -0.1)], [1, shade(look.main, -0.34)]])
      + down('seal', [[0, shade(look.main, 0.25)], [1, shade(look.main, -0.15)]]) + '<clipPath id="pane"><path d="M420 560 C 470 500 700 500 750 560 C 800 640 800 780 740 840 C 690 880 480 880 430 840 C 370 780 370 640 420 560 Z"/></clipPath>',
    body: shadow(590, 1006, 330)
      + '<path d="M310 232 L 862 232 C 856 400 884 760 900 950 C 880 1020 300 1020 274 950 C 290 760 318 400 310 232 Z" fill="url(#foil)"/>'
      + `<rect x="308" y="186" width="556" height="64" rx="10" fill="url(#seal)"/>${Array.from({ length: 27 }, (_, i) => `<path d="M${322 + i * 20} 192 v 50" stroke="#000" stroke-width="3" opacity="0.12"/>`).join('')}<path d="M312 292 H 860" stroke="#fff" stroke-width="5" opacity="0.35"/><path d="M312 304 H 860" stroke="#000" stroke-width="3" opacity="0.16"/>`
      + `<circle cx="586" cy="404" r="66" fill="${look.accent}" opacity="0.95"/><circle cx="586" cy="404" r="56" fill="none" stroke="${mix(look.accent, content, 0.5)}" stroke-width="4"/>${leaf(584, 446, { length: 84, turn: -58, colour: mix(content, '#5a6b35', 0.6) })}${leaf(586, 446, { length: 84, turn: -122, colour: mix(content, '#7d8f4d', 0.6) })}`
      + `<g clip-path="url(#pane)"><rect x="360" y="500" width="460" height="400" fill="${shade(content, 0.5)}"/>${heap({ cx: 586, y: 880, width: 400, height: 380, size: 62, colour: content, seed: 23, even: true })}</g>`
      + '<path d="M420 560 C 470 500 700 500 750 560 C 800 640 800 780 740 840 C 690 880 480 880 430 840 C 370 780 370 640 420 560 Z" fill="none" stroke="#fff" stroke-width="8" opacity="0.55"/><path d="M440 600 C 470 550 560 536 620 538" stroke="#fff" stroke-width="16" stroke-linecap="round" opacity="0.4" fill="none"/>'
      + '<path d="M300 930 C 420 980 760 980 884 926" stroke="#000" stroke-width="6" opacity="0.14" fill="none"/>'
      + `<ellipse cx="880" cy="1030" rx="221" ry="35" fill="url(#gloom)" opacity="0.77"/>${heap({ cx: 890, y: 1020, width: 300, height: 60, size: 50, colour: content, seed: 71 })}`,
  };
};

/** A jar of honey with a cloth lid and a dipper. */
export const honeyJar: Template = (look) => ({
  defs: radial('cast', [[0, look.main, 0.5], [1, look.main, 0]], [0.5, 0.5, 0.5]) + radial('honey', [[0, shade(look.main, 0.5)], [0.4, shade(look.main, 0.1)], [0.8, look.main], [1, shade(look.main, -0.4)]], [0.38, 0.32, 0.8]) + linear('cloth', [[0, shade(look.accent, 0.3)], [0.5, look.accent], [1, shade(look.accent, -0.25)]])
    + linear('stick', [[0, '#caa06a'], [0.4, '#e8c894'], [1, '#93693a']]) + linear('glass', [[0, '#ffffff', 0.55], [0.12, '#ffffff', 0.08], [0.85, '#ffffff', 0.05], [1, '#ffffff', 0.4]]),
  body: shadow(560, 1000, 300)
    + '<ellipse cx="600" cy="1016" rx="380" ry="64" fill="url(#cast)"/>'
    + '<path d="M330 500 C 300 540 284 600 284 660 L 284 900 C 284 970 320 1000 380 1000 L 740 1000 C 800 1000 836 970 836 900 L 836 660 C 836 600 820 540 790 500 Z" fill="url(#honey)"/>'
    + '<path d="M330 500 C 300 540 284 600 284 660 L 284 900 C 284 970 320 1000 380 1000 L 740 1000 C 800 1000 836 970 836 900 L 836 660 C 836 600 820 540 790 500 Z" fill="url(#glass)"/>'
    + '<path d="M318 560 C 300 620 304 820 316 900" stroke="#fff" stroke-width="22" stroke-linecap="round" opacity="0.55" fill="none"/><circle cx="700" cy="620" r="9" fill="#fff" opacity="0.5"/><circle cx="742" cy="690" r="6" fill="#fff" opacity="0.45"/><circle cx="418" cy="900" r="7" fill="#fff" opacity="0.4"/>'
    + `<rect x="404" y="676" width="312" height="210" rx="20" fill="#fdf7e6"/><rect x="418" y="690" width="284" height="182" rx="14" fill="none" stroke="${shade(look.main, -0.2)}" stroke-width="4"/>${comb(560, 781, shade(look.main, -0.1))}`
    + `<path d="M316 452 C 380 430 740 430 804 452 L 872 566 C 840 584 808 560 776 578 C 744 596 716 566 684 580 C 652 596 620 568 588 582 C 556 596 520 566 488 580 C 456 594 424 564 396 578 C 364 594 300 586 250 562 Z" fill="url(#cloth)"/>${[350, 430, 520, 610, 700, 770].map((x) => `<path d="M${x} 452 L ${x + (x - 560) * 0.18} 568" stroke="${shade(look.accent, -0.35)}" stroke-width="4" opacity="0.35"/>`).join('')}`
    + '<ellipse cx="560" cy="446" rx="246" ry="44" fill="url(#cloth)"/><path d="M310 470 C 430 506 690 506 810 470" stroke="#b08048" stroke-width="13" fill="none"/><path d="M640 494 l 40 64 M640 494 l -18 72" stroke="#b08048" stroke-width="9" stroke-linecap="round"/>'
    + `<g transform="translate(-64 0) rotate(34 960 900)"><rect x="946" y="560" width="24" height="300" rx="12" fill="url(#stick)"/>${[0, 1, 2, 3, 4].map((i) => `<rect x="${898 + Math.abs(i - 2) * 10}" y="${846 + i * 32}" width="${120 - Math.abs(i - 2) * 20}" height="22" rx="11" fill="url(#stick)"/>`).join('')}<path d="M906 990 q 40 46 96 6" stroke="${look.main}" stroke-width="18" stroke-linecap="round" fill="none" opacity="0.9"/></g>`,
});

function comb(x: number, y: number, colour: string): string {
  const cell = (cx: number, cy: number, part: number): string => `<path d="M${cx} ${cy - 34} l 30 17 v 34 l -30 17 l -30 -17 v -34 Z" fill="${colour}" opacity="${part}"/>`;
  return cell(x - 33, y - 28, 0.9) + cell(x + 33, y - 28, 0.6) + cell(x, y + 29, 0.75) + cell(x + 66, y + 29, 0.35) + cell(x - 66, y + 29, 0.45);
}

/** A bottle of cooking oil with its seeds. `form` is the colour of the seeds. */
export const oilBottle: Template = (look) => {
  const body = 'M500 330 C 500 420 392 450 380 560 L 380 920 C 380 980 410 1000 460 1000 L 700 1000 C 750 1000 780 980 780 920 L 780 560 C 768 450 660 420 660 330 Z';
  return {
    defs: radial('cast', [[0, look.main, 0.55], [1, look.main, 0]], [0.5, 0.5, 0.5]) + linear('oil', [[0, shade(look.main, -0.3), 0.96], [0.14, shade(look.main, 0.15), 0.92], [0.3, shade(look.main, 0.55), 0.9], [0.5, look.main, 0.92], [0.86, shade(look.main, -0.22), 0.95], [1, shade(look.main, -0.38), 0.98]]) + round('cap', look.accent, 0.4)
      + linear('paper', [[0, '#e9e1cf'], [0.3, '#fffaf0'], [0.7, '#f5ecd9'], [1, '#d6cbb4']]),
    body: shadow(585, 1000, 240) + `<ellipse cx="680" cy="1016" rx="310" ry="56" fill="url(#cast)"/><path d="${body}" fill="${shade(look.main, 0.35)}"/><path d="${body}" fill="url(#oil)"/>`
      + '<rect x="498" y="250" width="164" height="96" rx="10" fill="url(#oil)"/><rect x="486" y="170" width="188" height="104" rx="18" fill="url(#cap)"/><rect x="486" y="258" width="188" height="18" rx="6" fill="#000" opacity="0.18"/>'
      + `<path d="M380 620 C 480 646 680 646 780 620 L 780 868 C 680 894 480 894 380 868 Z" fill="url(#paper)"/><path d="M380 640 C 480 666 680 666 780 640 M380 850 C 480 876 680 876 780 850" stroke="${look.accent}" stroke-width="7" fill="none"/>${leaf(548, 812, { length: 120, turn: -72, colour: '#6f8d43' })}${leaf(570, 812, { length: 96, turn: -116, colour: '#87a55a' })}<circle cx="634" cy="780" r="26" fill="${look.form ?? '#7a5230'}"/>`
      + '<path d="M418 570 C 430 500 500 470 520 400" stroke="#fff" stroke-width="18" stroke-linecap="round" opacity="0.5" fill="none"/><path d="M412 900 v 50" stroke="#fff" stroke-width="16" stroke-linecap="round" opacity="0.35"/>'
      + `<ellipse cx="900" cy="1022" rx="195" ry="32" fill="url(#gloom)" opacity="0.66"/>${heap({ cx: 900, y: 1016, width: 250, height: 60, size: 34, colour: look.form ?? '#7a5230', seed: 9 })}`,
  };
};

/** A gift box with a ribbon. Forms: single, stack. */
export const giftBox: Template = (look) => {
  const ribbon = look.accent;
  const box = ([x, y, w, h]: readonly [number, number, number, number]): string => {
    const middle = x + w * 0.42;
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="10" fill="url(#side)"/><rect x="${x + w * 0.72}" y="${y}" width="${w * 0.28}" height="${h}" fill="#000" opacity="0.1"/>`
      + `<rect x="${middle}" y="${y}" width="74" height="${h}" fill="url(#ribbon)"/><rect x="${x - 16}" y="${y - 74}" width="${w + 32}" height="92" rx="12" fill="url(#lid)"/><rect x="${x - 16}" y="${y + 8}" width="${w + 32}" height="12" fill="#000" opacity="0.16"/><rect x="${middle}" y="${y - 74}" width="74" height="92" fill="url(#ribbon)"/><rect x="${x - 12}" y="${y - 72}" width="${w + 24}" height="5" rx="2" fill="#fff" opacity="0.4"/>`;
  };
  const bow = (x: number, y: number): string => `<path d="M${x} ${y} C ${x - 60} ${y - 150} ${x - 240} ${y - 150} ${x - 220} ${y - 50} C ${x - 206} ${y + 12} ${x - 90} ${y + 16} ${x} ${y} Z" fill="url(#ribbon)"/><path d="M${x} ${y} C ${x + 60} ${y - 150} ${x + 240} ${y - 150} ${x + 220} ${y - 50} C ${x + 206} ${y + 12} ${x + 90} ${y + 16} ${x} ${y} Z" fill="url(#ribbon)"/>`
    + `<path d="M${x - 18} ${y - 6} C ${x - 80} ${y - 80} ${x - 170} ${y - 96} ${x - 176} ${y - 50} C ${x - 170} ${y - 18} ${x - 80} ${y - 4} ${x - 18} ${y - 6} Z M${x + 18} ${y - 6} C ${x + 80} ${y - 80} ${x + 170} ${y - 96} ${x + 176} ${y - 50} C ${x + 170} ${y - 18} ${x + 80} ${y - 4} ${x + 18} ${y - 6} Z" fill="${shade(ribbon, -0.45)}" opacity="0.5"/>`
    + `<path d="M${x - 14} ${y} L ${x - 110} ${y + 120} L ${x - 62} ${y + 112} L ${x - 34} ${y + 140} L ${x + 12} ${y + 8} Z" fill="${shade(ribbon, -0.1)}"/><path d="M${x + 14} ${y} L ${x + 120} ${y + 112} L ${x + 70} ${y + 110} L ${x + 50} ${y + 140} L ${x - 8} ${y + 8} Z" fill="${shade(ribbon, -0.18)}"/><rect x="${x - 38}" y="${y - 38}" width="76" height="66" rx="26" fill="url(#ribbon)"/>`;
  const stacked = look.form === 'stack';
  return {
    defs: linear('side', [[0, shade(look.main, 0.12)], [0.6, look.main], [1, shade(look.main, -0.22)]], [0, 0, 1, 0.3]) + down('lid', [[0, shade(look.main, 0.3)], [1, shade(look.main, -0.05)]]) + linear('ribbon', [[0, shade(ribbon, -0.12)], [0.4, shade(ribbon, 0.42)], [1, shade(ribbon, -0.2)]]),
    body: shadow(600, 1000, stacked ? 420 : 370) + (stacked ? box([220, 730, 760, 260]) + box([310, 480, 580, 190]) + bow(591, 404) : box([270, 560, 660, 430]) + bow(584, 486)) + sprig(stacked ? 1000 : 960, 1000, mix(look.main, '#4f6b3a', 0.75)),
  };
};

function sprig(x: number, y: number, colour: string): string {
  return `<g opacity="0.95"><path d="M${x} ${y} q 40 -110 20 -230" stroke="${shade(colour, -0.3)}" stroke-width="7" fill="none"/>${[40, 90, 140, 190].map((up, i) => leaf(x + 22, y - up, { length: 96 - i * 12, turn: i % 2 === 0 ? -28 : -150, colour: shade(colour, i * 0.08) })).join('')}</g>`;
}
