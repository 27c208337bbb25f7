import { createClient } from '@coshop/sdk';
import { makeTransport } from '../platform/transport';
import { settings } from '../state/settings';
import type { Paths } from './paths';

/** The server's API, in the member's language. */
export const api = createClient<Paths>(makeTransport(() => settings.locale));
