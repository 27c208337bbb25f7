import { expect, test } from 'vitest';
import { drawAll } from './catalog.ts';
import goods from './products.json' with { type: 'json' };

const PICTURES = goods.products.flatMap(drawAll);

test('sixty products in twelve categories of five suppliers and our own, each with a picture of its own that carries no writing', () => {
  expect(goods.products).toHaveLength(60);
  expect(new Set(goods.products.map((product) => product.category))).toEqual(new Set(goods.categories));
  expect(goods.categories).toHaveLength(12);
  expect(new Set(goods.products.map((product) => product.supplier)).size).toBe(6);
  expect(new Set(PICTURES).size).toBe(PICTURES.length);
  expect(new Set(goods.products.map(({ picture }) => picture.template)).size).toBeGreaterThanOrEqual(12);
  for (const picture of PICTURES) expect(picture).not.toMatch(/<text|<image|href|<script|NaN|undefined/);
  for (const { key, skus } of goods.products) expect([key, skus.length >= 1 && skus.length <= 3]).toEqual([key, true]);
});

test('packages and the main goods show several pictures, whose gradients do not meet', () => {
  const several = goods.products.filter((product) => drawAll(product).length > 1);
  expect(several.map(({ zone }) => zone).filter((zone) => zone === 'vip')).toHaveLength(3);
  expect(several.length).toBeGreaterThanOrEqual(15);
  for (const picture of PICTURES) {
    const ids = [...picture.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...picture.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1]).filter((id) => !ids.includes(id))).toEqual([]);
  }
});

test('the VIP zone has packages at 399 and 4,999 yuan and a cheaper one (N13)', () => {
  const prices = goods.products.filter((product) => product.zone === 'vip').map((product) => product.skus[0]?.price);
  expect(new Set(prices)).toEqual(new Set(['199.00', '399.00', '4999.00']));
});
