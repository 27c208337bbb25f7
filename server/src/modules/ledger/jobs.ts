import type { Infra } from '#infra/infra.ts';
import type { Sweep } from '#infra/module.ts';
import { makeSealSweep } from './service/sealing.ts';

/** Sealing: once a minute every bucket's closed entries. */
export function ledgerSweeps(infra: Infra): Sweep[] {
  return [{ name: 'ledger.seal', run: makeSealSweep(infra) }];
}
