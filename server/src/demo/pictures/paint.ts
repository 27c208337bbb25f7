/** Colours, gradients and the stage of the demo's drawn pictures. A drawing is definitions and shapes on a 1200 × 1200 sheet, lit from the upper left. */

export interface Look {
  /** Colour of the thing, of its details, and of the room: #rrggbb. */
  readonly main: string;
  readonly accent: string;
  readonly ground: string;
  /** Which of a template's forms. */
  readonly form?: string;
}
export interface Drawing {
  readonly defs: string;
  readonly body: string;
}
export type Template = (look: Look) => Drawing;

const channels = (hex: string): [number, number, number] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];

/** The colour `part` (0…1) of the way from one to another. */
export function mix(from: string, to: string, part: number): string {
  const [a, b] = [channels(from), channels(to)];
  return `#${a.map((value, i) => Math.round(value + ((b[i] ?? 0) - value) * part).toString(16).padStart(2, '0')).join('')}`;
}

/** Lighter (0…1) or darker (−1…0); dark tones lean to a warm brown so that shadows never look dirty. */
export function shade(hex: string, amount: number): string {
  return amount >= 0 ? mix(hex, '#ffffff', amount) : mix(hex, '#22160f', -amount);
}

type Stop = readonly [offset: number, colour: string, opacity?: number];
const stopText = (stops: readonly Stop[]): string =>
  stops.map(([offset, colour, opacity = 1]) => `<stop offset="${offset}" stop-color="${colour}"${opacity === 1 ? '' : ` stop-opacity="${opacity}"`}/>`).join('');

/** A gradient from left to right, or in the direction given as [x1, y1, x2, y2]. */
export function linear(id: string, stops: readonly Stop[], direction: readonly [number, number, number, number] = [0, 0, 1, 0]): string {
  const [x1, y1, x2, y2] = direction;
  return `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stopText(stops)}</linearGradient>`;
}

/** From top to bottom. */
export const down = (id: string, stops: readonly Stop[]): string => linear(id, stops, [0, 0, 0, 1]);

/** A gradient around a point (parts of the shape's box). */
export function radial(id: string, stops: readonly Stop[], centre: readonly [number, number, number] = [0.36, 0.3, 0.75]): string {
  const [cx, cy, r] = centre;
  return `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stopText(stops)}</radialGradient>`;
}

/** The shading of an upright round body, lit from the left. */
export function round(id: string, hex: string, gloss = 0.42): string {
  return linear(id, [
    [0, shade(hex, -0.34)], [0.1, shade(hex, -0.12)], [0.27, shade(hex, gloss)], [0.36, shade(hex, gloss * 0.55)], [0.55, hex], [0.84, shade(hex, -0.26)], [0.95, shade(hex, -0.38)], [1, shade(hex, -0.28)],
  ]);
}

/** The shading of a ball, lit from the upper left. */
export const ball = (id: string, hex: string): string =>
  radial(id, [[0, shade(hex, 0.55)], [0.28, shade(hex, 0.18)], [0.62, hex], [1, shade(hex, -0.38)]]);

/** A soft shadow on the floor, darker at its core. Gradients, not blurs: a blur at this size takes ten times as long to render. */
export function shadow(cx: number, cy: number, rx: number): string {
  return `<ellipse cx="${cx + rx * 0.12}" cy="${cy + 8}" rx="${rx * 1.42}" ry="${rx * 0.26}" fill="url(#gloom)" opacity="0.62"/><ellipse cx="${cx + rx * 0.03}" cy="${cy}" rx="${rx * 1.14}" ry="${rx * 0.12}" fill="url(#gloom)"/>`;
}

/** A leaf of given length, lying in the direction `turn` (degrees) from its stem. */
export function leaf(x: number, y: number, options: { length: number; turn: number; colour: string }): string {
  const { length: l, turn, colour } = options;
  const half = `M0 0 C ${l * 0.22} ${-l * 0.3}, ${l * 0.7} ${-l * 0.28}, ${l} 0`;
  return `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="${half} C ${l * 0.7} ${l * 0.28}, ${l * 0.22} ${l * 0.3}, 0 0 Z" fill="${colour}"/>`
    + `<path d="${half} Z" fill="${shade(colour, 0.2)}" opacity="0.7"/><path d="M0 0 L ${l * 0.92} 0" stroke="${shade(colour, -0.3)}" stroke-width="${Math.max(2, l * 0.022)}" opacity="0.55" fill="none"/></g>`;
}

/** Numbers 0…1 that look thrown and are always the same. */
export function scatter(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** What a picture shows of the sheet. */
const WHOLE = { x: 70, y: 84, size: 1060 };
/** Drawings are rendered at the first start: every pixel costs time there, and soft forms need fewer than photographs. */
const PIXELS = 900;

/** The whole picture: a room in the colour of the ground, a table edge nobody sees, light from a window at the upper left. */
export function compose(drawing: Drawing, ground: string, part = WHOLE): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${part.x} ${part.y} ${part.size} ${part.size}" width="${PIXELS}" height="${PIXELS}"><defs>`
    + down('room', [[0, shade(ground, 0.5)], [0.54, shade(ground, 0.34)], [0.64, shade(ground, 0.26)], [0.7, shade(ground, 0.1)], [0.82, ground], [1, shade(ground, -0.07)]])
    + radial('window', [[0, '#ffffff', 0.75], [1, '#ffffff', 0]], [0.5, 0.5, 0.5]) + radial('gloom', [[0, '#2a1a10', 0.62], [0.4, '#2a1a10', 0.42], [0.72, '#2a1a10', 0.13], [1, '#2a1a10', 0]], [0.5, 0.5, 0.5])
    + `${drawing.defs}</defs><rect width="1200" height="1200" fill="url(#room)"/><ellipse cx="330" cy="250" rx="640" ry="520" fill="url(#window)"/>${drawing.body}</svg>`;
}
