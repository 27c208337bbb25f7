/** The demo's pictures: a template drawn in a product's colours, as SVG of our own. */
import { giftBox, grainSack, honeyJar, oilBottle, pouch } from './bags.ts';
import { fruitCrate, teaCake, teaTin } from './boxes.ts';
import { skincare } from './care.ts';
import { backpack, device, mat, sneaker } from './gear.ts';
import { basket, bedding, candle, lamp, thermos, towels } from './home.ts';
import { compose, type Drawing, type Look, type Template } from './paint.ts';
import { board, bowls, cookware, cup, teaSet } from './table.ts';
import { drawGroup, type View } from './views.ts';

export type { View } from './views.ts';

const TEMPLATES: Readonly<Record<string, Template>> = {
  fruitCrate, teaTin, teaCake, grainSack, pouch, honeyJar, oilBottle, giftBox, teaSet, cup, bowls, cookware, board,
  towels, bedding, thermos, lamp, candle, basket, skincare, device, sneaker, backpack, mat,
};

function drawing(look: Look & { readonly template: string }): Drawing {
  const template = TEMPLATES[look.template];
  if (!template) throw new Error(`there is no picture template "${look.template}"`);
  return template(look);
}

/** The SVG of a picture; throws when there is no such template. */
export function draw(picture: Look & { readonly template: string }): string {
  return compose(drawing(picture), picture.ground);
}

/** The SVG of another view of the same product. */
export function drawView(picture: Look & { readonly template: string }, view: View): string {
  if (view.view === 'close') return compose(drawing(picture), picture.ground, view);
  return drawGroup(view.of.map((thing) => ({ drawing: drawing({ ...thing, ground: view.ground }), size: thing.size ?? 1 })), view.ground);
}
