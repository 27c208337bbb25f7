import { isSome } from '@coshop/sdk';
import { mayEarn, type Standing } from './earning';

/** Whether registering gives share value to whom the standing is of. */
export const giftOf = (standing: Standing | undefined): boolean => mayEarn(standing) && isSome(standing?.registeredSv ?? '0');
