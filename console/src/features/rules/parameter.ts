/** Parameters as people read them, and in the groups of the page. */
import { group } from '@coshop/sdk';
import type { Parameter } from './api.ts';

/** The groups in the order of the page, by the first part of a parameter's key. */
export const GROUPS = ['register', 'share', 'zone', 'level', 'airdrop', 'repurchase', 'supply', 'plan', 'price', 'yield', 'control', 'sv'] as const;

/** A fraction as per cent without rounding: "0.0005" is "0.05%". */
export function percentOf(fraction: string): string {
  const [whole = '0', decimals = ''] = fraction.split('.');
  const moved = whole + decimals.padEnd(2, '0').slice(0, 2);
  const rest = decimals.slice(2).replace(/0+$/, '');
  return `${moved.replace(/^0+(?=\d)/, '')}${rest === '' ? '' : `.${rest}`}%`;
}

/** Thousands apart, decimals as they stand. */
export function grouped(value: string): string {
  const [whole = '', decimals] = value.split('.');
  return decimals === undefined ? group(whole) : `${group(whole)}.${decimals}`;
}

/** Parameters by group; what belongs to none comes last, so that no number is ever hidden. */
export function byGroup(parameters: readonly Parameter[]): { readonly name: string; readonly items: readonly Parameter[] }[] {
  const nameOf = (key: string): string => GROUPS.find((name) => name === key.split('.')[0]) ?? 'other';
  return [...GROUPS, 'other'].map((name) => ({ name, items: parameters.filter(({ key }) => nameOf(key) === name) })).filter(({ items }) => items.length > 0);
}
