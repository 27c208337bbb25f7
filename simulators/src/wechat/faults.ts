/** What can be made to go wrong, once, at the next occasion that fits; each is something the real gateway has been seen to do. */
export const WECHAT_FAULTS = [
  'none',
  // At the next call: refused before anything happened; done, and the answer lost; answered with a foreign signature; answered by a clock ten minutes off.
  'error500', 'timeoutAfterCommit', 'wrongAnswerSignature', 'answerSkew',
  // The next payment stays "the payer is typing his password".
  'userPaying',
  // The next refund stays in processing; cannot be paid out; is given up.
  'refundStuck', 'refundAbnormal', 'refundClosed',
  // Of the next notification: another amount, shop or app; signed by a foreign key, by a clock ten minutes off; a probe; not sent.
  'wrongAmount', 'wrongMchid', 'wrongAppid', 'wrongSignature', 'noticeSkew', 'probe', 'silent',
] as const;
export type WechatFault = (typeof WECHAT_FAULTS)[number];

export interface Faults {
  set(next: WechatFault): void;
  /** The fault that was asked for if it is one of these, which uses it up; else none. */
  take(kinds: readonly WechatFault[]): WechatFault;
}

/** No fault until one is asked for. */
export function makeFaults(): Faults {
  let waiting: WechatFault = 'none';
  return {
    set(next) {
      waiting = next;
    },
    take(kinds) {
      if (!kinds.includes(waiting)) return 'none';
      const taken = waiting;
      waiting = 'none';
      return taken;
    },
  };
}
