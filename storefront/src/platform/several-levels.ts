/** WeChat admits no several levels of referral in a mini program (LAW): there, a line that follows from them has a neutral word, and no arithmetic. */

/** Kinds of lines, and steps, that tell of more than whom a member invited himself; vite.config.ts leaves their texts out of the mini program. */
// #ifdef MP-WEIXIN
const SEVERAL = /^rewards\.(differential|step\.(extra|refundedFriend))$/;
// #endif

/** The key of the text for a kind of line. */
export function kindTold(kind: string): string {
  // #ifdef MP-WEIXIN
  if (SEVERAL.test(kind)) return 'rewards.recorded';
  // #endif
  return kind;
}

/** Of the steps that explain a line of this kind, those that may be told. */
export function stepsTold<Step extends { readonly text: string }>(kind: string, steps: readonly Step[]): readonly Step[] {
  let told = steps;
  // #ifdef MP-WEIXIN
  told = SEVERAL.test(kind) ? [] : steps.filter(({ text }) => !SEVERAL.test(text));
  // #endif
  return told;
}
