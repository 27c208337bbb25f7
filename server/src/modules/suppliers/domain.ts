import { defineRefusals } from '#kernel/errors.ts';
import type { Id } from '#kernel/id.ts';
import type { Transitions } from '#kernel/state-machine.ts';

export type SupplierId = Id<'supplier'>;
export type SupplierState = 'approved' | 'suspended' | 'exited';
/** Application and review come with onboarding (R1.1); until then a supplier begins as approved. */
export const SUPPLIER_TRANSITIONS: Transitions<SupplierState> = { approved: ['suspended', 'exited'], suspended: ['approved', 'exited'], exited: [] };

/** Who rewards the buyer (DECISIONS N14). */
export type SvMode = 'platform' | 'merchant';

export interface Supplier {
  readonly id: SupplierId;
  readonly bucket: number;
  readonly organisationId: Id<'organisation'>;
  readonly name: string;
  readonly state: SupplierState;
  readonly svMode: SvMode;
  readonly createdAt: Date;
}

export const errors = defineRefusals('suppliers', { notFound: 404 });
