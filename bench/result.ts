/** What every benchmark returns. `ratio` is larger-is-better: value ÷ baseline for rates, baseline ÷ value for times and sizes. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The median of the figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/** A figure with at most four significant digits, so that tables can be read. */
export function round(figure: number): number {
  return Number(figure.toPrecision(4));
}
