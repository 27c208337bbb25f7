/** Sums over a trial balance. */
import type { Asset, BalanceLine } from './api.ts';

const ORDER: readonly Asset[] = ['CNY', 'PTS', 'SV'];

/** The lines of each asset with their sums; the sum of balances is zero in sound books. */
export function byAsset(lines: readonly BalanceLine[]): { readonly asset: Asset; readonly lines: readonly BalanceLine[]; readonly debits: string; readonly credits: string; readonly balance: string }[] {
  const sum = (of: readonly BalanceLine[], field: 'debits' | 'credits' | 'balance'): string => of.reduce((total, line) => total + BigInt(line[field]), 0n).toString();
  return ORDER.map((asset) => ({ asset, lines: lines.filter((line) => line.asset === asset) }))
    .filter(({ lines: own }) => own.length > 0)
    .map(({ asset, lines: own }) => ({ asset, lines: own, debits: sum(own, 'debits'), credits: sum(own, 'credits'), balance: sum(own, 'balance') }));
}

/** An account filter as the server takes it: a kind, a holder's id, or both; '' when there is nothing to filter or the holder is no id. */
export function accountFilter(kind: string, holder: string): string {
  const id = /^[1-9]\d{0,18}$/.test(holder.trim()) ? holder.trim() : '';
  return [kind, id].filter((part) => part !== '').join(':');
}

/** Kind and holder of an account filter. */
export function accountParts(account: string): { readonly kind: string; readonly holder: string } {
  const parts = account.split(':');
  return { kind: parts.find((part) => /^[a-z]/i.test(part)) ?? '', holder: parts.find((part) => /^\d+$/.test(part)) ?? '' };
}
