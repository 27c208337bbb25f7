/** Teapots, cups, bowls, pots and boards. */
import { ball, down, type Drawing, leaf, linear, type Look, radial, round, scatter, shade, shadow, type Template } from './paint.ts';

function steam(x: number, y: number): string {
  return [0, 46, 92].map((dx) => [26, 15, 6].map((width) => `<path d="M${x + dx} ${y} q -36 -60 0 -116 t 0 -110" stroke="#fff" stroke-width="${width}" stroke-linecap="round" opacity="0.16" fill="none"/>`).join('')).join('');
}

function cupAt(x: number, y: number, size: number): string {
  const s = size / 100;
  return `<ellipse cx="${x + 10 * s}" cy="${y + 2}" rx="${100 * s * 1.3}" ry="${14 * s * 1.75}" fill="url(#gloom)" opacity="0.77"/><path d="M${x - 100 * s} ${y - 120 * s} C ${x - 96 * s} ${y - 30 * s} ${x - 60 * s} ${y} ${x} ${y} C ${x + 60 * s} ${y} ${x + 96 * s} ${y - 30 * s} ${x + 100 * s} ${y - 120 * s} Z" fill="url(#glaze)"/>`
    + `<ellipse cx="${x}" cy="${y - 120 * s}" rx="${100 * s}" ry="${24 * s}" fill="url(#inner)"/><ellipse cx="${x}" cy="${y - 115 * s}" rx="${82 * s}" ry="${16 * s}" fill="#b8742c" opacity="0.85"/><ellipse cx="${x}" cy="${y - 120 * s}" rx="${100 * s}" ry="${24 * s}" fill="none" stroke="#fff" stroke-width="${5 * s}" opacity="0.65"/>`;
}

/** A teapot with two cups. */
export const teaSet: Template = (look) => ({
  defs: ball('pot', look.main) + round('glaze', look.main, 0.5) + down('inner', [[0, shade(look.main, -0.25)], [1, shade(look.main, 0.2)]]) + linear('tray', [[0, '#a7773f'], [0.5, '#8a5d2d'], [1, '#6b4521']]),
  body: shadow(600, 1010, 480)
    + '<rect x="130" y="948" width="940" height="52" rx="24" fill="url(#tray)"/><rect x="130" y="948" width="940" height="12" rx="6" fill="#fff" opacity="0.2"/>'
    + `<path d="M296 640 C 180 560 150 720 210 820 C 230 856 262 872 300 870" stroke="${shade(look.main, -0.12)}" stroke-width="40" stroke-linecap="round" fill="none"/><path d="M292 632 C 200 574 168 712 216 800" stroke="${shade(look.main, 0.35)}" stroke-width="10" stroke-linecap="round" fill="none" opacity="0.6"/>`
    + `<path d="M706 700 C 780 690 796 600 860 560 L 900 590 C 850 660 850 800 720 830 Z" fill="url(#glaze)"/><ellipse cx="880" cy="575" rx="26" ry="14" transform="rotate(36 880 575)" fill="${shade(look.main, -0.45)}"/>`
    + '<path d="M266 740 C 266 600 370 520 500 520 C 630 520 740 600 740 740 C 740 880 650 950 500 950 C 350 950 266 880 266 740 Z" fill="url(#pot)"/>'
    + `<ellipse cx="500" cy="536" rx="150" ry="32" fill="${shade(look.main, -0.2)}"/><path d="M352 530 C 372 468 628 468 648 530 C 600 552 400 552 352 530 Z" fill="url(#glaze)"/><circle cx="500" cy="452" r="34" fill="url(#pot)"/><path d="M330 660 C 350 610 400 576 450 566" stroke="#fff" stroke-width="22" stroke-linecap="round" opacity="0.5" fill="none"/>`
    + (look.form === 'band' ? `<path d="M268 740 C 360 790 640 790 738 740" stroke="${look.accent}" stroke-width="16" fill="none" opacity="0.8"/><path d="M274 780 C 360 826 640 826 732 780" stroke="${look.accent}" stroke-width="6" fill="none" opacity="0.7"/>` : '')
    + cupAt(812, 960, 86) + cupAt(964, 956, 78) + steam(790, 800),
});

/** One large cup, with a lid and a saucer, or plain. Forms: lidded, rough. */
export const cup: Template = (look) => {
  const rough = look.form === 'rough';
  const next = scatter(3);
  const specks = rough ? Array.from({ length: 90 }, () => `<circle cx="${Math.round(330 + next() * 540)}" cy="${Math.round(520 + next() * 400)}" r="${(2 + Math.round(next() * 3))}" fill="${shade(look.accent, -0.2)}" opacity="0.4"/>`).join('') : '';
  return {
    defs: round('glaze', look.main, rough ? 0.24 : 0.55) + round('dip', look.accent, 0.35) + down('inner', [[0, shade(look.main, -0.35)], [1, shade(look.main, 0.1)]]) + radial('lid', [[0, '#ffffff', 0.9], [0.3, shade(look.main, 0.3)], [1, shade(look.main, -0.22)]], [0.34, 0.2, 0.9])
      + '<clipPath id="body"><path d="M312 490 C 318 760 400 950 600 950 C 800 950 882 760 888 490 Z"/></clipPath>',
    body: shadow(600, 990, rough ? 300 : 380)
      + (rough ? '' : '<ellipse cx="600" cy="972" rx="390" ry="52" fill="url(#glaze)"/><ellipse cx="600" cy="962" rx="390" ry="48" fill="url(#lid)"/><ellipse cx="600" cy="962" rx="273" ry="42" fill="url(#gloom)" opacity="0.35"/>')
      + '<path d="M312 490 C 318 760 400 950 600 950 C 800 950 882 760 888 490 Z" fill="url(#glaze)"/>'
      + `<g clip-path="url(#body)">${rough ? `<path d="M300 480 H 900 V 620 C 800 690 740 600 640 660 C 540 720 460 620 300 680 Z" fill="url(#dip)"/>${specks}` : `<path d="M420 800 C 470 700 520 760 560 660 M520 760 q 50 -30 60 -84 M640 860 C 690 780 740 800 790 700" stroke="${look.accent}" stroke-width="10" stroke-linecap="round" fill="none" opacity="0.75"/>${[[560, 650], [590, 690], [500, 740], [790, 690], [740, 760], [640, 850]].map(([x = 0, y = 0]) => `<circle cx="${x}" cy="${y}" r="17" fill="${look.accent}" opacity="0.8"/>`).join('')}`}</g>`
      + '<ellipse cx="600" cy="490" rx="288" ry="62" fill="url(#inner)"/><ellipse cx="600" cy="490" rx="288" ry="62" fill="none" stroke="#fff" stroke-width="8" opacity="0.6"/><path d="M356 600 C 370 720 410 810 456 860" stroke="#fff" stroke-width="22" stroke-linecap="round" opacity="0.4" fill="none"/>'
      + (rough ? '<ellipse cx="600" cy="502" rx="244" ry="46" fill="#5a3417" opacity="0.92"/><path d="M400 500 q 90 -28 200 -22" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity="0.35" fill="none"/>' + steam(560, 440)
        : '<path d="M330 478 C 350 388 480 352 600 352 C 720 352 850 388 870 478 C 760 520 440 520 330 478 Z" fill="url(#lid)"/><path d="M540 362 C 548 330 532 306 528 292 L 672 292 C 668 306 652 330 660 362 Z" fill="url(#glaze)"/><ellipse cx="600" cy="292" rx="72" ry="18" fill="url(#lid)"/>'),
  };
};

/** Stacked bowls and plates. Forms: stack, noodle. */
export const bowls: Template = (look) => {
  const bowl = (y: number, w: number, h: number): string => `<path d="M${600 - w} ${y} C ${600 - w * 0.94} ${y + h * 0.7} ${600 - w * 0.5} ${y + h} ${600 - w * 0.34} ${y + h} H ${600 + w * 0.34} C ${600 + w * 0.5} ${y + h} ${600 + w * 0.94} ${y + h * 0.7} ${600 + w} ${y} A ${w} ${w * 0.17} 0 0 1 ${600 - w} ${y} Z" fill="url(#glaze)"/><path d="M${600 - w * 0.985} ${y + h * 0.16} C ${600 - w * 0.5} ${y + h * 0.3} ${600 + w * 0.5} ${y + h * 0.3} ${600 + w * 0.985} ${y + h * 0.16}" stroke="${look.accent}" stroke-width="${h * 0.07}" fill="none" opacity="0.85"/>`;
  const mouth = (y: number, w: number): string => `<ellipse cx="600" cy="${y}" rx="${w}" ry="${w * 0.17}" fill="url(#inner)"/><ellipse cx="600" cy="${y}" rx="${w}" ry="${w * 0.17}" fill="none" stroke="#fff" stroke-width="7" opacity="0.7"/>`;
  const plate = (y: number, w: number): string => `<path d="M${600 - w} ${y} C ${600 - w * 0.8} ${y + 46} ${600 + w * 0.8} ${y + 46} ${600 + w} ${y} Z" fill="url(#glaze)"/><ellipse cx="600" cy="${y}" rx="${w}" ry="${w * 0.1}" fill="url(#inner)"/><ellipse cx="600" cy="${y}" rx="${w}" ry="${w * 0.1}" fill="none" stroke="${look.accent}" stroke-width="8" opacity="0.7"/>`;
  const under = (y: number): string => `<ellipse cx="600" cy="${y - 6}" rx="330" ry="64" fill="url(#gloom)" opacity="0.8"/>`;
  const chopsticks = '<g stroke-linecap="round"><path d="M250 470 L 1010 410" stroke="#6b4321" stroke-width="17"/><path d="M250 506 L 1016 444" stroke="#7d5230" stroke-width="17"/></g>';
  return {
    defs: round('glaze', look.main, 0.55) + down('inner', [[0, shade(look.main, -0.2)], [0.6, shade(look.main, 0.12)], [1, shade(look.main, 0.4)]]),
    body: shadow(600, 996, look.form === 'noodle' ? 320 : 430) + (look.form === 'noodle'
      ? bowl(540, 420, 440) + mouth(540, 420) + [[470, 780, -70], [470, 780, -118], [500, 820, -20], [650, 800, -62], [650, 800, -112], [690, 840, -10], [800, 730, -75], [800, 730, -125]].map(([x = 0, y = 0, turn = 0]) => leaf(x, y, { length: 96, turn, colour: look.accent })).join('') + chopsticks
      : plate(940, 450) + plate(896, 390) + mouth(440, 310) + bowl(440, 310, 250) + under(540) + bowl(540, 310, 250) + under(640) + bowl(640, 310, 250)),
  };
};

/** An enamelled pot, or a frying pan. Forms: pot, pan. */
export const cookware: Template = (look) => (look.form === 'pan' ? pan(look) : pot(look));

function pot(look: Look): Drawing {
  return {
    defs: round('enamel', look.main, 0.46) + radial('lid', [[0, shade(look.main, 0.6)], [0.35, shade(look.main, 0.12)], [1, shade(look.main, -0.3)]], [0.34, 0.2, 0.9]) + ball('knob', look.accent),
    body: shadow(600, 996, 400)
      + `<path d="M232 690 q -110 -8 -112 52 q 2 56 112 44" stroke="${shade(look.main, -0.2)}" stroke-width="42" fill="none"/><path d="M968 690 q 110 -8 112 52 q -2 56 -112 44" stroke="${shade(look.main, -0.34)}" stroke-width="42" fill="none"/>`
      + '<path d="M220 600 L 236 900 C 244 976 300 996 380 996 L 820 996 C 900 996 956 976 964 900 L 980 600 Z" fill="url(#enamel)"/><path d="M232 860 C 420 900 780 900 968 860" stroke="#000" stroke-width="6" opacity="0.1" fill="none"/>'
      + '<path d="M204 590 C 220 430 420 372 600 372 C 780 372 980 430 996 590 C 860 632 340 632 204 590 Z" fill="url(#lid)"/><path d="M204 590 C 340 632 860 632 996 590 l 0 26 C 860 660 340 660 204 616 Z" fill="url(#enamel)"/><path d="M204 620 C 340 662 860 662 996 620" stroke="#000" stroke-width="7" opacity="0.28" fill="none"/>'
      + '<rect x="574" y="320" width="52" height="70" fill="url(#knob)"/><ellipse cx="600" cy="316" rx="76" ry="40" fill="url(#knob)"/><path d="M330 500 C 400 430 480 410 560 404" stroke="#fff" stroke-width="20" stroke-linecap="round" opacity="0.55" fill="none"/><path d="M276 690 C 276 790 290 880 306 920" stroke="#fff" stroke-width="22" stroke-linecap="round" opacity="0.4" fill="none"/>',
  };
}

function pan(look: Look): Drawing {
  return {
    defs: round('flank', look.main, 0.3) + radial('base', [[0, shade(look.main, 0.28)], [0.7, shade(look.main, 0.02)], [1, shade(look.main, -0.25)]], [0.4, 0.3, 0.8]) + down('grip', [[0, shade(look.accent, 0.3)], [1, shade(look.accent, -0.3)]]),
    body: `<g transform="translate(46 60) scale(0.91)">${shadow(500, 900, 400)}`
      + '<g transform="rotate(-16 820 640)"><rect x="790" y="606" width="380" height="68" rx="34" fill="url(#grip)"/><rect x="806" y="616" width="330" height="12" rx="6" fill="#fff" opacity="0.25"/><ellipse cx="1130" cy="640" rx="16" ry="12" fill="#000" opacity="0.45"/></g>'
      + '<path d="M90 690 C 110 830 240 900 480 900 C 720 900 850 830 870 690 Z" fill="url(#flank)"/><ellipse cx="480" cy="690" rx="390" ry="150" fill="url(#flank)"/><ellipse cx="480" cy="696" rx="364" ry="134" fill="url(#base)"/><ellipse cx="480" cy="716" rx="270" ry="92" fill="none" stroke="#fff" stroke-width="4" opacity="0.14"/><ellipse cx="480" cy="690" rx="390" ry="150" fill="none" stroke="#fff" stroke-width="6" opacity="0.35"/>'
      + '<ellipse cx="470" cy="716" rx="176" ry="66" fill="#fffdf6"/><path d="M330 700 q 40 -60 120 -44 q 110 -30 170 30 q 60 40 -10 78 q -60 40 -150 20 q -120 8 -130 -84" fill="#fffaf0"/><ellipse cx="470" cy="708" rx="68" ry="34" fill="#f4b334"/><path d="M430 696 q 24 -20 56 -14" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity="0.7" fill="none"/></g>',
  };
}

/** A cutting board with what is about to be cut. */
export const board: Template = (look) => ({
  defs: linear('wood', [[0, shade(look.main, 0.22)], [0.5, look.main], [1, shade(look.main, -0.2)]], [0, 0, 1, 1]) + ball('tomato', '#c9412f') + linear('blade', [[0, '#eef1f3'], [0.5, '#b9c2c8'], [1, '#f7f9fa']], [0, 0, 0, 1]),
  body: shadow(600, 1010, 400) + `<g transform="rotate(-4 600 600)"><path d="M300 300 Q 300 240 360 240 L 500 240 Q 530 240 536 206 Q 546 130 600 130 Q 654 130 664 206 Q 670 240 700 240 L 840 240 Q 900 240 900 300 L 900 940 Q 900 1000 840 1000 L 360 1000 Q 300 1000 300 940 Z" fill="${shade(look.main, -0.4)}" transform="translate(14 12)"/><path d="M300 300 Q 300 240 360 240 L 500 240 Q 530 240 536 206 Q 546 130 600 130 Q 654 130 664 206 Q 670 240 700 240 L 840 240 Q 900 240 900 300 L 900 940 Q 900 1000 840 1000 L 360 1000 Q 300 1000 300 940 Z" fill="url(#wood)"/>`
    + `<circle cx="600" cy="206" r="26" fill="${shade(look.main, -0.55)}"/>${[360, 430, 505, 585, 660, 740, 820].map((x, i) => `<path d="M${x} 262 q ${i % 2 === 0 ? 26 : -22} 340 ${i % 3 === 0 ? -8 : 10} 724" stroke="${shade(look.main, -0.35)}" stroke-width="${3 + (i % 3)}" opacity="0.32" fill="none"/>`).join('')}</g>`
    + '<ellipse cx="420" cy="1024" rx="143" ry="28" fill="url(#gloom)" opacity="0.88"/><circle cx="410" cy="926" r="98" fill="url(#tomato)"/><path d="M410 838 l -34 -18 m 34 18 l 34 -20 m -34 20 l -6 -36 m 6 36 l -40 8 m 40 -8 l 40 6" stroke="#4f7a34" stroke-width="12" stroke-linecap="round"/>'
    + '<g transform="rotate(78 800 760)"><path d="M560 720 L 900 720 L 900 800 L 640 800 Q 580 796 560 720 Z" fill="url(#blade)"/><rect x="898" y="724" width="210" height="58" rx="24" fill="#3b2a20"/><circle cx="950" cy="753" r="8" fill="#c9b79a"/><circle cx="1040" cy="753" r="8" fill="#c9b79a"/></g>',
});
