/** Columns that the operator's and the supplier's list of goods share. */
import { shares, type Unit, yuan } from '@coshop/sdk';
import { h } from 'vue';
import AmountRange from '#shared/AmountRange.vue';
import type { ListColumn } from '#shared/columns.ts';
import GoodsCell from '#shared/GoodsCell.vue';
import StateTag from '#shared/StateTag.vue';
import { i18n, wordText } from '#shared/texts.ts';
import type { ProductRow } from './api.ts';
import { rangeOf } from './product-edit.ts';
import ZoneTag from './ZoneTag.vue';

function rangeText(row: ProductRow, field: 'priceFen' | 'supplyFen' | 'unitSv', text: (atoms: string) => string): string {
  const { least, greatest } = rangeOf(row.skus, field);
  return least === greatest ? text(least) : `${text(least)}–${text(greatest)}`;
}
const rangeCell = (row: ProductRow, field: 'priceFen' | 'supplyFen' | 'unitSv', unit: Unit) => h(AmountRange, { ...rangeOf(row.skus, field), unit });
const stockOf = (row: ProductRow): number => row.skus.reduce((sum, { stock }) => sum + stock, 0);

/** The columns by name, in the language of now. */
export function productColumns() {
  const { t } = i18n.global;
  return {
    product: { key: 'product', title: t('products.product'), minWidth: 200, text: (row) => row.title, render: (row) => h(GoodsCell, { lines: [{ title: row.title, imageUrl: row.imageUrl }] }) },
    zone: { key: 'zone', title: t('products.zone'), width: 110, text: (row) => wordText('zone', row.zone), render: (row) => h(ZoneTag, { zone: row.zone }) },
    category: { key: 'category', title: t('products.category'), width: 120, off: true, text: (row) => row.categoryName },
    price: { key: 'price', title: t('products.price'), width: 140, align: 'right', text: (row) => rangeText(row, 'priceFen', yuan), render: (row) => rangeCell(row, 'priceFen', 'CNY') },
    supply: { key: 'supply', title: t('products.supplyPrice'), width: 140, align: 'right', text: (row) => (row.supplierId === null ? '–' : rangeText(row, 'supplyFen', yuan)), render: (row) => (row.supplierId === null ? '–' : rangeCell(row, 'supplyFen', 'CNY')) },
    sv: { key: 'sv', title: t('products.sv'), width: 150, align: 'right', off: true, text: (row) => rangeText(row, 'unitSv', shares), render: (row) => rangeCell(row, 'unitSv', 'SV') },
    stock: { key: 'stock', title: t('products.stock'), width: 76, align: 'right', text: (row) => String(stockOf(row)) },
    sold: { key: 'sold', title: t('products.sold'), width: 76, align: 'right', text: (row) => String(row.sold) },
    supplier: { key: 'supplier', title: t('orders.supplier'), width: 120, text: (row) => row.supplierName ?? t('orders.selfOperated') },
    listed: { key: 'listed', title: t('products.listed'), width: 90, text: (row) => t(row.listed ? 'products.isListed' : 'products.notListed'), render: (row) => h(StateTag, { tone: row.listed ? 'done' : 'ended', text: t(row.listed ? 'products.isListed' : 'products.notListed') }) },
    id: { key: 'id', title: t('common.id'), width: 190, off: true, text: (row) => row.id },
  } as const satisfies Record<string, ListColumn<ProductRow>>;
}
