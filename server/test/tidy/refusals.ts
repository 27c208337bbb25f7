/** docs/errors.md: every code a client may meet, written from the catalogues and texts of the sources. */
import { factsOf, type Project } from './project.ts';

/** Codes that clients have met and that no longer exist. They are never used for anything else. */
export const RETIRED: readonly string[] = [];

export interface DefinedRefusal {
  readonly code: string;
  readonly status: number;
  readonly path: string;
}

/** The refusals that a project's sources define, tests left out, by code. */
export function refusalsOf({ files }: Project): readonly DefinedRefusal[] {
  return [...files]
    .filter(([path]) => /^server\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))
    .flatMap(([path, text]) => factsOf(path, text).refusals.map(({ code, status }) => ({ code, status, path })))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The text of docs/errors.md. */
export function renderErrors(project: Project): string {
  const texts = new Map([...project.files]
    .filter(([path]) => /^server\/src\/.*\/texts\.json$/.test(path))
    .flatMap(([, json]) => Object.entries((JSON.parse(json) as { en: Record<string, string> }).en)));
  const rows = refusalsOf(project).map(({ code, status }) => `| \`${code}\` | ${status} | ${texts.get(code) ?? ''} |`);
  return [
    '# Errors', '',
    '<!-- Written by `npm run generate`; do not edit. -->', '',
    'A refusal answers with its HTTP status and `{ "error": { "code", "message", "details", "requestId" } }`. `code` is stable: programs decide by it.',
    '`message` is in the language of the request (`Accept-Language`); its `{placeholders}` are filled from `details`.',
    'Anything else that goes wrong answers 500 with `http.failed` and a `requestId` that leads to the log.', '',
    '| code | status | text |', '|---|---|---|', ...rows, '',
    '## Retired', '',
    RETIRED.length === 0 ? 'None yet. A retired code is never used again.' : RETIRED.map((code) => `- \`${code}\``).join('\n'), '',
  ].join('\n');
}
