/** Reading the rules: the console shows every parameter with its paragraph; anyone may read the display names. */
import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import { NAMED, PARAMETER_KEYS, PARAMETERS } from './domain.ts';
import { currentRules, listVersions, packOf } from './service.ts';
import texts from './texts.json' with { type: 'json' };

const Names = Type.Object(Object.fromEntries(NAMED.map((name) => [name, Type.String()])));
const Version = Type.Object({
  version: Type.Integer(), pack: Type.String(), hash: Type.String(), effectiveFrom: Instant, installedAt: Instant, installedBy: Nullable(IdText),
});
const Parameter = Type.Object({ key: Type.String(), title: Type.String(), unit: Type.String(), value: Type.String(), paragraph: Type.String() });
const Answer = Type.Object({ version: Type.Integer(), pack: Type.String(), parameters: Type.Array(Parameter), names: Names, versions: Type.Array(Version) });

export function rulesRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/rules', {
    schema: { tags: ['rules'], summary: 'The rules in force, each parameter with its paragraph, and the history of versions', response: { 200: Answer } },
    config: { guard: { act: 'rules.read', of: 'platform' } },
  }, async (request) => {
    const locale = localeOf(request.headers['accept-language']);
    const { version, pack } = await currentRules(infra.sql, infra.clock.now());
    const stated = await packOf(infra.sql, version);
    const titles: Readonly<Record<string, string>> = texts[locale];
    return {
      version, pack, names: stated.names[locale],
      parameters: PARAMETER_KEYS.map((key) => ({ key, title: titles[`rules.parameter.${key}`] ?? key, unit: PARAMETERS[key], ...stated.parameters[key] })),
      versions: (await listVersions(infra.sql)).map((row) => ({
        ...row, effectiveFrom: row.effectiveFrom.toISOString(), installedAt: row.installedAt.toISOString(), installedBy: row.installedBy?.toString() ?? null,
      })),
    };
  });

  http.get('/api/rules/names', {
    schema: { tags: ['rules'], summary: 'Display names of assets and levels in the caller\'s language', response: { 200: Names } },
    config: { guard: 'public' },
  }, async (request) => (await currentRules(infra.sql, infra.clock.now())).names[localeOf(request.headers['accept-language'])]);
}
