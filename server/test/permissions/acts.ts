/** What staff change stands in the audit log, written in the same unit of work. Which routes and acts are no more than that, and why. */
import type { Role } from '#modules/identity/index.ts';
import type { Stage } from './variants.ts';

/** Routes by which staff change something without naming a resource in the path, each called once: by whom, with which body. */
export const PLAIN_ACTS: Readonly<Record<string, { readonly by: Role; readonly body?: (stage: Stage) => object }>> = {
  'POST /api/account/recovery-codes': { by: 'auditor' },
  'POST /api/account/password': { by: 'compliance', body: () => ({ password: 'a quiet kettle by night' }) },
  'POST /api/console/staff/invitations': { by: 'owner', body: () => ({ name: 'acts-console', role: 'auditor' }) },
  'POST /api/supplier/staff/invitations': { by: 'supplierOwner', body: () => ({ name: 'acts-supplier', role: 'supplierStaff' }) },
  'POST /api/console/api-keys': { by: 'owner', body: () => ({ name: 'acts', scopes: ['orders.ship'], days: 1 }) },
  'POST /api/supplier/api-keys': { by: 'supplierOwner', body: () => ({ name: 'acts', scopes: ['orders.ownRead'], days: 1 }) },
  'POST /api/console/webhooks': { by: 'owner', body: () => ({ url: 'http://127.0.0.1:1/', description: '', kinds: ['orders.paid'] }) },
  'POST /api/supplier/webhooks': { by: 'supplierOwner', body: () => ({ url: 'http://127.0.0.1:1/', description: '', kinds: ['orders.paid'] }) },
  'POST /api/console/categories': { by: 'owner', body: () => ({ name: 'Acts' }) },
  'POST /api/console/company': { by: 'owner', body: () => ({ name: 'Acts', licenceNumber: '', recordNumber: '', policeNumber: '', address: '', complaintPhone: '', complaintEmail: '' }) },
  'POST /api/console/exports/members': { by: 'auditor', body: () => ({ format: 'csv' }) },
  'POST /api/console/exports/orders': { by: 'auditor', body: () => ({ format: 'csv' }) },
  'POST /api/console/exports/entries': { by: 'auditor', body: () => ({ format: 'csv' }) },
  'POST /api/supplier/exports/orders': { by: 'supplierStaff', body: () => ({ format: 'csv' }) },
  'POST /api/supplier/exports/payables': { by: 'supplierStaff', body: () => ({ format: 'csv' }) },
  'POST /api/account/sessions/end': { by: 'strategist' },
};

const READS = 'reads only: it answers a question that is too long for an address';
const OWN_SIGHT = 'what somebody has seen, or how he looks at a list, is his own and changes nothing of the business';
const PICTURE = 'a picture changes nothing until goods or a case name it; then it stands in their before and after';
const ELSEWHERE = 'the test of its module says that it stands in the log: ';

/** Routes of staff that need no entry, or whose entry another test looks at. */
export const NO_ACTS: Readonly<Record<string, string>> = {
  'POST /api/console/economy/preview': READS, 'POST /api/shipments/check': READS, 'POST /api/shipments/sheet': READS,
  'POST /api/account/authenticator': 'nothing changes until the first code of the new authenticator',
  'POST /api/console/messages/read': OWN_SIGHT, 'POST /api/supplier/messages/read': OWN_SIGHT, 'POST /api/console/views': OWN_SIGHT, 'POST /api/console/views/{id}/forget': OWN_SIGHT,
  'POST /api/supplier/views': OWN_SIGHT, 'POST /api/supplier/views/{id}/forget': OWN_SIGHT,
  'POST /api/console/media': PICTURE, 'POST /api/supplier/media': PICTURE,
  'POST /api/account/authenticator/confirm': `${ELSEWHERE}identity`,
  'POST /api/shipments': 'ships each parcel as shipping one does',
  'POST /api/goods-imports': `${ELSEWHERE}catalog`,
  'POST /api/console/economy/proposals': 'asks for a second person, which is recorded for every act that does',
  'POST /api/console/demo/advance-to-noon': `${ELSEWHERE}economy`,
  'POST /api/console/reconciliations/{channel}/{day}/run': `${ELSEWHERE}payments`,
  'POST /api/console/subscribers/{name}/retry': `${ELSEWHERE}platform`, 'POST /api/console/subscribers/{name}/parkings': 'asks for a second person, which is recorded for every act that does',
  'POST /api/console/parked-events/{name}/{position}/retry': `${ELSEWHERE}platform`,
};

/** Acts that replace nothing, or only what nobody may read (passwords, secrets, sessions), so that they have no before and after. */
export const REPLACES_NOTHING: readonly string[] = [
  'economy.priceRejected', 'identity.approvalAsked', 'identity.invitationRenewed', 'identity.keyCreated', 'identity.ownershipOffered', 'identity.passwordChanged', 'identity.recoveryCodesRenewed',
  'identity.sessionEnded', 'identity.sessionsEnded', 'identity.signedIn', 'identity.signedOut', 'identity.staffInvited', 'identity.steppedUp', 'identity.totpChanged', 'identity.totpReset', 'members.levelRejected',
  'platform.parkingRejected', 'platform.webhookCreated', 'platform.webhookRenewed', 'platform.webhookTried', 'reports.export',
];
