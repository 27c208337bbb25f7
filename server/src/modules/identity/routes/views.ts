/** Schemas that several of identity's routes share. */
import { Type } from 'typebox';
import { Nullable } from '#infra/schemas.ts';

export const PhoneText = Type.String({ minLength: 1, maxLength: 20, description: 'Mobile number of mainland China' });
export const PasswordText = Type.String({ minLength: 1, maxLength: 200 });
export const CodeText = Type.String({ pattern: '^[0-9]{6}$' });
export const RecoveryCodeText = Type.String({ minLength: 1, maxLength: 40 });
export const ChallengeText = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });
export const StaffNameText = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });

export const ActorView = Type.Object({
  kind: Type.Enum(['visitor', 'member', 'staff']), id: Nullable(Type.String()), name: Nullable(Type.String()), orgKind: Nullable(Type.Enum(['platform', 'supplier'])),
  orgId: Nullable(Type.String()), orgName: Nullable(Type.String()), roles: Type.Array(Type.String()), acts: Type.Array(Type.String()),
  guarded: Type.Boolean({ description: 'A text message alone opened this dormant account: acts that ask for a fresh proof need the password first' }),
});
export const SignedInView = Type.Object({ token: Type.String({ description: 'Bearer token, for clients without cookies' }), account: ActorView });
export const TotpOfferView = Type.Object({ secret: Type.String({ description: 'Base32, for whoever cannot scan' }), svg: Type.String({ description: 'The QR code, a square SVG' }) });
