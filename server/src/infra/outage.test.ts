import { expect, test } from 'vitest';
import { CommitUnknown } from './database.ts';
import { isUnavailable } from './outage.ts';

/** An error as PostgreSQL sends it. */
const fromServer = (code: string, message = ''): Error => Object.assign(new Error(message), { severity: 'ERROR', code });
const ofSystem = (code: string): Error => Object.assign(new Error(code), { code });

test.each([
  ['a full disk', fromServer('53100')], ['too many connections', fromServer('53300')], ['an input/output error', fromServer('58030')], ['a server that shuts down', fromServer('57P01')],
  ['a read-only disk', fromServer('42501', 'could not open file "base/1": Read-only file system')], ['a server that is gone', ofSystem('ECONNREFUSED')],
  ['a broken pipe', ofSystem('EPIPE')], ['a full disk of ours', ofSystem('ENOSPC')], ['an unknown end of COMMIT', new CommitUnknown(undefined)],
])('%s is an outage', (_what, error) => expect(isUnavailable(error)).toBe(true));

test.each([
  ['a broken rule', fromServer('23514')], ['a missing privilege', fromServer('42501', 'permission denied for table a')], ['a bug', new TypeError('x')],
])('%s is none', (_what, error) => expect(isUnavailable(error)).toBe(false));
