/** From a JSON schema to values: such that conform, and such that stand at its edges. */
import fc from 'fast-check';
import type { Dice } from './values.ts';

/** The part of JSON Schema that our routes speak. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** What a name usually holds: ids and cursors seen in answers, words that mean something. */
export type Known = (name: string) => readonly unknown[];

const SAMPLES = 40;
const MANY = 200;
const compiled = new Map<string, RegExp>();
const matching = new Map<string, string[]>();

function regexOf(pattern: string): RegExp {
  const regex = compiled.get(pattern) ?? new RegExp(pattern, 'u');
  compiled.set(pattern, regex);
  return regex;
}

/** Strings of a pattern, the same in every run. */
function samplesOf(pattern: string): readonly string[] {
  const found = matching.get(pattern) ?? fc.sample(fc.stringMatching(regexOf(pattern)), { numRuns: SAMPLES, seed: 1 });
  matching.set(pattern, found);
  return found;
}

function accepts(schema: Schema, value: unknown): boolean {
  if (schema.anyOf) return schema.anyOf.some((one) => accepts(one, value));
  if (schema.enum) return schema.enum.includes(value);
  if (schema.type === 'string') return typeof value === 'string' && (schema.pattern === undefined || regexOf(schema.pattern).test(value)) && value.length <= (schema.maxLength ?? value.length);
  return typeof value === schema.type || (schema.type === 'integer' && Number.isInteger(value));
}

/** A value of the schema; what is known under its name is preferred. */
export function conforming(dice: Dice, given: { schema: Schema; name: string; known: Known }): unknown {
  const { schema, name, known } = given;
  const [first, ...others] = known(name).filter((value) => accepts(schema, value));
  if (first !== undefined && !dice.once(6)) return dice.pick([first, ...others]);
  const [option, ...options] = schema.anyOf ?? [];
  if (option) return conforming(dice, { ...given, schema: dice.pick([option, ...options]) });
  const [word, ...words] = schema.enum ?? [];
  if (word !== undefined) return dice.pick([word, ...words]);
  if (schema.type === 'object') {
    const entries = Object.entries(schema.properties ?? {}).filter(([key]) => schema.required?.includes(key) || dice.once(2));
    return Object.fromEntries(entries.map(([key, inner]) => [key, conforming(dice, { schema: inner, name: key, known })]));
  }
  if (schema.type === 'array') {
    const length = (schema.minItems ?? 0) + dice.below(3);
    return Array.from({ length }, () => conforming(dice, { schema: schema.items ?? {}, name, known }));
  }
  if (schema.type === 'integer' || schema.type === 'number') return Math.min((schema.minimum ?? 0) + dice.below(4), schema.maximum ?? MANY);
  if (schema.type === 'boolean') return dice.once(2);
  if (schema.pattern !== undefined) return dice.pick(samplesOf(schema.pattern) as [string, ...string[]]);
  return 'word'.repeat(MANY).slice(0, Math.max(schema.minLength ?? 0, 1 + dice.below(Math.min(schema.maxLength ?? 20, 20))));
}

/** A value at an edge of the schema, inside or just outside. */
export function edgeOf(dice: Dice, schema: Schema): unknown {
  const [option, ...options] = schema.anyOf ?? [];
  if (option) return edgeOf(dice, dice.pick([option, ...options]));
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = -(2 ** 31), maximum = 2 ** 31 - 1 } = schema;
    return dice.pick([minimum, maximum, minimum - 1, maximum + 1, minimum + 0.5, String(minimum), String(maximum + 1)]);
  }
  if (schema.type === 'array') {
    const { minItems = 0, maxItems = MANY } = schema;
    return Array.from({ length: dice.pick([minItems, maxItems, maxItems + 1, Math.max(0, minItems - 1)]) }, () => edgeOf(dice, schema.items ?? {}));
  }
  if (schema.type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, edgeOf(dice, inner)]));
  if (schema.type === 'boolean') return dice.pick([true, false, 'true', 'yes', 0, 1, 2]);
  const digits = Number(/\{\d+,(\d+)\}\)?\$$/.exec(schema.pattern ?? '')?.[1] ?? 0);
  if (digits > 0) return dice.pick(['9'.repeat(digits), '9'.repeat(digits + 1), '9'.repeat(digits + 2), '1' + '0'.repeat(digits), '8' + '9'.repeat(digits), '1', '0', `-${'9'.repeat(digits)}`]);
  const { minLength = 0, maxLength = MANY } = schema;
  return dice.pick(['a', '\u754c', '\u{1f600}']).repeat(dice.pick([minLength, maxLength, maxLength + 1, Math.max(0, minLength - 1)]));
}

/** Whether some number of the schema may be as large or small as it likes. */
export function unbounded(schema: Schema): boolean {
  if ((schema.type === 'integer' || schema.type === 'number') && (schema.minimum === undefined || schema.maximum === undefined)) return true;
  return [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])].some(unbounded);
}
