/** Amounts as people type them, into atoms and back, without a floating point number on the way. */

/** "12.5" with 2 decimals is "1250"; undefined when it is no amount, is negative or is finer than an atom. Commas between thousands are allowed. */
export function atomsOf(text: string, decimals: number): string | undefined {
  const match = /^(\d{1,20})(?:\.(\d*))?$/.exec(text.trim().replace(/,(?=\d{3})/g, ''));
  const fraction = match?.[2] ?? '';
  if (!match?.[1] || fraction.length > decimals) return undefined;
  return BigInt(match[1] + fraction.padEnd(decimals, '0')).toString();
}

/** Atoms as one would type them: no thousands, no zeros at the end. */
export function typedText(atoms: string, decimals: number): string {
  const digits = atoms.padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 || fraction === '' ? whole : `${whole}.${fraction}`;
}
