/** Goods in a sheet: one row a variant, rows of the same title are one product. What is wrong is told by row and column. Pure. */
import { parseAtoms } from '#kernel/amount.ts';
import type { Proposed, ProposedSku } from './domain.ts';

export const COLUMNS = ['title', 'subtitle', 'category', 'description', 'variant', 'supplyPrice', 'suggestedPrice', 'pieces', 'listed'] as const;
export type Column = (typeof COLUMNS)[number];
export const PROBLEMS = ['missing', 'tooLong', 'unknownCategory', 'notAmount', 'notPieces', 'belowSupply', 'differs', 'twice', 'tooMany', 'notListed'] as const;
export type ProblemKind = (typeof PROBLEMS)[number];
export interface Problem {
  readonly line: number;
  readonly column: Column;
  readonly problem: ProblemKind;
}

/** One product of a sheet. */
export interface SheetItem {
  readonly lines: readonly number[];
  readonly title: string;
  readonly problems: readonly Problem[];
  /** Undefined while anything is wrong with it. */
  readonly content: Proposed | undefined;
}

const LENGTHS: Readonly<Partial<Record<Column, number>>> = { title: 60, subtitle: 100, description: 5000, variant: 40 };
const REQUIRED: readonly Column[] = ['title', 'category', 'variant', 'supplyPrice', 'suggestedPrice'];
const MOST_FEN = 10n ** 12n;
const MOST_PIECES = 1_000_000;
const MOST_VARIANTS = 50;

type Cells = Readonly<Record<Column, string>>;

/** Which column stands where, by the names of the first row in any language; undefined when a required one is absent. */
export function columnsIn(header: readonly string[], names: ReadonlyMap<string, Column>): ReadonlyMap<Column, number> | undefined {
  const found = new Map<Column, number>();
  header.forEach((text, index) => {
    const column = names.get(text.replaceAll(/[\s*\uFF0A]/g, '').toLowerCase());
    if (column !== undefined && !found.has(column)) found.set(column, index);
  });
  return REQUIRED.every((column) => found.has(column)) ? found : undefined;
}

function fenOf(text: string): bigint | undefined {
  const fen = parseAtoms(text.replace(/^[\u00A5\uFFE5]/, '').replaceAll(',', ''), 2);
  return fen !== undefined && fen > 0n && fen < MOST_FEN ? fen : undefined;
}

interface Words {
  /** Ids of categories by name. */
  readonly categories: ReadonlyMap<string, string>;
  /** Words for yes and no, in any language. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

function variantOf(cells: Cells, tell: (column: Column, problem: ProblemKind) => void): ProposedSku {
  const [supply, suggested] = [fenOf(cells.supplyPrice), fenOf(cells.suggestedPrice)];
  if (cells.supplyPrice !== '' && supply === undefined) tell('supplyPrice', 'notAmount');
  if (cells.suggestedPrice !== '' && suggested === undefined) tell('suggestedPrice', 'notAmount');
  if (supply !== undefined && suggested !== undefined && suggested < supply) tell('suggestedPrice', 'belowSupply');
  const pieces = cells.pieces === '' ? 0 : Number(cells.pieces);
  if (!/^\d{0,7}$/.test(cells.pieces) || pieces > MOST_PIECES) tell('pieces', 'notPieces');
  return { id: null, name: cells.variant, supplyFen: String(supply ?? 0n), suggestedFen: String(suggested ?? 0n), pieces };
}

/** The products of the rows after the first, in the order in which they begin. */
export function itemsIn(rows: readonly { readonly line: number; readonly cells: readonly string[] }[], columns: ReadonlyMap<Column, number>, words: Words): SheetItem[] {
  const read = (cells: readonly string[]): Cells => Object.fromEntries(COLUMNS.map((column) => [column, cells[columns.get(column) ?? -1] ?? ''])) as Cells;
  const groups = new Map<string, { line: number; cells: Cells }[]>();
  for (const row of rows) {
    const cells = read(row.cells);
    // A row without a title is a product of its own, so that it is told by itself.
    const key = cells.title === '' ? `line ${row.line}` : `title ${cells.title}`;
    groups.set(key, [...(groups.get(key) ?? []), { line: row.line, cells }]);
  }
  return [...groups.values()].map((group) => itemOf(group, words));
}

function itemOf(group: readonly { line: number; cells: Cells }[], words: Words): SheetItem {
  const problems: Problem[] = [];
  const first = group[0]?.cells ?? (Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Cells);
  const names = new Set<string>();
  const skus = group.map(({ line, cells }) => {
    const tell = (column: Column, problem: ProblemKind): void => void problems.push({ line, column, problem });
    for (const column of REQUIRED) if (cells[column] === '' && (column !== 'category' || cells === first)) tell(column, 'missing');
    for (const column of COLUMNS) if (cells[column].length > (LENGTHS[column] ?? Infinity)) tell(column, 'tooLong');
    if (cells.category !== '' && !words.categories.has(cells.category)) tell('category', 'unknownCategory');
    // Facts of the product stand in its first row; a later row may repeat them or leave them out.
    for (const column of ['subtitle', 'category', 'description', 'listed'] as const) if (cells[column] !== '' && cells[column] !== first[column]) tell(column, 'differs');
    if (cells.listed !== '' && ![...words.yes, ...words.no].includes(cells.listed.toLowerCase())) tell('listed', 'notListed');
    if (names.has(cells.variant)) tell('variant', 'twice');
    names.add(cells.variant);
    return variantOf(cells, tell);
  });
  if (skus.length > MOST_VARIANTS) problems.push({ line: group[MOST_VARIANTS]?.line ?? 0, column: 'variant', problem: 'tooMany' });
  const content: Proposed = {
    title: first.title, subtitle: first.subtitle, description: first.description, categoryId: words.categories.get(first.category) ?? '', images: [],
    listed: !words.no.includes(first.listed.toLowerCase()), skus,
  };
  return { lines: group.map(({ line }) => line), title: first.title, problems, content: problems.length === 0 ? content : undefined };
}
