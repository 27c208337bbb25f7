import { deviceNow } from './clock';

let serial = 0;

/** A new idempotency key: unique for one member on one device; it need not be secret. */
export function newKey(): string {
  serial += 1;
  const parts = [deviceNow(), serial];
  // #ifdef H5
  parts.push(...crypto.getRandomValues(new Uint32Array(2)));
  // #endif
  return parts.map((part) => part.toString(36)).join('-');
}
