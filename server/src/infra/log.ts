/** Structured logs on standard output, without secrets: credentials, codes and tokens are redacted by path. */
import { type Logger as PinoLogger, pino, stdSerializers } from 'pino';

export type Logger = PinoLogger;

const SECRET_PATHS = ['authorization', 'cookie', 'password', 'token', 'code', 'totp', 'secret', 'proof'].flatMap((name) => [
  name, `*.${name}`, `*.*.${name}`,
]);

/** An error with its SQLSTATE or system code under a name of its own: what is called `code` elsewhere is a secret. */
function describe(error: Error): object {
  return { ...stdSerializers.err(error), ...('code' in error ? { reason: error.code } : {}) };
}

/** A logger at `level`; `name` tells the processes of one deployment apart. */
export function makeLogger(options: { level: string; name: string }): Logger {
  return pino({ name: options.name, level: options.level, serializers: { error: describe, err: describe }, redact: { paths: SECRET_PATHS, censor: '[redacted]' } });
}
