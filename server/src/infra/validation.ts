/** What is wrong with a request, said to whoever filled in the form: the first finding of the validator as a sentence of ours. */
import type { FastifyError } from 'fastify';
import type { RefusalDetails } from '#kernel/errors.ts';
import type { Locale } from './texts.ts';

type Translate = (locale: Locale, code: string, details: RefusalDetails) => string;

/** The first finding as public details: the raw problem, where it is, which rule it breaks and by which limit. */
export function findingOf({ message, validation, validationContext }: FastifyError): RefusalDetails {
  const [first] = validation ?? [];
  if (!first) return { problem: message };
  const { keyword, instancePath, params } = first;
  const missing = keyword === 'required' && typeof params['missingProperty'] === 'string' ? `/${params['missingProperty']}` : '';
  const limit = params['limit'];
  return { problem: message, path: `${validationContext ?? 'body'}${instancePath}${missing}`, keyword, ...(typeof limit === 'number' ? { limit } : {}) };
}

/** A field as the reader calls it; in a list with the number of its line, counted from one. */
function fieldText(translate: Translate, locale: Locale, path: string): string {
  const [, ...parts] = path.split('/');
  const name = parts.findLast((part) => !/^\d+$/.test(part)) ?? 'body';
  const key = `http.field.${name}`;
  const word = translate(locale, key, {});
  const line = parts.findLast((part) => /^\d+$/.test(part));
  const field = word === key ? name : word;
  return line === undefined ? field : translate(locale, 'http.fieldOfLine', { field, line: Number(line) + 1 });
}

/** The sentence for a finding; undefined for details that are none. */
export function explainFinding(translate: Translate, locale: Locale, details: RefusalDetails): string | undefined {
  const { keyword, path, limit } = details;
  if (typeof keyword !== 'string' || typeof path !== 'string') return undefined;
  const field = fieldText(translate, locale, path);
  const isEmpty = keyword === 'required' || ((keyword === 'minLength' || keyword === 'minItems') && limit === 1);
  const key = `http.badRequest.${isEmpty ? 'required' : keyword}`;
  const text = translate(locale, key, { ...details, field });
  return text === key ? translate(locale, 'http.badRequest.other', { ...details, field }) : text;
}
