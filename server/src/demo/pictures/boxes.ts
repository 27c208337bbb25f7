/** Fruit in crates, tins, sacks, pouches and gift boxes. */
import { ball, down, leaf, linear, type Look, mix, radial, round, scatter, shade, shadow, type Template } from './paint.ts';

interface Fruit {
  readonly rx: number;
  readonly ry: number;
  /** The outline where it is no ellipse. */
  readonly path?: (x: number, y: number) => string;
  /** What lies on the ball: stem, blush, dots. */
  readonly detail: (x: number, y: number, look: Look) => string;
}

const stem = (x: number, y: number): string => `<path d="M${x} ${y} q 6 -32 24 -46" stroke="#5b4025" stroke-width="9" stroke-linecap="round" fill="none"/>`;

function dots(x: number, y: number, look: Look): string {
  const next = scatter(Math.round(x * 7 + y));
  return Array.from({ length: 24 }, () => {
    const [turn, far] = [next() * 6.28, Math.sqrt(next()) * 80];
    return `<circle cx="${Math.round(x + Math.cos(turn) * far)}" cy="${Math.round(y + Math.sin(turn) * far)}" r="3" fill="${shade(look.main, -0.3)}" opacity="0.3"/>`;
  }).join('');
}

const FRUITS: Readonly<Record<string, Fruit>> = {
  apple: {
    rx: 116, ry: 108,
    detail: (x, y, look) => `<path d="M${x - 62} ${y - 58} q -34 66 -4 132" stroke="${look.accent}" stroke-width="26" stroke-linecap="round" opacity="0.28" fill="none"/>`
      + `<ellipse cx="${x}" cy="${y - 80}" rx="40" ry="15" fill="#000" opacity="0.22"/>${stem(x, y - 80)}`,
  },
  orange: { rx: 112, ry: 108, detail: (x, y, look) => `${dots(x, y, look)}<circle cx="${x + 6}" cy="${y - 84}" r="10" fill="#5c7a33"/>` },
  peach: {
    rx: 116, ry: 110,
    detail: (x, y, look) => `<ellipse cx="${x + 36}" cy="${y + 10}" rx="80" ry="100" fill="url(#blush)"/>`
      + `<path d="M${x + 4} ${y - 104} q -48 96 -6 202" stroke="${shade(look.main, -0.25)}" stroke-width="6" opacity="0.5" fill="none"/>${leaf(x + 2, y - 98, { length: 92, turn: -24, colour: '#7c9a4a' })}`,
  },
  mango: {
    rx: 140, ry: 98,
    detail: (x, y) => `<ellipse cx="${x - 66}" cy="${y - 20}" rx="84" ry="70" fill="url(#blush)"/>${stem(x + 112, y - 52)}`,
  },
  pear: {
    rx: 106, ry: 112,
    path: (x, y) => `M${x} ${y - 176} C ${x + 54} ${y - 176} ${x + 44} ${y - 104} ${x + 76} ${y - 66} C ${x + 132} ${y - 4} ${x + 104} ${y + 112} ${x} ${y + 112} C ${x - 104} ${y + 112} ${x - 132} ${y - 4} ${x - 76} ${y - 66} C ${x - 44} ${y - 104} ${x - 54} ${y - 176} ${x} ${y - 176} Z`,
    detail: (x, y, look) => `${dots(x, y, look)}${stem(x, y - 170)}`,
  },
  kiwi: { rx: 104, ry: 90, detail: (x, y, look) => dots(x, y, look) },
  berry: { rx: 50, ry: 48, detail: (x, y, look) => `<path d="M${x - 14} ${y - 34} l 8 12 l 8 -12 l 8 12 l 6 -10" stroke="${shade(look.main, -0.5)}" stroke-width="6" fill="none" opacity="0.7"/>` },
};

/** A cut fruit lying in front: what is inside says more than a skin. */
const CUTS: Readonly<Record<string, (look: Look) => string>> = {
  orange: (look) => `<ellipse cx="905" cy="905" rx="112" ry="104" fill="${look.main}"/><ellipse cx="905" cy="902" rx="97" ry="90" fill="#fff3dc"/>${
    Array.from({ length: 10 }, (_, i) => `<path d="M905 902 L ${905 + Math.round(88 * Math.cos(i * 0.628))} ${902 + Math.round(80 * Math.sin(i * 0.628))} A 88 80 0 0 1 ${905 + Math.round(88 * Math.cos(i * 0.628 + 0.56))} ${902 + Math.round(80 * Math.sin(i * 0.628 + 0.56))} Z" fill="${shade(look.main, 0.22)}"/>`).join('')}`,
  kiwi: () => `<ellipse cx="905" cy="905" rx="112" ry="102" fill="#7a5f3a"/><ellipse cx="905" cy="902" rx="101" ry="92" fill="#9dbb3f"/><ellipse cx="905" cy="902" rx="76" ry="68" fill="#b8cf5e"/><ellipse cx="905" cy="902" rx="36" ry="32" fill="#f0f2d2"/>${
    Array.from({ length: 16 }, (_, i) => `<ellipse cx="${905 + Math.round(54 * Math.cos(i * 0.3927))}" cy="${902 + Math.round(48 * Math.sin(i * 0.3927))}" rx="6" ry="5" fill="#2b2a16"/>`).join('')}`,
};

/** A wooden crate full of fruit. Forms: apple, orange, peach, mango, pear, kiwi, berry. */
export const fruitCrate: Template = (look) => {
  const form = look.form ?? 'apple';
  const fruit = FRUITS[form] ?? FRUITS['apple'];
  if (!fruit) throw new Error('no such fruit');
  const small = form === 'berry';
  const rows: readonly (readonly [number, readonly number[]])[] = small
    ? [490, 545, 600, 650].map((y, row) => [y, Array.from({ length: 8 - (row === 0 ? 2 : 0) }, (_, i) => 262 + (row === 0 ? 96 : row % 2 === 0 ? 14 : -6) + i * 96)] as const)
    : [[470, [430, 640, 830]], [560, [310, 510, 720, 905]], [650, [270, 440, 615, 790, 945]]];
  const skin = (x: number, y: number): string => (fruit.path ? `<path d="${fruit.path(x, y)}" fill="url(#skin)"/>` : `<ellipse cx="${x}" cy="${y}" rx="${fruit.rx}" ry="${fruit.ry}" fill="url(#skin)"/>`);
  // Each casts a little shade on the one behind it.
  const one = (x: number, y: number): string => `<ellipse cx="${x}" cy="${y - 8}" rx="${fruit.rx + 5}" ry="${fruit.ry}" fill="url(#gloom)" opacity="0.5"/>${skin(x, y)}${fruit.detail(x, y, look)}`;
  const within = [760, 862].map((y) => Array.from({ length: 6 }, (_, i) => `<ellipse cx="${250 + i * 142}" cy="${y + 20}" rx="86" ry="70" fill="${shade(look.main, -0.45)}"/>`).join('')).join('');
  const wood = '#d9b27c';
  const slat = (y: number, h: number): string => `<rect x="150" y="${y}" width="900" height="${h}" rx="8" fill="url(#slat)"/><rect x="150" y="${y}" width="900" height="7" rx="3" fill="#fff" opacity="0.32"/>${
    [0.3, 0.62].map((part) => `<path d="M165 ${y + h * part} q 220 ${part * 14 - 6} 440 0 t 430 4" stroke="${shade(wood, -0.32)}" stroke-width="2.5" opacity="0.35" fill="none"/>`).join('')}`;
  const cut = CUTS[form];
  return {
    defs: ball('skin', look.main) + radial('blush', [[0, look.accent, 0.62], [0.5, look.accent, 0.34], [1, look.accent, 0]], [0.5, 0.5, 0.5]) + down('slat', [[0, shade(wood, 0.12)], [0.7, wood], [1, shade(wood, -0.16)]]) + linear('post', [[0, shade(wood, -0.06)], [1, shade(wood, -0.3)]]) + down('inside', [[0, '#8a6238'], [1, '#5d3f22']]),
    body: shadow(600, 988, 500) + `<path d="M196 560 L 1004 560 L 1050 720 L 150 720 Z" fill="url(#inside)"/><rect x="160" y="690" width="880" height="296" fill="#4d3520"/>${within}${rows.map(([y, xs]) => xs.map((x) => one(x, y)).join('')).join('')}`
      + `${slat(690, 86)}${slat(794, 86)}${slat(898, 86)}<rect x="150" y="676" width="44" height="316" rx="6" fill="url(#post)"/><rect x="1006" y="676" width="44" height="316" rx="6" fill="url(#post)"/>`
      + `${[720, 824, 928].map((y) => `<circle cx="172" cy="${y + 10}" r="6" fill="#7a5a35"/><circle cx="1028" cy="${y + 10}" r="6" fill="#7a5a35"/>`).join('')}`
      + (cut ? `<ellipse cx="912" cy="1004" rx="156" ry="35" fill="url(#gloom)" opacity="0.77"/>${cut(look)}` : leaf(330, 500, { length: 130, turn: -150, colour: '#6f9447' }) + leaf(930, 560, { length: 120, turn: -20, colour: '#7da150' })),
  };
};

/** An emblem without words: a mountain over water, a leaf, or rings. */
function emblem(at: { x: number; y: number; size: number }, look: Look): string {
  const { x, y, size } = at;
  const ink = shade(look.main, -0.45);
  if (look.form === 'mountain') return `<path d="M${x - size} ${y + size * 0.5} L ${x - size * 0.3} ${y - size * 0.6} L ${x + size * 0.1} ${y} L ${x + size * 0.36} ${y - size * 0.34} L ${x + size} ${y + size * 0.5} Z" fill="${ink}" opacity="0.8"/><path d="M${x - size} ${y + size * 0.72} q ${size * 0.5} -${size * 0.18} ${size} 0 t ${size} 0" stroke="${ink}" stroke-width="6" fill="none" opacity="0.6"/>`;
  if (look.form === 'flower') return `${Array.from({ length: 6 }, (_, i) => `<ellipse cx="${x}" cy="${y - size * 0.5}" rx="${size * 0.24}" ry="${size * 0.44}" fill="#fff" stroke="${shade(look.main, -0.2)}" stroke-width="3" transform="rotate(${i * 60} ${x} ${y})"/>`).join('')}<circle cx="${x}" cy="${y}" r="${size * 0.2}" fill="#e5b53c"/>`;
  return leaf(x - size * 0.15, y + size * 0.55, { length: size * 1.25, turn: -78, colour: ink }) + leaf(x - size * 0.1, y + size * 0.5, { length: size * 0.95, turn: -128, colour: shade(ink, 0.18) }) + leaf(x - size * 0.1, y + size * 0.5, { length: size * 0.95, turn: -32, colour: shade(ink, 0.1) });
}

/** A tin of tea with its lid and some leaves. Forms: leaf, mountain, flower. */
export const teaTin: Template = (look) => ({
  defs: round('tin', look.main, 0.36) + round('band', look.accent, 0.4) + linear('rim', [[0, '#8d6a33'], [0.28, '#f6e3b4'], [0.5, '#d7b36a'], [1, '#7d5b2a']]) + radial('top', [[0, shade(look.main, 0.42)], [1, shade(look.main, -0.05)]], [0.35, 0.4, 0.8]),
  body: shadow(590, 1000, 270)
    + '<path d="M340 372 L 340 968 A 250 50 0 0 0 840 968 L 840 372 Z" fill="url(#tin)"/>'
    + '<path d="M340 520 L 340 852 A 250 50 0 0 0 840 852 L 840 520 A 250 50 0 0 1 340 520 Z" fill="url(#band)"/>'
    + '<path d="M340 520 A 250 50 0 0 0 840 520 M340 852 A 250 50 0 0 0 840 852" stroke="url(#rim)" stroke-width="7" fill="none"/>'
    + emblem({ x: 590, y: 722, size: 104 }, look)
    + '<path d="M332 262 L 332 388 A 258 52 0 0 0 848 388 L 848 262 Z" fill="url(#tin)"/><path d="M332 380 A 258 52 0 0 0 848 380" stroke="#000" stroke-width="5" opacity="0.22" fill="none"/><path d="M332 374 A 258 52 0 0 0 848 374" stroke="url(#rim)" stroke-width="8" fill="none"/>'
    + '<ellipse cx="590" cy="262" rx="258" ry="52" fill="url(#top)"/><ellipse cx="590" cy="262" rx="258" ry="52" fill="none" stroke="#fff" stroke-width="4" opacity="0.45"/><ellipse cx="590" cy="256" rx="92" ry="19" fill="url(#rim)"/><ellipse cx="590" cy="244" rx="60" ry="20" fill="url(#rim)"/>'
    + looseLeaves(look),
});

function looseLeaves(look: Look): string {
  const next = scatter(97);
  const colour = mix(look.main, '#3c4a22', 0.55);
  return `<ellipse cx="930" cy="1010" rx="169" ry="32" fill="url(#gloom)" opacity="0.55"/>${Array.from({ length: 22 }, () => {
    const [x, y] = [840 + next() * 190, 960 + next() * 52];
    return `<path d="M${Math.round(x)} ${Math.round(y)} q ${Math.round(next() * 22)} -${Math.round(12 + next() * 14)} ${Math.round(32 + next() * 26)} ${Math.round(next() * 14 - 7)}" stroke="${shade(colour, next() * 0.5 - 0.25)}" stroke-width="${Math.round(8 + next() * 4)}" stroke-linecap="round" fill="none"/>`;
  }).join('')}`;
}

/** A pressed cake of tea, half unwrapped from its paper. */
export const teaCake: Template = (look) => {
  const next = scatter(41);
  const grain = Array.from({ length: 190 }, () => {
    const [turn, far] = [next() * 6.28, Math.sqrt(next())];
    const [x, y] = [600 + Math.cos(turn) * far * 318, 590 + Math.sin(turn) * far * 318];
    return `<path d="M${Math.round(x)} ${Math.round(y)} q ${Math.round(next() * 26 - 13)} ${Math.round(next() * 20 - 10)} ${Math.round(next() * 52 - 26)} ${Math.round(next() * 40 - 20)}" stroke="${shade(look.main, next() * 0.62 - 0.34)}" stroke-width="${Math.round(5 + next() * 6)}" stroke-linecap="round" fill="none"/>`;
  }).join('');
  const paper = look.accent;
  return {
    defs: ball('cake', look.main) + linear('paper', [[0, shade(paper, 0.35)], [0.5, paper], [1, shade(paper, -0.2)]], [0, 0, 1, 1]) + '<clipPath id="disc"><circle cx="600" cy="590" r="342"/></clipPath>',
    body: shadow(610, 985, 330) + '<path d="M420 960 L 470 880 L 740 880 L 790 960 Z" fill="#7b5836"/><rect x="400" y="952" width="410" height="36" rx="12" fill="#8d6742"/>'
      + `<circle cx="616" cy="604" r="350" fill="${shade(look.main, -0.5)}"/><circle cx="600" cy="590" r="346" fill="url(#cake)"/><g clip-path="url(#disc)">${grain}`
      + `<path d="M230 700 C 380 560 520 800 640 700 C 760 610 860 760 980 640 L 980 980 L 230 980 Z" fill="url(#paper)"/><path d="M230 700 C 380 560 520 800 640 700 C 760 610 860 760 980 640" stroke="${shade(paper, 0.6)}" stroke-width="10" fill="none"/>`
      + `${[300, 430, 560, 700, 830].map((x, i) => `<path d="M${x} ${760 + i * 6} L ${x + 60 - i * 24} 960" stroke="${shade(paper, -0.28)}" stroke-width="4" opacity="0.35"/>`).join('')}</g>`
      + `${emblem({ x: 606, y: 836, size: 54 }, { ...look, main: mix(look.main, '#7a2f20', 0.5) })}`
      + '<circle cx="600" cy="590" r="346" fill="none" stroke="#fff" stroke-width="5" opacity="0.16"/>',
  };
};
