/** More pictures of a product beside its cover: a part of it seen closely, or several things together, such as what is in a package or its colours. */
import { compose, type Drawing, type Look } from './paint.ts';

/** A thing in a picture: which template, in which colours; `size` makes it smaller than its neighbours. */
export interface Thing extends Omit<Look, 'ground'> {
  readonly template: string;
  readonly size?: number;
}

/** A square of the cover, in units of its sheet, or two or four things together. */
export type View =
  | { readonly view: 'close'; readonly x: number; readonly y: number; readonly size: number }
  | { readonly view: 'group'; readonly ground: string; readonly of: readonly Thing[] };

/** The middle of a thing drawn alone, and the floor it stands on. */
const MIDDLE = 596;
const FLOOR = 1_000;
interface Place { readonly x: number; readonly floor: number; readonly scale: number }
/** Where two or four things stand: what is behind comes first. */
const PAIR: readonly Place[] = [{ x: 338, floor: 905, scale: 0.74 }, { x: 852, floor: 905, scale: 0.74 }];
const FOUR: readonly Place[] = [{ x: 378, floor: 640, scale: 0.5 }, { x: 830, floor: 640, scale: 0.5 }, { x: 330, floor: 1_030, scale: 0.6 }, { x: 862, floor: 1_030, scale: 0.6 }];

/** Gradients of several drawings must not meet: each drawing's own get a name of their own. */
function renamed({ defs, body }: Drawing, suffix: string): Drawing {
  const own = [...defs.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? '');
  const rename = (text: string): string => own.reduce((now, id) => now.replaceAll(` id="${id}"`, ` id="${id}${suffix}"`).replaceAll(`url(#${id})`, `url(#${id}${suffix})`), text);
  return { defs: rename(defs), body: rename(body) };
}

/** Two or four drawings on one floor. */
export function drawGroup(things: readonly { readonly drawing: Drawing; readonly size: number }[], ground: string): string {
  const places = things.length > PAIR.length ? FOUR : PAIR;
  const placed = things.map(({ drawing, size }, index) => {
    const { x, floor, scale } = places[index] ?? { x: MIDDLE, floor: FLOOR, scale: 1 };
    const { defs, body } = renamed(drawing, `-${index}`);
    const own = scale * size;
    return { defs, body: `<g transform="translate(${Math.round(x - MIDDLE * own)} ${Math.round(floor - FLOOR * own)}) scale(${own.toPrecision(3)})">${body}</g>` };
  });
  return compose({ defs: placed.map(({ defs }) => defs).join(''), body: placed.map(({ body }) => body).join('') }, ground);
}
