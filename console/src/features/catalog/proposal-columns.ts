/** Columns that the supplier's and the reviewer's list of proposals share. */
import { h } from 'vue';
import { timeText } from '#shared/clock.ts';
import type { ListColumn } from '#shared/columns.ts';
import GoodsCell from '#shared/GoodsCell.vue';
import StateTag, { type Tone } from '#shared/StateTag.vue';
import { i18n, wordText } from '#shared/texts.ts';
import type { ProposalRow } from './api.ts';

const TONES: Readonly<Record<ProposalRow['state'], Tone>> = { draft: 'ended', submitted: 'wait', approved: 'done', rejected: 'bad', withdrawn: 'ended' };

/** The columns by name, in the language of now. */
export function proposalColumns() {
  const { t } = i18n.global;
  return {
    product: { key: 'product', title: t('products.product'), minWidth: 240, text: (row) => row.title, render: (row) => h(GoodsCell, { lines: [{ title: row.title || t('proposals.untitled'), imageUrl: row.imageUrl }] }) },
    kind: { key: 'kind', title: t('proposals.kind'), width: 110, text: (row) => t(row.productId === null ? 'proposals.new' : row.state === 'approved' ? 'proposals.done' : 'proposals.change') },
    category: { key: 'category', title: t('products.category'), width: 120, text: (row) => row.categoryName },
    variants: { key: 'variants', title: t('products.skus'), width: 80, align: 'right', text: (row) => String(row.variants) },
    supplier: { key: 'supplier', title: t('orders.supplier'), width: 150, text: (row) => row.supplierName },
    submittedAt: { key: 'submittedAt', title: t('proposals.submittedAt'), width: 160, text: (row) => timeText(row.submittedAt) },
    state: { key: 'state', title: t('proposals.state'), width: 120, text: (row) => wordText('proposalState', row.state), render: (row) => h(StateTag, { tone: TONES[row.state], text: wordText('proposalState', row.state) }) },
    reason: { key: 'reason', title: t('proposals.reason'), minWidth: 160, text: (row) => row.reason ?? '' },
    id: { key: 'id', title: t('common.id'), width: 190, off: true, text: (row) => row.id },
  } as const satisfies Record<string, ListColumn<ProposalRow>>;
}
