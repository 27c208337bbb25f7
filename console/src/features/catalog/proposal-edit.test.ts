import { expect, test } from 'vitest';
import type { Proposal } from './api.ts';
import { comparedTexts, emptyContent, guardOf, lackOf, marginPercent, reviewedSkus, sentContent } from './proposal-edit.ts';

const content = { ...emptyContent(), categoryId: '1', title: 'Honey', images: ['a'], skus: [{ id: null, name: 'Box', supplyFen: '600', suggestedFen: '1000', pieces: 3 }] };
const proposal = (current: Proposal['current']): Proposal => ({
  id: '9', state: 'submitted', productId: null, supplierId: '2', supplierName: 'A', title: 'Honey', imageUrl: null, categoryName: 'Food', variants: 1, createdAt: '', submittedAt: null, decidedAt: null, reason: null,
  revision: 1, decidedByName: null, pictures: {}, content, current,
});

test('what keeps a proposal from being submitted is named, one thing at a time', () => {
  expect(lackOf(content)).toBeUndefined();
  expect(lackOf(emptyContent())).toBe('needTitle');
  expect(lackOf({ ...content, categoryId: '' })).toBe('needCategory');
  expect(lackOf({ ...content, images: [] })).toBe('needPicture');
  expect(lackOf({ ...content, skus: [] })).toBe('needSku');
  expect(lackOf({ ...content, skus: [{ id: null, name: 'Box', supplyFen: '', suggestedFen: '10', pieces: 0 }] })).toBe('needAmounts');
  expect(lackOf({ ...content, skus: [{ id: null, name: 'Box', supplyFen: '11', suggestedFen: '10', pieces: 0 }] })).toBe('suggestedBelowSupply');
  expect(sentContent(emptyContent()).skus[0]).toMatchObject({ supplyFen: '0', suggestedFen: '0' });
});
test('new goods have nothing to compare with; changed words are marked', () => {
  expect(comparedTexts(proposal(null), () => 'Food').some(({ changed }) => changed)).toBe(false);
  const current = { title: 'Old', subtitle: '', description: '', categoryId: '1', images: [], listed: true, zone: 'ordinary' as const, skus: [] };
  expect(comparedTexts(proposal(current), () => 'Food').filter(({ changed }) => changed)).toEqual([{ field: 'title', now: 'Old', wanted: 'Honey', changed: true }]);
  expect(reviewedSkus(proposal(current))).toMatchObject([{ fresh: true, priceFen: '1000', wasSupplyFen: null }]);
});
test('the margin is guarded as the server guards it', () => {
  expect(guardOf({ priceFen: '', supplyFen: '600' })).toBe('missing');
  expect(guardOf({ priceFen: '599', supplyFen: '600' })).toBe('below');
  expect(guardOf({ priceFen: '630', supplyFen: '600' })).toBe('small');
  expect(guardOf({ priceFen: '1000', supplyFen: '600' })).toBe('none');
  expect(marginPercent({ priceFen: '1000', supplyFen: '600' })).toBe('40');
});
