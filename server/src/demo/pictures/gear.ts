/** Devices, shoes and bags. */
import { ball, down, linear, type Look, mix, radial, round, shade, shadow, type Drawing, type Template } from './paint.ts';

/** Devices. Forms: headphones, earbuds, speaker, powerbank. */
export const device: Template = (look) => DEVICES[look.form ?? 'headphones']?.(look) ?? headphones(look);

function headphones(look: Look): Drawing {
  const cupShape = (x: number, side: 1 | -1): string => `<g transform="translate(${x} 690) rotate(${side * 7})"><rect x="${side > 0 ? -70 : -46}" y="-170" width="116" height="340" rx="58" fill="url(#cushion)"/><rect x="${side > 0 ? 16 : -132}" y="-186" width="116" height="372" rx="58" fill="url(#shell)"/><rect x="${side > 0 ? 60 : -102}" y="-120" width="42" height="240" rx="21" fill="${look.accent}" opacity="0.9"/><path d="M${side > 0 ? 40 : -110} -140 v 150" stroke="#fff" stroke-width="12" stroke-linecap="round" opacity="0.4"/></g>`;
  return {
    defs: round('shell', look.main, 0.45) + round('cushion', shade(look.main, -0.45), 0.25) + linear('arc', [[0, shade(look.main, -0.3)], [0.35, shade(look.main, 0.4)], [1, shade(look.main, -0.35)]]),
    body: shadow(600, 930, 370) + `<path d="M286 650 C 250 330 420 200 600 200 C 780 200 950 330 914 650" stroke="url(#arc)" stroke-width="58" fill="none" stroke-linecap="round"/><path d="M330 470 C 380 300 490 246 600 246 C 710 246 820 300 870 470" stroke="${shade(look.main, -0.5)}" stroke-width="26" fill="none" stroke-linecap="round" opacity="0.85"/><path d="M330 400 C 390 270 500 214 610 212" stroke="#fff" stroke-width="12" stroke-linecap="round" opacity="0.45" fill="none"/>`
      + '<rect x="270" y="480" width="34" height="120" rx="14" fill="#c9ced2"/><rect x="896" y="480" width="34" height="120" rx="14" fill="#aeb4b9"/>' + cupShape(330, -1) + cupShape(870, 1),
  };
}

function earbuds(look: Look): Drawing {
  const bud = (x: number, y: number, side: 1 | -1): string => `<g transform="translate(${x} ${y}) scale(${side} 1)"><rect x="-2" y="0" width="52" height="210" rx="26" fill="url(#shell)"/><ellipse cx="4" cy="14" rx="84" ry="74" fill="url(#bud)"/><ellipse cx="-66" cy="26" rx="34" ry="40" fill="${shade(look.main, -0.5)}"/><ellipse cx="14" cy="-8" rx="22" ry="10" fill="#000" opacity="0.4"/></g>`;
  return {
    defs: round('shell', look.main, 0.45) + ball('bud', look.main) + down('case', [[0, shade(look.main, 0.4)], [0.5, look.main], [1, shade(look.main, -0.25)]]) + down('well', [[0, shade(look.main, -0.4)], [1, shade(look.main, -0.1)]]),
    body: shadow(600, 1000, 370) + '<path d="M250 470 C 250 330 330 300 420 300 H 780 C 870 300 950 330 950 470 V 580 H 250 Z" fill="url(#well)"/><path d="M286 480 C 286 370 350 340 430 340 H 770 C 850 340 914 370 914 480 V 580 H 286 Z" fill="url(#case)" opacity="0.55"/>'
      + bud(470, 470, 1) + bud(730, 470, -1)
      + `<path d="M230 600 C 230 580 240 570 260 570 H 940 C 960 570 970 580 970 600 V 830 C 970 950 890 1000 790 1000 H 410 C 310 1000 230 950 230 830 Z" fill="url(#case)"/><path d="M230 604 H 970" stroke="#000" stroke-width="7" opacity="0.14"/><path d="M286 650 V 830 q 0 70 50 100" stroke="#fff" stroke-width="20" stroke-linecap="round" opacity="0.5" fill="none"/><circle cx="600" cy="690" r="11" fill="${look.accent}"/><circle cx="600" cy="690" r="22" fill="${look.accent}" opacity="0.3"/>`,
  };
}

function speaker(look: Look): Drawing {
  const mesh = Array.from({ length: 17 }, (_, row) => Array.from({ length: 22 }, (_unused, i) => `<circle cx="${330 + i * 26 + (row % 2) * 13}" cy="${380 + row * 26}" r="7" fill="#000" opacity="0.26"/>`).join('')).join('');
  return {
    defs: round('shell', look.main, 0.34) + round('rubber', shade(look.main, -0.4), 0.3) + '<clipPath id="front"><rect x="312" y="352" width="576" height="470" rx="40"/></clipPath>' + radial('drop', [[0, '#fff', 0.25], [1, '#fff', 0]], [0.4, 0.3, 0.8]),
    body: shadow(600, 990, 360) + `<path d="M440 240 C 440 130 760 130 760 240" stroke="${look.accent}" stroke-width="40" fill="none" stroke-linecap="round"/><path d="M446 222 C 470 150 640 140 700 168" stroke="#fff" stroke-width="9" opacity="0.4" fill="none" stroke-linecap="round"/><rect x="270" y="230" width="660" height="760" rx="110" fill="url(#shell)"/><rect x="270" y="890" width="660" height="100" rx="50" fill="url(#rubber)"/><rect x="300" y="340" width="600" height="494" rx="50" fill="${shade(look.main, -0.25)}"/><g clip-path="url(#front)">${mesh}</g><rect x="300" y="340" width="600" height="494" rx="50" fill="url(#drop)"/><rect x="540" y="866" width="120" height="26" rx="13" fill="${look.accent}"/>`
      + '<circle cx="450" cy="286" r="20" fill="#000" opacity="0.28"/><circle cx="600" cy="286" r="20" fill="#000" opacity="0.28"/><circle cx="750" cy="286" r="20" fill="#000" opacity="0.28"/><path d="M310 360 V 800" stroke="#fff" stroke-width="12" opacity="0.25" stroke-linecap="round"/>',
  };
}

function powerbank(look: Look): Drawing {
  return {
    defs: linear('shell', [[0, shade(look.main, -0.2)], [0.1, shade(look.main, 0.3)], [0.3, shade(look.main, 0.12)], [0.7, look.main], [1, shade(look.main, -0.3)]]) + linear('side', [[0, shade(look.main, -0.15)], [1, shade(look.main, -0.45)]]),
    body: shadow(620, 1000, 300) + '<g transform="rotate(5 600 640)"><path d="M404 236 Q 404 190 450 190 H 790 Q 850 190 850 250 V 946 Q 850 1000 800 1000 H 450 Q 404 1000 404 950 Z" fill="url(#side)"/><rect x="360" y="200" width="440" height="800" rx="56" fill="url(#shell)"/><path d="M398 270 V 920" stroke="#fff" stroke-width="14" stroke-linecap="round" opacity="0.35"/>'
      + `<rect x="470" y="220" width="90" height="26" rx="8" fill="#16181b"/><rect x="606" y="222" width="64" height="22" rx="11" fill="#16181b"/>${[0, 1, 2, 3].map((i) => `<circle cx="${520 + i * 40}" cy="320" r="9" fill="${look.accent}" opacity="${i < 3 ? 1 : 0.3}"/>`).join('')}<path d="M596 540 L 530 660 H 584 L 566 760 L 640 630 H 584 Z" fill="${mix(look.main, '#ffffff', 0.4)}" opacity="0.7"/></g>`
      + `<path d="M520 214 C 520 90 300 80 250 240 C 190 430 250 700 180 980" stroke="${look.accent}" stroke-width="22" fill="none" stroke-linecap="round"/>`,
  };
}

const DEVICES: Readonly<Record<string, (look: Look) => Drawing>> = { headphones, earbuds, speaker, powerbank };

/** A sneaker seen from the side. Forms: runner, court. */
export const sneaker: Template = (look) => {
  const runner = look.form !== 'court';
  return {
    defs: linear('upper', [[0, shade(look.main, -0.08)], [0.35, shade(look.main, 0.3)], [0.7, look.main], [1, shade(look.main, -0.14)]], [0, 0, 0.8, 1]) + down('sole', [[0, '#ffffff'], [0.6, '#eceae5'], [1, '#c9c4ba']]) + down('tread', [[0, shade(look.accent, 0.1)], [1, shade(look.accent, -0.35)]]) + ball('collar', shade(look.main, -0.3)),
    body: shadow(600, 884, 500)
      + `<path d="M170 420 C 210 400 250 404 280 430 C 330 470 420 470 500 410 C 540 380 590 400 620 440 C 700 540 800 590 930 620 C 1040 646 1080 690 1076 760 L 160 760 C 130 680 140 520 170 420 Z" fill="url(#upper)"/>`
      + `<path d="M206 420 C 300 520 450 500 528 404 C 560 400 590 412 608 438 C 520 560 330 590 190 500 Z" fill="url(#collar)"/><path d="M190 500 C 330 590 520 560 608 438" stroke="${shade(look.main, 0.45)}" stroke-width="12" fill="none" opacity="0.6"/>`
      + `<path d="M160 660 C 180 590 260 590 330 640 C 380 676 400 720 400 760 H 160 C 150 730 150 690 160 660 Z" fill="${look.accent}" opacity="${runner ? 0.9 : 0.35}"/>`
      + (runner ? `<path d="M420 740 C 470 600 560 560 680 560 C 600 620 560 680 548 744 Z" fill="${look.accent}"/><path d="M580 742 C 620 650 690 610 780 606 C 720 650 690 690 680 744 Z" fill="${look.accent}" opacity="0.75"/>` : `<path d="M430 700 h 10 M470 690 h 10 M510 676 h 10 M440 730 h 10 M482 722 h 10 M524 710 h 10" stroke="${shade(look.main, -0.3)}" stroke-width="9" stroke-linecap="round"/>`)
      + `<path d="M900 616 C 1040 640 1084 690 1076 760 H 860 C 850 700 860 650 900 616 Z" fill="${runner ? shade(look.main, -0.12) : shade(look.main, 0.15)}" opacity="0.8"/>`
      + [[600, 470, 690, 430], [640, 520, 734, 478], [690, 560, 780, 520], [746, 594, 830, 556]].map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => `<path d="M${x1 - 24} ${y1 + 26} L ${x2 - 28} ${y2 + 30}" stroke="#000" stroke-width="22" stroke-linecap="round" opacity="0.14"/><path d="M${x1 - 26} ${y1 + 16} L ${x2 - 34} ${y2 + 22}" stroke="#fbfaf6" stroke-width="20" stroke-linecap="round"/>`).join('')
      + `<path d="M136 752 C 340 770 820 774 1086 744 C 1110 790 1104 836 1066 862 C 1040 880 210 886 170 868 C 132 846 124 796 136 752 Z" fill="url(#sole)"/>${runner ? `<path d="M150 800 C 360 830 480 780 640 800 C 800 822 960 816 1094 790" stroke="${look.accent}" stroke-width="14" fill="none" opacity="0.85"/>` : '<path d="M142 790 C 400 806 800 806 1094 784" stroke="#b9b3a6" stroke-width="5" fill="none"/>'}`
      + `<path d="M164 862 C 210 886 1040 880 1070 858 L 1060 880 C 1000 900 250 902 184 886 Z" fill="url(#tread)"/><path d="M170 440 C 156 500 152 560 156 620" stroke="#fff" stroke-width="10" stroke-linecap="round" opacity="0.4" fill="none"/>`,
  };
};

/** A backpack. */
export const backpack: Template = (look) => ({
  defs: linear('bag', [[0, shade(look.main, -0.22)], [0.2, shade(look.main, 0.16)], [0.5, look.main], [1, shade(look.main, -0.32)]]) + linear('pocket', [[0, shade(look.main, -0.1)], [0.3, shade(look.main, 0.24)], [1, shade(look.main, -0.25)]]),
  body: shadow(600, 1004, 340)
    + `<path d="M520 190 C 520 110 680 110 680 190" stroke="${shade(look.main, -0.35)}" stroke-width="30" fill="none"/><path d="M300 500 C 230 540 220 780 262 900" stroke="${shade(look.main, -0.4)}" stroke-width="46" fill="none" stroke-linecap="round"/><path d="M900 500 C 970 540 980 780 938 900" stroke="${shade(look.main, -0.48)}" stroke-width="46" fill="none" stroke-linecap="round"/>`
    + '<path d="M300 420 C 300 250 430 180 600 180 C 770 180 900 250 900 420 V 920 C 900 976 860 1004 800 1004 H 400 C 340 1004 300 976 300 920 Z" fill="url(#bag)"/>'
    + `<path d="M330 470 C 330 320 450 262 600 262 C 750 262 870 320 870 470" stroke="${shade(look.main, -0.4)}" stroke-width="9" fill="none"/><path d="M330 470 C 330 320 450 262 600 262 C 750 262 870 320 870 470" stroke="#fff" stroke-width="3" fill="none" opacity="0.3" transform="translate(0 8)"/><rect x="846" y="452" width="40" height="20" rx="10" fill="${look.accent}"/><path d="M868 466 v 54" stroke="${look.accent}" stroke-width="12" stroke-linecap="round"/>`
    + `<path d="M366 650 Q 366 610 406 610 H 794 Q 834 610 834 650 V 900 Q 834 950 784 950 H 416 Q 366 950 366 900 Z" fill="url(#pocket)"/><path d="M384 668 H 816" stroke="${shade(look.main, -0.42)}" stroke-width="9"/><path d="M800 668 v 46" stroke="${look.accent}" stroke-width="12" stroke-linecap="round"/><rect x="540" y="740" width="120" height="74" rx="10" fill="${look.accent}"/><rect x="556" y="756" width="88" height="42" rx="6" fill="none" stroke="${shade(look.accent, -0.35)}" stroke-width="5"/>`
    + `<path d="M440 470 H 760" stroke="${look.accent}" stroke-width="16" opacity="0.9"/><path d="M350 380 C 380 300 450 252 530 236" stroke="#fff" stroke-width="16" stroke-linecap="round" opacity="0.3" fill="none"/>`,
});

/** A rolled exercise mat with its strap. */
export const mat: Template = (look) => ({
  defs: linear('roll', [[0, shade(look.main, 0.34)], [0.3, shade(look.main, 0.12)], [0.65, look.main], [1, shade(look.main, -0.42)]], [0, 0, 0, 1]) + round('strap', look.accent, 0.3),
  body: `<g transform="translate(36 60) scale(0.91)">${shadow(610, 880, 470)}`
    + `<path d="M150 820 L 1080 820 L 1130 870 L 190 870 Z" fill="${shade(look.main, 0.18)}"/><path d="M190 870 L 1130 870 L 1130 882 L 190 882 Z" fill="${shade(look.main, -0.3)}"/><path d="M250 530 H 980 C 1060 530 1070 870 980 870 H 250 Z" fill="url(#roll)"/><ellipse cx="250" cy="700" rx="92" ry="170" fill="${shade(look.main, -0.2)}"/>`
    + [0.88, 0.72, 0.56, 0.4, 0.24].map((part, i) => `<ellipse cx="250" cy="${700 + i * 2}" rx="${92 * part}" ry="${170 * part}" fill="none" stroke="${shade(look.main, i % 2 === 0 ? 0.3 : -0.1)}" stroke-width="13"/>`).join('') + '<ellipse cx="250" cy="706" rx="13" ry="24" fill="#241a14"/>'
    + '<path d="M480 530 C 540 530 548 870 480 870 H 530 C 598 870 590 530 530 530 Z" fill="url(#strap)"/><path d="M820 530 C 880 530 888 870 820 870 H 870 C 938 870 930 530 870 530 Z" fill="url(#strap)"/>'
    + `<path d="M506 534 C 560 330 800 330 846 534" stroke="${look.accent}" stroke-width="36" fill="none" stroke-linecap="round"/><path d="M524 494 C 580 360 740 350 806 440" stroke="#fff" stroke-width="8" opacity="0.35" fill="none" stroke-linecap="round"/><path d="M330 566 H 960" stroke="#fff" stroke-width="14" stroke-linecap="round" opacity="0.25"/></g>`,
});
