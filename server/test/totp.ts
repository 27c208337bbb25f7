/** What an authenticator shows. */
import { Secret, TOTP } from 'otpauth';

/** The six digits for a secret (base32) at an instant. */
export function totpFor(secret: string, at: Date): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: at.getTime() });
}
