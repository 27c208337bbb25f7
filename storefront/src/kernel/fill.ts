export type Params = Readonly<Record<string, string | number>>;

/** Replaces each {name} in a template by its value; one without a value stays visible rather than vanish. A hyphen between digits gets a word joiner: no line ends inside a date. */
export function fill(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole).replace(/(\d-)(?=\d)/g, '$1\u2060'));
}
