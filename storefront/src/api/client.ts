import { createClient, type paths } from '@coshop/sdk';
import { makeTransport } from '../platform/transport';
import { settings } from '../state/settings';

/** The server's API, in the member's language. */
export const api = createClient<paths>(makeTransport(() => settings.locale));
