import { expect, test } from 'vitest';
import { changeOf, formOf, problemOf, rangeOf } from './product-edit.ts';

const sku = (id: string, priceFen: string, supplyFen: string) => ({ id, name: id, priceFen, supplyFen, unitSv: '100', stock: 5 });
const product = {
  id: '1', title: 'Tea', subtitle: '', zone: 'ordinary' as const, categoryId: '2', categoryName: 'Drinks', supplierId: null, supplierName: null, listed: true, imageUrl: '/x', sold: 0,
  skus: [sku('10', '1000', '600'), sku('11', '900', '500')],
};

test('an untouched form changes nothing', () => {
  expect(changeOf(product, formOf(product))).toEqual({});
});
test('only what was touched is sent', () => {
  const form = formOf(product);
  form.title = ' Green tea ';
  form.skus = form.skus.map((one) => (one.id === '11' ? { ...one, priceFen: '950' } : one));
  expect(changeOf(product, form)).toEqual({ title: 'Green tea', skus: [{ id: '11', priceFen: '950' }] });
});
test('a form without title, with a price of nothing or below cost cannot be saved', () => {
  const form = formOf(product);
  expect(problemOf(form)).toBeUndefined();
  expect(problemOf({ ...form, title: ' ' })).toBe('needTitle');
  expect(problemOf({ ...form, skus: [{ ...sku('10', '0', '0') }] })).toBe('needAmounts');
  expect(problemOf({ ...form, skus: [{ ...sku('10', '', '0') }] })).toBe('needAmounts');
  expect(problemOf({ ...form, skus: [{ ...sku('10', '100', '101') }] })).toBe('belowCost');
});
test('the range of a price spans all variants', () => {
  expect(rangeOf(product.skus, 'priceFen')).toEqual({ least: '900', greatest: '1000' });
});
