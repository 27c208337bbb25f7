/** The demo's pictures: a template drawn in a product's colours, as SVG of our own. */
import { giftBox, grainSack, honeyJar, oilBottle, pouch } from './bags.ts';
import { fruitCrate, teaCake, teaTin } from './boxes.ts';
import { skincare } from './care.ts';
import { backpack, device, mat, sneaker } from './gear.ts';
import { basket, bedding, candle, lamp, thermos, towels } from './home.ts';
import { compose, type Look, type Template } from './paint.ts';
import { board, bowls, cookware, cup, teaSet } from './table.ts';

const TEMPLATES: Readonly<Record<string, Template>> = {
  fruitCrate, teaTin, teaCake, grainSack, pouch, honeyJar, oilBottle, giftBox, teaSet, cup, bowls, cookware, board,
  towels, bedding, thermos, lamp, candle, basket, skincare, device, sneaker, backpack, mat,
};

/** The SVG of a picture; throws when there is no such template. */
export function draw(picture: Look & { readonly template: string }): string {
  const template = TEMPLATES[picture.template];
  if (!template) throw new Error(`there is no picture template "${picture.template}"`);
  return compose(template(picture), picture.ground);
}
