/**
 * Exact formatting of amounts. Amounts travel as decimal strings of atoms (fen; 1e-8 of a point, a share, or a yuan a point)
 * and never pass through a floating point number. What is not shown is cut, never rounded up: a screen must not show more than there is.
 */
const PLACES = { CNY: 2, PTS: 8, SV: 8, PRICE: 8 } as const;
/** An asset or `PRICE`, the guide price in yuan a point. */
export type Unit = keyof typeof PLACES;
/** How many decimals a screen shows; all of them are one tap away. */
const SHOWN = { CNY: 2, PTS: 4, SV: 2, PRICE: 4 } as const satisfies Record<Unit, number>;

/** The parts of a shown amount, so that the decimals can be set smaller. `sign` is "", "-" or "+"; `below` says that a non-zero amount is too small to show. */
export interface Shown { readonly sign: '' | '-' | '+'; readonly whole: string; readonly decimals: string; readonly below: boolean }

function split(atoms: string, places: number): { negative: boolean; whole: string; fraction: string } {
  if (!/^-?\d+$/.test(atoms)) throw new TypeError(`not an amount in atoms: ${atoms}`);
  const digits = atoms.replace(/^-?0*(?=\d)/, '').padStart(places + 1, '0');
  return { negative: atoms.startsWith('-') && /[1-9]/.test(atoms), whole: digits.slice(0, digits.length - places), fraction: digits.slice(digits.length - places) };
}

/** Thousands apart: "1234567" is "1,234,567". */
export function group(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** An amount ready to be set on a screen, cut to the decimals of its unit or to `decimals`; `signed` shows a plus. */
export function show(atoms: string, unit: Unit, options: { readonly decimals?: number; readonly signed?: boolean } = {}): Shown {
  const { negative, whole, fraction } = split(atoms, PLACES[unit]);
  const decimals = fraction.slice(0, options.decimals ?? SHOWN[unit]);
  const nothingShown = /^0*$/.test(whole + decimals);
  const below = nothingShown && /[1-9]/.test(fraction);
  const sign = negative ? '-' : options.signed === true && (!nothingShown || below) ? '+' : '';
  return { sign, whole: group(whole), decimals, below };
}

function text(shown: Shown): string {
  return `${shown.sign}${shown.whole}${shown.decimals === '' ? '' : `.${shown.decimals}`}`;
}

/** Yuan with two decimals and no currency sign: "1,299.00". */
export function yuan(fen: string): string {
  return text(show(fen, 'CNY'));
}

/** A guide price in yuan a point with four decimals and no currency sign: "0.1500". */
export function price(atoms: string): string {
  return text(show(atoms, 'PRICE'));
}

/** Points with four decimals: "12.3456". What is too small to show is "<0.0001". */
export function points(atoms: string): string {
  return tiny(atoms, 'PTS');
}

/** Share value with two decimals: "798.00". What is too small to show is "<0.01". */
export function shares(atoms: string): string {
  return tiny(atoms, 'SV');
}

function tiny(atoms: string, unit: Unit): string {
  const shown = show(atoms, unit);
  return shown.below ? `<${shown.sign === '-' ? '-' : ''}0.${'1'.padStart(SHOWN[unit], '0')}` : text(shown);
}

/** All decimals of the unit, zeros at the end dropped: what a tap on a number opens. */
export function exact(atoms: string, unit: Unit): string {
  const { negative, whole, fraction } = split(atoms, PLACES[unit]);
  const decimals = fraction.replace(/0+$/, '');
  return `${negative ? '-' : ''}${group(whole)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** A rate in parts per million as per cent: 400000 is "40%", 500 is "0.05%". */
export function percent(ppm: number | string): string {
  const { negative, whole, fraction } = split(String(ppm), 4);
  const decimals = fraction.replace(/0+$/, '');
  return `${negative ? '-' : ''}${group(whole)}${decimals === '' ? '' : `.${decimals}`}%`;
}

/** Counting words of a language, largest first: zh has 1e8 and 1e4, en 1e9, 1e6 and 1e3. */
export type CountUnits = readonly (readonly [zeros: number, word: string])[];

/** A count in the counting words of a language, cut to at most one decimal: 12345 with [[4, w]] is "1.2" + w. */
export function compact(count: number | string, units: CountUnits): string {
  const { negative, whole } = split(String(count), 0);
  const unit = units.find(([zeros]) => whole.length > zeros);
  if (!unit) return `${negative ? '-' : ''}${group(whole)}`;
  const [zeros, word] = unit;
  const tenth = whole.charAt(whole.length - zeros);
  return `${negative ? '-' : ''}${group(whole.slice(0, whole.length - zeros))}${tenth === '0' ? '' : `.${tenth}`}${word}`;
}

/** Sum of amounts in atoms. */
export function addAtoms(...atoms: readonly string[]): string {
  return atoms.reduce((sum, one) => sum + BigInt(one), BigInt(0)).toString();
}

/** An amount times a whole number. */
export function timesAtoms(atoms: string, count: number): string {
  return (BigInt(atoms) * BigInt(count)).toString();
}

/** Whether an amount is not zero. */
export function isSome(atoms: string): boolean {
  return /[1-9]/.test(atoms);
}
