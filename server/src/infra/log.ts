/** Structured logs on standard output, without secrets: credentials, codes and tokens are redacted by path. */
import { type Logger as PinoLogger, pino, stdSerializers } from 'pino';

export type Logger = PinoLogger;

const SECRET_PATHS = ['authorization', 'cookie', 'password', 'token', 'code', 'totp', 'secret', 'proof'].flatMap((name) => [
  name, `*.${name}`, `*.*.${name}`,
]);

/** A logger at `level`; `name` tells the processes of one deployment apart. */
export function makeLogger(options: { level: string; name: string }): Logger {
  return pino({ name: options.name, level: options.level, serializers: { error: stdSerializers.err }, redact: { paths: SECRET_PATHS, censor: '[redacted]' } });
}
