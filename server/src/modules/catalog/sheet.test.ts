import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMNS, type Column, columnsIn, itemsIn, type ProblemKind } from './sheet.ts';

const names = new Map<string, Column>(COLUMNS.map((column) => [column.toLowerCase(), column]));
const columns = columnsIn([...COLUMNS], names) ?? new Map<Column, number>();
const words = { categories: new Map([['Food', '7']]), yes: ['yes'], no: ['no'] };
const good = { title: 'Honey', subtitle: 'wild', category: 'Food', description: 'Good.', variant: 'Box', supplyPrice: '60', suggestedPrice: '¥1,000.50', pieces: '5', listed: '' };
const rows = (...all: Partial<Record<Column, string>>[]) => all.map((one, index) => ({ line: index + 2, cells: COLUMNS.map((column) => ({ ...good, ...one })[column]) }));
const itemsOf = (...all: Partial<Record<Column, string>>[]) => itemsIn(rows(...all), columns, words);

test('the names of columns may stand in any order, with stars and blanks; a required one may not be absent', () => {
  expect(columnsIn(['x', ' Variant *', 'supplyPrice*', 'TITLE', 'category', 'suggestedPrice'], names)?.get('title')).toBe(3);
  expect(columnsIn(['title', 'category', 'variant', 'supplyPrice'], names)).toBeUndefined();
});

test('rows of one title are one product with so many variants; facts of the product need not be repeated', () => {
  expect(itemsOf({}, { title: 'Tea', listed: 'No' }, { variant: 'Crate', subtitle: '', category: '', description: '', pieces: '' })).toEqual([
    { lines: [2, 4], title: 'Honey', problems: [], content: {
      title: 'Honey', subtitle: 'wild', description: 'Good.', categoryId: '7', images: [], listed: true,
      skus: [{ id: null, name: 'Box', supplyFen: '6000', suggestedFen: '100050', pieces: 5 }, { id: null, name: 'Crate', supplyFen: '6000', suggestedFen: '100050', pieces: 0 }],
    } },
    expect.objectContaining({ lines: [3], title: 'Tea', problems: [], content: expect.objectContaining({ listed: false }) }),
  ]);
});

describe('what is wrong is told by row and column, and keeps the product out', () => {
  test.each<[Partial<Record<Column, string>>, Column, ProblemKind]>([
    [{ title: '' }, 'title', 'missing'], [{ supplyPrice: '' }, 'supplyPrice', 'missing'], [{ category: '' }, 'category', 'missing'], [{ title: 'x'.repeat(61) }, 'title', 'tooLong'],
    [{ category: 'Cars' }, 'category', 'unknownCategory'], [{ supplyPrice: '6.005' }, 'supplyPrice', 'notAmount'], [{ supplyPrice: '-1' }, 'supplyPrice', 'notAmount'], [{ supplyPrice: '0' }, 'supplyPrice', 'notAmount'],
    [{ suggestedPrice: '1e3' }, 'suggestedPrice', 'notAmount'], [{ suggestedPrice: '59.99' }, 'suggestedPrice', 'belowSupply'], [{ pieces: '1.5' }, 'pieces', 'notPieces'], [{ pieces: '1000001' }, 'pieces', 'notPieces'],
    [{ listed: 'perhaps' }, 'listed', 'notListed'],
  ])('%j', (cells, column, problem) => {
    const [item] = itemsOf(cells);
    expect(item).toMatchObject({ content: undefined, problems: [{ line: 2, column, problem }] });
  });
  test('a variant twice, and facts that differ between rows', () => {
    expect(itemsOf({}, { subtitle: 'tame' })[0]?.problems).toEqual([{ line: 3, column: 'subtitle', problem: 'differs' }, { line: 3, column: 'variant', problem: 'twice' }]);
  });
});

test('whatever stands in the cells: each row belongs to one product, and a product without problems is complete', () => {
  const cell = fc.oneof(fc.constantFrom('', 'Food', '60', 'yes'), fc.string({ maxLength: 70 }));
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 9, maxLength: 9 }), { maxLength: 6 }), (cells) => {
    const items = itemsIn(cells.map((one, index) => ({ line: index + 2, cells: one })), columns, words);
    expect(items.flatMap(({ lines }) => lines).toSorted((a, b) => a - b)).toEqual(cells.map((_, index) => index + 2));
    for (const { content } of items) if (content) expect(content.skus.every((sku) => BigInt(sku.supplyFen) > 0n && BigInt(sku.suggestedFen) >= BigInt(sku.supplyFen)) && content.categoryId === '7').toBe(true);
  }));
});
