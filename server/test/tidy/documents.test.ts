/** A text that members agree to does not change without a version of its own: who agreed to the one before is asked again. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DOCUMENT_NAMES, DOCUMENTS, editionOf } from '#modules/members/index.ts';

const ROOT = new URL('../../../', import.meta.url);
type Texts = Readonly<Record<string, unknown>>;
const textsIn = (locale: string): Texts => JSON.parse(readFileSync(new URL(`storefront/src/texts/documents.${locale}.json`, ROOT), 'utf8')) as Texts;
const TEXTS = [textsIn('zh-CN'), textsIn('en')];
const digestOf = (texts: readonly Texts[], name: string): string => createHash('sha256').update(JSON.stringify(texts.map((one) => one[name]))).digest('hex');

describe.each(DOCUMENT_NAMES)('%s', (name) => {
  test('has the text of its edition in force; a changed one needs a new edition, with this digest, in members/documents.json', () => {
    expect(digestOf(TEXTS, name)).toBe(editionOf(DOCUMENTS, name).digest);
  });

  test('has another digest when a word of either language changes', () => {
    for (const index of TEXTS.keys()) {
      const changed = TEXTS.map((texts, at) => (at === index ? { ...texts, [name]: { ...(texts[name] as object), lead: 'changed' } } : texts));
      expect(digestOf(changed, name)).not.toBe(digestOf(TEXTS, name));
    }
  });

  test('has editions of different versions and texts, each said in both languages what it changes, in the order of their days', () => {
    const editions = DOCUMENTS[name];
    expect(new Set(editions.map(({ version }) => version)).size).toBe(editions.length);
    expect(new Set(editions.map(({ digest }) => digest)).size).toBe(editions.length);
    const days = editions.map(({ publishedOn }) => publishedOn);
    expect(days).toEqual(days.toSorted());
    for (const { version, publishedOn, changes } of editions) {
      expect([version, publishedOn]).toEqual([expect.stringMatching(/^[0-9A-Za-z._-]{1,40}$/), expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
      expect(Object.values(changes).filter((words) => words.trim() === '')).toEqual([]);
    }
  });
});
