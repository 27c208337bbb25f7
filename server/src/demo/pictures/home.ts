/** Things for the home: towels, bedding, bottles, lamps, candles, baskets. */
import { ball, down, type Look, mix, radial, round, scatter, shade, shadow, type Template } from './paint.ts';

/** A folded cloth seen from its rounded fold. */
function fold(options: { x: number; y: number; width: number; height: number; colour: string; trim: string }): string {
  const { x, y, width: w, height: h, colour, trim } = options;
  const id = `f${y}`;
  return down(id, [[0, shade(colour, 0.34)], [0.35, colour], [0.75, shade(colour, -0.12)], [1, shade(colour, -0.34)]])
    + `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${h * 0.48}" fill="url(#${id})"/><path d="M${x + h * 0.4} ${y + h * 0.5} H ${x + w - 14}" stroke="${shade(colour, -0.36)}" stroke-width="5" opacity="0.4"/>`
    + `<path d="M${x + w * 0.68} ${y + 4} V ${y + h - 4} M${x + w * 0.74} ${y + 4} V ${y + h - 4}" stroke="${trim}" stroke-width="${h * 0.09}" opacity="0.75"/><path d="M${x + h * 0.36} ${y + h * 0.16} H ${x + w - h * 0.4}" stroke="#fff" stroke-width="${h * 0.07}" stroke-linecap="round" opacity="0.35"/>`;
}

/** Towels folded on each other. Forms: three, bath. */
export const towels: Template = (look) => {
  const tones = [look.main, mix(look.main, '#ffffff', 0.55), look.accent];
  const rows = look.form === 'bath' ? [[220, 800, 760, 190], [236, 616, 730, 184]] : [[230, 850, 740, 140], [246, 714, 710, 136], [262, 582, 680, 132]];
  return {
    defs: '',
    body: shadow(600, 996, 420) + rows.map(([x = 0, y = 0, width = 0, height = 0], i) => fold({ x, y, width, height, colour: tones[i] ?? look.main, trim: mix(tones[(i + 1) % 3] ?? look.accent, '#ffffff', 0.2) })).join('') + flowerOn(look.form === 'bath' ? 604 : 570, look),
  };
};

function flowerOn(y: number, look: Look): string {
  const white = mix(look.ground, '#ffffff', 0.75);
  return `<ellipse cx="470" cy="${y}" rx="104" ry="24" fill="url(#gloom)" opacity="0.62"/>${Array.from({ length: 8 }, (_, i) => `<ellipse cx="470" cy="${y - 46}" rx="17" ry="40" fill="${i % 2 === 0 ? white : shade(white, -0.06)}" transform="rotate(${i * 45} 470 ${y - 18}) "/>`).join('')}<circle cx="470" cy="${y - 18}" r="19" fill="#e4b64c"/><path d="M486 ${y - 4} q 90 30 190 -6" stroke="#7c9a5a" stroke-width="9" stroke-linecap="round" fill="none"/>`;
}

/** Bedding: a quilt, a folded set with pillows, or one pillow. Forms: set, quilt, pillow. */
export const bedding: Template = (look) => {
  const pillow = (x: number, y: number, options: { w: number; h: number; fill: string }): string => {
    const { w, h, fill } = options;
    return `<path d="M${x} ${y + h * 0.16} C ${x - w * 0.04} ${y - h * 0.04} ${x + w * 0.1} ${y - h * 0.02} ${x + w * 0.2} ${y + h * 0.04} C ${x + w * 0.4} ${y - h * 0.06} ${x + w * 0.6} ${y - h * 0.06} ${x + w * 0.8} ${y + h * 0.04} C ${x + w * 0.9} ${y - h * 0.02} ${x + w * 1.04} ${y - h * 0.04} ${x + w} ${y + h * 0.16} C ${x + w * 0.96} ${y + h * 0.4} ${x + w * 0.96} ${y + h * 0.6} ${x + w} ${y + h * 0.84} C ${x + w * 1.03} ${y + h * 1.04} ${x + w * 0.9} ${y + h * 1.02} ${x + w * 0.8} ${y + h * 0.96} C ${x + w * 0.6} ${y + h * 1.04} ${x + w * 0.4} ${y + h * 1.04} ${x + w * 0.2} ${y + h * 0.96} C ${x + w * 0.1} ${y + h * 1.02} ${x - w * 0.03} ${y + h * 1.04} ${x} ${y + h * 0.84} C ${x + w * 0.04} ${y + h * 0.6} ${x + w * 0.04} ${y + h * 0.4} ${x} ${y + h * 0.16} Z" fill="url(#${fill})"/>`
      + `<path d="M${x + w * 0.08} ${y + h * 0.14} C ${x + w * 0.2} ${y + h * 0.24} ${x + w * 0.24} ${y + h * 0.3} ${x + w * 0.26} ${y + h * 0.4} M${x + w * 0.92} ${y + h * 0.14} C ${x + w * 0.8} ${y + h * 0.22} ${x + w * 0.78} ${y + h * 0.3} ${x + w * 0.74} ${y + h * 0.36}" stroke="#000" stroke-width="6" opacity="0.08" fill="none"/>`;
  };
  const defs = radial('down', [[0, shade(look.main, 0.55)], [0.55, shade(look.main, 0.08)], [1, shade(look.main, -0.2)]], [0.38, 0.26, 0.9]) + radial('trim', [[0, shade(look.accent, 0.45)], [0.6, look.accent], [1, shade(look.accent, -0.22)]], [0.38, 0.26, 0.9])
    + `<pattern id="stripe" width="54" height="54" patternUnits="userSpaceOnUse" patternTransform="rotate(90)"><rect width="54" height="54" fill="none"/><rect width="15" height="54" fill="${look.accent}" opacity="0.35"/></pattern>` + down('pile', [[0, shade(look.main, 0.3)], [0.5, look.main], [1, shade(look.main, -0.28)]]) + down('sheet', [[0, shade(look.accent, 0.4)], [0.5, look.accent], [1, shade(look.accent, -0.25)]]);
  if (look.form === 'pillow') return { defs, body: shadow(600, 930, 430) + pillow(190, 470, { w: 820, h: 450, fill: 'down' }) + `<path d="M300 720 C 480 790 720 790 900 720" stroke="${look.accent}" stroke-width="10" opacity="0.55" fill="none"/><path d="M296 740 C 480 812 720 812 904 740" stroke="${look.accent}" stroke-width="4" opacity="0.5" fill="none"/>` };
  const layer = (y: number, h: number, fill: string): string => `<rect x="190" y="${y}" width="820" height="${h}" rx="${h * 0.46}" fill="url(#${fill})"/><path d="M230 ${y + h * 0.52} H 1000" stroke="#000" stroke-width="6" opacity="0.12"/>`;
  if (look.form === 'quilt') {
    const stitch = [0, 1, 2, 3].map((i) => `<path d="M${300 + i * 165} 470 q 40 120 0 250 t 8 220" stroke="${shade(look.main, -0.3)}" stroke-width="5" opacity="0.3" fill="none"/>`).join('') + [580, 700, 820].map((y) => `<path d="M190 ${y} q 200 34 410 6 t 410 -2" stroke="${shade(look.main, -0.3)}" stroke-width="5" opacity="0.3" fill="none"/>`).join('');
    return { defs, body: shadow(600, 980, 430) + `<path d="M230 470 C 380 430 820 430 970 470 C 1030 490 1040 560 1022 640 C 1050 740 1050 860 1010 940 C 980 1000 220 1000 190 940 C 150 860 150 740 178 640 C 160 560 170 490 230 470 Z" fill="url(#down)"/>${stitch}<path d="M196 900 C 420 950 780 950 1004 900 L 1010 940 C 980 1000 220 1000 190 940 Z" fill="url(#trim)"/><path d="M260 500 C 420 466 620 462 760 470" stroke="#fff" stroke-width="22" stroke-linecap="round" opacity="0.55" fill="none"/>` };
  }
  return {
    defs,
    body: shadow(600, 996, 440) + layer(846, 146, 'pile') + '<rect x="190" y="846" width="820" height="146" rx="66" fill="url(#stripe)"/>' + layer(716, 138, 'sheet') + layer(592, 132, 'pile') + '<rect x="190" y="592" width="820" height="132" rx="60" fill="url(#stripe)"/>' + pillow(250, 330, { w: 520, h: 280, fill: 'trim' }) + pillow(420, 360, { w: 540, h: 270, fill: 'down' }),
  };
};

/** A vacuum bottle. Forms: slim, wide. */
export const thermos: Template = (look) => {
  const w = look.form === 'wide' ? 190 : 138;
  const [left, right] = [600 - w, 600 + w];
  return {
    defs: round('body', look.main, 0.5) + round('steel', '#b9bec2', 0.7) + round('cap', look.accent, 0.4),
    body: shadow(600, 1006, w * 1.25)
      + `<path d="M${left} 470 C ${left} 420 ${left + 26} 400 ${left + 34} 376 L ${right - 34} 376 C ${right - 26} 400 ${right} 420 ${right} 470 L ${right} 950 C ${right} 1000 ${right - 40} 1008 600 1008 C ${left + 40} 1008 ${left} 1000 ${left} 950 Z" fill="url(#body)"/><path d="M${left} 936 C ${left + 40} 966 ${right - 40} 966 ${right} 936 L ${right} 950 C ${right} 1000 ${right - 40} 1008 600 1008 C ${left + 40} 1008 ${left} 1000 ${left} 950 Z" fill="url(#steel)"/>`
      + `<rect x="${left + 30}" y="344" width="${2 * w - 60}" height="44" rx="8" fill="url(#steel)"/><rect x="${left + 22}" y="190" width="${2 * w - 44}" height="162" rx="26" fill="url(#cap)"/><rect x="${left + 22}" y="318" width="${2 * w - 44}" height="8" fill="#000" opacity="0.2"/>${Array.from({ length: 9 }, (_, i) => `<path d="M${left + 46 + (i * (2 * w - 92)) / 8} 232 V 306" stroke="#000" stroke-width="5" opacity="0.14" stroke-linecap="round"/>`).join('')}`
      + `<path d="M600 640 c 44 56 60 84 60 112 a 60 60 0 0 1 -120 0 c 0 -28 16 -56 60 -112 Z" fill="none" stroke="${mix(look.main, '#ffffff', 0.65)}" stroke-width="8" opacity="0.8"/><path d="M${left + 40} 500 V 880" stroke="#fff" stroke-width="16" stroke-linecap="round" opacity="0.4"/>`,
  };
};

/** A lamp that is lit. Forms: desk, night. */
export const lamp: Template = (look) => ({
  defs: round('metal', look.accent, 0.4) + radial('glow', [[0, '#fff3c9', 0.95], [0.5, '#ffe7a8', 0.4], [1, '#ffe7a8', 0]], [0.5, 0.5, 0.5]) + down('shade', [[0, shade(look.main, 0.1)], [0.7, shade(look.main, 0.35)], [1, '#fff0c4']]) + radial('globe', [[0, '#fffdf2'], [0.6, '#ffefc2'], [1, shade(look.main, 0.2)]], [0.45, 0.45, 0.6]),
  body: look.form === 'night'
    ? shadow(600, 990, 250) + '<circle cx="600" cy="590" r="520" fill="url(#glow)"/><path d="M430 900 H 770 L 800 970 Q 800 992 770 992 H 430 Q 400 992 400 970 Z" fill="url(#metal)"/><circle cx="600" cy="630" r="290" fill="url(#globe)"/><path d="M430 500 C 470 420 540 390 600 386" stroke="#fff" stroke-width="26" stroke-linecap="round" opacity="0.85" fill="none"/><ellipse cx="600" cy="904" rx="172" ry="24" fill="url(#metal)"/>'
    : shadow(600, 1000, 270) + '<ellipse cx="560" cy="800" rx="520" ry="330" fill="url(#glow)"/><ellipse cx="600" cy="986" rx="220" ry="34" fill="url(#metal)"/><ellipse cx="600" cy="974" rx="220" ry="32" fill="url(#metal)"/><rect x="586" y="540" width="28" height="440" fill="url(#metal)"/>'
      + '<path d="M430 220 L 770 220 L 910 590 C 800 626 400 626 290 590 Z" fill="url(#shade)"/><ellipse cx="600" cy="220" rx="170" ry="22" fill="#fff4d6"/><path d="M290 590 C 400 626 800 626 910 590" stroke="#fff" stroke-width="9" opacity="0.7" fill="none"/>'
      + `${[360, 440, 520, 600, 680, 760, 840].map((x) => `<path d="M${600 + (x - 600) * 0.62} 232 L ${600 + (x - 600) * 1.18} 600" stroke="${shade(look.main, -0.1)}" stroke-width="3" opacity="0.25"/>`).join('')}<path d="M730 610 V 700" stroke="#8d8478" stroke-width="5"/><circle cx="730" cy="708" r="11" fill="url(#metal)"/>`,
});

/** A scented candle in a glass. */
export const candle: Template = (look) => ({
  defs: round('glass', look.main, 0.5) + down('wax', [[0, '#fff6e2'], [1, shade(look.main, 0.45)]]) + radial('glow', [[0, '#fff0bd', 0.8], [0.6, '#ffe7ab', 0.25], [1, '#ffdf94', 0]], [0.5, 0.5, 0.5]) + down('flame', [[0, '#fff7d8'], [0.5, '#ffc94f'], [1, '#f0862b']]),
  body: shadow(600, 1000, 280) + '<circle cx="600" cy="400" r="360" fill="url(#glow)"/><path d="M360 500 L 372 950 C 374 988 420 1002 600 1002 C 780 1002 826 988 828 950 L 840 500 Z" fill="url(#glass)"/><ellipse cx="600" cy="560" rx="226" ry="40" fill="url(#wax)"/><path d="M360 500 A 240 42 0 0 1 840 500 A 240 42 0 0 1 360 500 Z" fill="none" stroke="#fff" stroke-width="9" opacity="0.75"/>'
    + '<path d="M600 556 V 486" stroke="#4b3424" stroke-width="9" stroke-linecap="round"/><path d="M600 352 C 650 420 648 486 600 500 C 552 486 550 420 600 352 Z" fill="url(#flame)"/><path d="M600 424 C 622 454 620 482 600 490 C 580 482 578 454 600 424 Z" fill="#fffbe8"/>'
    + `<rect x="456" y="666" width="288" height="216" rx="8" fill="#fbf6ea" opacity="0.96"/><rect x="472" y="682" width="256" height="184" rx="4" fill="none" stroke="${shade(look.accent, -0.1)}" stroke-width="4"/><circle cx="600" cy="752" r="38" fill="none" stroke="${look.accent}" stroke-width="7"/><circle cx="600" cy="752" r="20" fill="${look.accent}"/><path d="M530 826 H 670" stroke="${shade(look.accent, -0.1)}" stroke-width="5"/><path d="M400 590 C 402 720 408 840 416 920" stroke="#fff" stroke-width="20" stroke-linecap="round" opacity="0.45" fill="none"/>`,
});

/** A woven basket with a folded cloth. */
export const basket: Template = (look) => {
  const weave = [0, 1, 2, 3, 4, 5, 6, 7].map((row) => Array.from({ length: 15 }, (_, i) => {
    const [y, inset] = [590 + row * 50, row * 7];
    const width = (780 - inset * 2) / 15;
    return `<rect x="${Math.round(210 + inset + i * width)}" y="${y}" width="${Math.round(width + 8)}" height="54" rx="22" fill="${shade(look.main, ((i + row) % 2 === 0 ? 0.22 : -0.16) - (i / 15) * 0.26)}"/>`;
  }).join('')).join('');
  const next = scatter(8);
  return {
    defs: ball('cloth', look.accent) + round('rim', look.main, 0.4),
    body: shadow(600, 996, 400) + `<path d="M340 520 C 330 250 480 180 600 180 C 720 180 870 250 860 520" stroke="${shade(look.main, -0.2)}" stroke-width="34" fill="none"/><path d="M340 520 C 330 250 480 180 600 180 C 720 180 870 250 860 520" stroke="${shade(look.main, 0.3)}" stroke-width="10" stroke-dasharray="26 20" fill="none" opacity="0.7"/>`
      + `<path d="M240 570 C 280 440 400 470 470 450 C 560 420 650 430 720 460 C 820 440 930 470 960 570 Z" fill="url(#cloth)"/><path d="M380 560 q 40 -70 120 -84 M560 560 q 20 -70 100 -92 M740 560 q 10 -50 80 -74" stroke="${shade(look.accent, -0.3)}" stroke-width="5" opacity="${0.3 + next() * 0.05}" fill="none"/>`
      + `<path d="M200 580 L 262 990 H 938 L 1000 580 Z" fill="${shade(look.main, -0.42)}"/>${weave}<rect x="186" y="550" width="828" height="58" rx="28" fill="url(#rim)"/><path d="M210 566 H 980" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity="0.35"/>`,
  };
};
