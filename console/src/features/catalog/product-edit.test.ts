import { expect, test } from 'vitest';
import { changeOf, emptyForm, formOf, newProductOf, problemOf, rangeOf } from './product-edit.ts';

const sku = (id: string, priceFen: string, supplyFen: string) => ({ id, name: id, priceFen, supplyFen, unitSv: '100', stock: 5 });
const product = {
  id: '1', title: 'Tea', subtitle: '', zone: 'ordinary' as const, categoryId: '2', categoryName: 'Drinks', supplierId: null, supplierName: null, listed: true, imageUrl: '/x', sold: 0, description: '', images: [{ sha256: 'a', url: '/a' }, { sha256: 'b', url: '/b' }],
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
test('pictures in another order, another zone and a new variant are a change', () => {
  const form = formOf(product);
  form.images = ['b', 'a'];
  form.zone = 'vip';
  form.skus = [...form.skus, { id: null, name: ' big ', priceFen: '2000', supplyFen: '0', stock: 0 }];
  expect(changeOf(product, form)).toEqual({ images: ['b', 'a'], zone: 'vip', newSkus: [{ name: 'big', priceFen: '2000' }] });
});
test('new goods are sent trimmed, and lack a title, a picture and a price at first', () => {
  const form = emptyForm('2');
  expect(problemOf(form)).toBe('needTitle');
  expect(problemOf({ ...form, title: 'Tea' })).toBe('needPicture');
  expect(problemOf({ ...form, title: 'Tea', images: ['a'] })).toBe('needSku');
  const full = { ...form, title: ' Tea ', images: ['a'], skus: [{ id: null, name: ' tin ', priceFen: '900', supplyFen: '0', stock: 0 }] };
  expect(problemOf(full)).toBeUndefined();
  expect(newProductOf(full)).toEqual({ title: 'Tea', subtitle: '', description: '', categoryId: '2', zone: 'ordinary', listed: false, images: ['a'], skus: [{ name: 'tin', priceFen: '900' }] });
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
