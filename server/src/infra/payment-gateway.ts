/** What every payment gateway can do for us. Ours are the attempt's id and amount; the gateway's is its transaction number. */

/** A gateway says that money has arrived. */
export interface GatewayPayment {
  readonly attemptId: bigint;
  readonly transactionNumber: string;
  readonly amountFen: bigint;
  readonly currency: string;
}

export type GatewayState = { readonly state: 'paid'; readonly payment: GatewayPayment } | { readonly state: 'unpaid' | 'closed' };

/** A message as it came over the wire: headers in lower case, the body's raw bytes. */
export interface GatewayMessage {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Why a message was not believed. */
export type Disbelief = 'signature' | 'timestamp' | 'content';

export interface PaymentGateway {
  readonly name: string;
  /** Where the member pays the attempt, an address of ours or the gateway's. No network. */
  payUrl(attempt: { readonly attemptId: bigint; readonly checkoutId: bigint; readonly amountFen: bigint }): string;
  /** Reads a notification over its raw bytes; says what is wrong with one that cannot be believed. */
  verify(message: GatewayMessage, wallNow: Date): GatewayPayment | Disbelief;
  /** What became of an attempt. Throws when the gateway cannot be asked; never guess then, ask again. */
  query(attemptId: bigint): Promise<GatewayState>;
  /** Ends an attempt, so that it can be paid no more; answers what it finally was. */
  close(attemptId: bigint): Promise<GatewayState>;
  /** Sends the money back; the same refund id again answers the same. */
  refund(refund: { readonly refundId: bigint; readonly attemptId: bigint; readonly amountFen: bigint }): Promise<{ readonly refundNumber: string }>;
}
