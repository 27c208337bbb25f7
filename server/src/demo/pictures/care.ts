/** Skin care and personal care. */
import { ball, down, leaf, linear, type Look, mix, round, shade, shadow, type Template } from './paint.ts';

function label(x: number, y: number, options: { w: number; h: number; look: Look }): string {
  const { w, h, look } = options;
  const ink = shade(look.accent, -0.35);
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="6" fill="#fffdf8" opacity="0.94"/>${leaf(x + w / 2 - 2, y + h * 0.48, { length: w * 0.26, turn: -60, colour: ink })}${leaf(x + w / 2, y + h * 0.48, { length: w * 0.26, turn: -120, colour: shade(ink, 0.25) })}<path d="M${x + w * 0.28} ${y + h * 0.64} H ${x + w * 0.72} M${x + w * 0.36} ${y + h * 0.75} H ${x + w * 0.64}" stroke="${ink}" stroke-width="5" stroke-linecap="round" opacity="0.55"/>`;
}

/** Bottles and jars. Forms: pump, dropper, cream, tube. */
export const skincare: Template = (look) => FORMS[look.form ?? 'pump']?.(look) ?? pump(look);

const pump = (look: Look) => ({
  defs: round('body', look.main, 0.5) + round('cap', look.accent, 0.42),
  body: shadow(600, 1004, 240)
    + '<path d="M560 300 H 640 V 220 H 560 Z" fill="url(#cap)"/><path d="M470 176 C 470 150 490 140 520 140 H 660 C 684 140 690 160 690 180 V 226 H 540 C 520 226 500 228 470 250 Z" fill="url(#cap)"/><rect x="518" y="286" width="164" height="84" rx="14" fill="url(#cap)"/><rect x="536" y="360" width="128" height="44" fill="url(#body)"/>'
    + '<path d="M390 500 C 390 430 470 420 520 396 H 680 C 730 420 810 430 810 500 V 948 C 810 994 780 1004 740 1004 H 460 C 420 1004 390 994 390 948 Z" fill="url(#body)"/>' + label(460, 580, { w: 280, h: 320, look }) + '<path d="M424 520 V 930" stroke="#fff" stroke-width="18" stroke-linecap="round" opacity="0.5"/>' + sprigBeside(look),
});

const dropper = (look: Look) => ({
  defs: round('glass', look.main, 0.62) + round('cap', look.accent, 0.42) + round('rubber', shade(look.accent, 0.55), 0.4),
  body: shadow(600, 1004, 220)
    + '<path d="M556 330 C 548 230 560 176 600 176 C 640 176 652 230 644 330 Z" fill="url(#rubber)"/><rect x="520" y="322" width="160" height="112" rx="12" fill="url(#cap)"/>' + Array.from({ length: 8 }, (_, i) => `<path d="M${536 + i * 18} 334 V 424" stroke="#000" stroke-width="4" opacity="0.14"/>`).join('')
    + '<path d="M548 430 H 652 V 476 C 720 490 790 520 790 600 V 950 C 790 994 760 1004 720 1004 H 480 C 440 1004 410 994 410 950 V 600 C 410 520 480 490 548 476 Z" fill="url(#glass)"/>'
    + `<path d="M592 440 h 16 v 380 l -8 36 l -8 -36 Z" fill="#fff" opacity="0.4"/><path d="M410 690 C 480 706 720 706 790 690 V 950 C 790 994 760 1004 720 1004 H 480 C 440 1004 410 994 410 950 Z" fill="${shade(look.main, -0.1)}" opacity="0.45"/>` + label(470, 660, { w: 260, h: 260, look }) + '<path d="M444 600 V 940" stroke="#fff" stroke-width="18" stroke-linecap="round" opacity="0.55"/>'
    + `<path d="M930 900 c 46 60 62 88 62 118 a 62 56 0 0 1 -124 0 c 0 -30 16 -58 62 -118 Z" fill="${mix(look.main, '#ffffff', 0.35)}" opacity="0.85"/><path d="M906 1010 q 2 -26 16 -48" stroke="#fff" stroke-width="10" stroke-linecap="round" fill="none" opacity="0.8"/>`,
});

const cream = (look: Look) => ({
  defs: round('jar', look.main, 0.55) + round('lid', look.accent, 0.5) + ball('cream', '#fff8ee') + down('lidTop', [[0, shade(look.accent, 0.5)], [1, shade(look.accent, 0.05)]]),
  body: shadow(560, 996, 330)
    + '<path d="M250 640 C 250 620 270 610 300 610 H 820 C 850 610 870 620 870 640 V 920 C 870 976 830 996 780 996 H 340 C 290 996 250 976 250 920 Z" fill="url(#jar)"/><ellipse cx="560" cy="616" rx="300" ry="50" fill="#f3e8da"/><path d="M300 610 C 330 520 470 560 520 490 C 560 440 620 470 610 520 C 680 500 800 540 820 612 C 740 660 380 660 300 610 Z" fill="url(#cream)"/>' + label(430, 706, { w: 260, h: 220, look })
    + '<path d="M288 690 V 920" stroke="#fff" stroke-width="20" stroke-linecap="round" opacity="0.5"/>'
    + '<g transform="rotate(-16 930 850)"><ellipse cx="950" cy="990" rx="247" ry="35" fill="url(#gloom)" opacity="0.77"/><path d="M800 760 L 812 900 C 830 950 1060 950 1078 900 L 1090 760 Z" fill="url(#lid)"/><ellipse cx="945" cy="760" rx="146" ry="42" fill="url(#lidTop)"/><ellipse cx="945" cy="760" rx="146" ry="42" fill="none" stroke="#fff" stroke-width="5" opacity="0.6"/></g>',
});

const tube = (look: Look) => ({
  defs: linear('tube', [[0, shade(look.main, -0.26)], [0.14, shade(look.main, 0.06)], [0.3, shade(look.main, 0.5)], [0.5, look.main], [1, shade(look.main, -0.3)]]) + round('cap', look.accent, 0.42),
  body: shadow(600, 1004, 210)
    + '<path d="M386 190 H 814 L 772 850 H 428 Z" fill="url(#tube)"/><rect x="378" y="150" width="444" height="62" rx="8" fill="url(#tube)"/>' + Array.from({ length: 22 }, (_, i) => `<path d="M${392 + i * 20} 156 V 206" stroke="#000" stroke-width="3" opacity="0.12"/>`).join('')
    + '<path d="M436 840 H 764 L 752 984 C 750 1002 730 1006 712 1006 H 488 C 470 1006 450 1002 448 984 Z" fill="url(#cap)"/><rect x="436" y="838" width="328" height="16" fill="#000" opacity="0.14"/>' + label(480, 380, { w: 240, h: 300, look }) + '<path d="M446 260 L 466 800" stroke="#fff" stroke-width="18" stroke-linecap="round" opacity="0.5"/>' + sprigBeside(look),
});

const FORMS: Readonly<Record<string, (look: Look) => { defs: string; body: string }>> = { pump, dropper, cream, tube };

function sprigBeside(look: Look): string {
  const colour = mix(look.accent, '#6d8a58', 0.75);
  return `<ellipse cx="950" cy="1004" rx="156" ry="24" fill="url(#gloom)" opacity="0.48"/><path d="M860 1000 Q 960 960 1080 990" stroke="${shade(colour, -0.3)}" stroke-width="8" fill="none"/>${[[900, 986, -60], [940, 976, 24], [980, 972, -52], [1020, 976, 20], [1070, 988, -20]].map(([x = 0, y = 0, turn = 0]) => leaf(x, y, { length: 92, turn, colour })).join('')}`;
}
