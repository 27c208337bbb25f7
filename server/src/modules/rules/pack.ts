/** The shape of a pack file and the one way to read it: an unknown or missing parameter is refused, so no pack falls back on code. */
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { DECIMALS, PRICE_DECIMALS } from '#kernel/amount.ts';
import { LEVELS } from '#kernel/level.ts';
import { findContradictions, NAMED, type Pack, PARAMETER_KEYS, PARAMETERS, rulesErrors, rulesFrom, type Unit, UNSET } from './domain.ts';

const decimal = (places: number) => `^(0|[1-9][0-9]{0,14})${places > 0 ? `(\\.[0-9]{1,${places}})?` : ''}$`;
const VALUES = {
  SV: Type.String({ pattern: decimal(DECIMALS.SV) }),
  PTS: Type.String({ pattern: decimal(DECIMALS.PTS) }),
  CNY: Type.String({ pattern: decimal(DECIMALS.CNY) }),
  price: Type.String({ pattern: decimal(PRICE_DECIMALS) }),
  multiple: Type.String({ pattern: '^[0-9]{1,3}(\\.[0-9]{1,6})?$' }),
  rate: Type.String({ pattern: '^(0(\\.[0-9]{1,6})?|1(\\.0{1,6})?)$' }),
  count: Type.String({ pattern: '^[1-9][0-9]{0,5}$' }),
  days: Type.String({ pattern: '^(0|[1-9][0-9]{0,3})$' }),
  threshold: Type.String({ pattern: `^(${UNSET}|[1-9][0-9]{0,9}(\\.[0-9]{1,2})?)$` }),
  time: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  level: Type.Enum([...LEVELS]),
  monotone: Type.Enum(['enforce', 'warn']),
  carry: Type.Enum(['tail']),
} as const satisfies Record<Unit, unknown>;

const Paragraph = Type.String({ pattern: '^(R[0-9]+(\\.[0-9]+)*[a-z]?|N[0-9]+)$' });
const Names = Type.Object(Object.fromEntries(NAMED.map((name) => [name, Type.String({ minLength: 1, maxLength: 20 })])), { additionalProperties: false });
const parameterOf = (unit: Unit) => Type.Object({ value: VALUES[unit], paragraph: Paragraph }, { additionalProperties: false });

/** The shape of a pack file. Every parameter must be there and none may be unknown: a pack never falls back on code. */
export const PackSchema = Type.Object({
  name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
  parameters: Type.Object(Object.fromEntries(PARAMETER_KEYS.map((key) => [key, parameterOf(PARAMETERS[key])])), { additionalProperties: false }),
  names: Type.Object({ 'zh-CN': Names, en: Names }, { additionalProperties: false }),
}, { additionalProperties: false });

/** The pack an unknown value states; throws rules.invalidPack naming every problem. */
export function readPack(value: unknown): Pack {
  const problems = [...Value.Errors(PackSchema, value)].map((error) => `${error.instancePath || '/'} ${error.message}`);
  if (problems.length > 0) throw rulesErrors.invalidPack({ problems });
  const pack = value as Static<typeof PackSchema> as Pack;
  const contradictions = findContradictions(rulesFrom(pack, 0));
  if (contradictions.length > 0) throw rulesErrors.invalidPack({ problems: contradictions });
  return pack;
}

