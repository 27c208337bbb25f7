/** What an act changed: facts by field, as they were before and are after. */

type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Only the fields that differ, each on the side where it stands; undefined when nothing does. */
export function changedFacts({ before = {}, after = {} }: { readonly before?: Facts | undefined; readonly after?: Facts | undefined }): { before: Facts; after: Facts } | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
  if (names.length === 0) return undefined;
  const of = (facts: Facts): Facts => Object.fromEntries(names.flatMap((name) => (Object.hasOwn(facts, name) ? [[name, facts[name] ?? null]] : [])));
  return { before: of(before), after: of(after) };
}
