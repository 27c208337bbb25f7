/** Steps of an explanation: the server names a text and gives exact amounts; the text stands in the member's language here. */
import { exact, group, percent } from '@coshop/sdk';
import { fill, type Params } from './fill';

export interface Step { readonly text: string; readonly params: Readonly<Record<string, string | number>> }

/**
 * A parameter as people read it. Integers are told by the ending of their name: …Sv, …Pts and …Fen are atoms, …Price is yuan a point, …Ppm a
 * rate, any other stands as it is (a count, a day). A plain decimal is an amount already; it loses the zeros at its end.
 */
export function shownParam(name: string, value: string | number): string {
  const text = String(value);
  const decimal = /^(-?)(\d+)\.(\d+)$/.exec(text);
  if (decimal) {
    const fraction = (decimal[3] ?? '').replace(/0+$/, '');
    return `${decimal[1] ?? ''}${group(decimal[2] ?? '')}${fraction === '' ? '' : `.${fraction}`}`;
  }
  if (!/^-?\d+$/.test(text)) return text;
  if (name.endsWith('Sv')) return exact(text, 'SV');
  if (name.endsWith('Pts')) return exact(text, 'PTS');
  if (name.endsWith('Fen')) return exact(text, 'CNY');
  if (name.endsWith('Price')) return exact(text, 'PRICE');
  if (name.endsWith('Ppm')) return percent(text);
  return text;
}

/** The text of a step; a step this storefront does not know yet shows its name and its parameters rather than nothing. */
export function stepText(step: Step, templateOf: (key: string) => string | undefined, names: Params): string {
  const params = Object.fromEntries(Object.entries(step.params).map(([name, value]) => [name, templateOf(`name.${value}`) ?? shownParam(name, value)]));
  const template = templateOf(step.text);
  // What is added may be less than nothing.
  if (template !== undefined) return fill(template, { ...names, ...params }).replace('+ -', '− ');
  return [step.text, ...Object.entries(params).map(([name, value]) => `${name} ${value}`)].join(' · ');
}
