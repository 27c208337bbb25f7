/** What every answer must be, whatever was asked. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { localeOf } from '#infra/texts.ts';
import { unexcused } from '#test/witness.ts';
import type { Call } from './calls.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** An answer with what happened meanwhile. */
export interface Seen {
  readonly call: Call;
  readonly answer: Answer;
  readonly tookMs: number;
  /** What was committed, as the witness says it. */
  readonly changes: readonly string[];
  /** What the caller must not read. */
  readonly secrets: readonly string[];
}

const ERRORS = readFileSync(fileURLToPath(new URL('../../../docs/errors.md', import.meta.url)), 'utf8');
/** Every code a client may meet, with its status. */
const STATUS_OF = new Map([...ERRORS.matchAll(/^\| `([\w.]+)` \| (\d+) \|/gm)].map(([, code = '', status]) => [code, Number(status)]));

/** Longer than any answer may take, on a machine that does other things as well. */
const DEADLINE_MS = 10_000;
const LEAKS = [/\bat .+:\d+:\d+/, /node_modules|node:internal|\/server\/src\//, /\.ts\b:?\d*/, /\b(select|insert into|update|delete from)\b.+\b(from|values|set|where)\b/i, /\bpg_|relation "|duplicate key|violates|out of range|invalid byte sequence|invalid input syntax|SQLSTATE/i, /ECONN|ENOENT|EACCES/, /\b5e5e5e5e/];
const CHINESE = /[\u4e00-\u9fff]/;

function problemsOfRefusal({ call, answer }: Seen): string[] {
  if (call.method === 'HEAD') return [];
  if (!String(answer.headers['content-type']).startsWith('application/json')) return [`a refusal is JSON, not ${String(answer.headers['content-type'])}: ${answer.text.slice(0, 200)}`];
  const body = JSON.parse(answer.text) as { error?: Record<string, unknown> };
  const { code, message, details, requestId } = body.error ?? {};
  if (Object.keys(body).join() !== 'error' || typeof code !== 'string' || typeof message !== 'string' || typeof details !== 'object' || details === null || typeof requestId !== 'string') return [`a refusal has the stable shape, not ${answer.text.slice(0, 300)}`];
  const problems: string[] = [];
  if (STATUS_OF.get(code) !== answer.status) problems.push(`docs/errors.md does not know ${code} with ${answer.status}`);
  const isChinese = localeOf(call.headers['accept-language']) === 'zh-CN';
  if (message === code || (isChinese ? !CHINESE.test(message) : CHINESE.test(message.slice(0, 8)))) problems.push(`the text is in the caller's language, not “${message}”`);
  return problems;
}

/** What is wrong with an answer; nothing when all is well. */
export function problemsOf(seen: Seen): string[] {
  const { call, answer, changes } = seen;
  const problems: string[] = [];
  if (answer.status >= 500 && ![...STATUS_OF.values()].includes(answer.status)) problems.push(`answered ${answer.status}`);
  if (seen.tookMs > DEADLINE_MS) problems.push(`took ${Math.round(seen.tookMs)} ms`);
  if (answer.status >= 400) problems.push(...problemsOfRefusal(seen));
  for (const leak of LEAKS) if (answer.status >= 400 && leak.test(answer.text)) problems.push(`leaks ${String(leak.exec(answer.text)?.[0])}`);
  for (const secret of seen.secrets) if (answer.text.includes(secret)) problems.push(`shows “${secret}” to whom it does not belong`);
  const changed = unexcused(changes);
  if (answer.status >= 400 && changed.length > 0) problems.push(`was refused, yet changed ${changed.join(', ')}`);
  if (answer.status < 400 && ['GET', 'HEAD', 'OPTIONS'].includes(call.method) && changed.length > 0) problems.push(`only reads, yet changed ${changed.join(', ')}`);
  return problems;
}
