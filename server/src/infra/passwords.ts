/** Slow hashes of passwords (argon2id, 19 MiB, 2 passes: about 14 ms). Never inside a transaction: they would hold its locks. */
import { hash, verify } from '@node-rs/argon2';

/** The hash of no password anybody has: verifying against it takes as long as against a real one. */
let dummy: Promise<string> | undefined;

/** The argon2id hash of a password, with its parameters and salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Whether the password has this hash. Without a hash the answer is no, after the same time. */
export async function verifyPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  dummy ??= hash('a word to compare with when there is nothing to compare with');
  const right = await verify(passwordHash ?? (await dummy), password);
  return right && passwordHash !== undefined;
}
