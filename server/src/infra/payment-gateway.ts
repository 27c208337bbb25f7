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

/** A refund as a gateway is asked for it. Once it gave a refund up, it takes the same one under another number: the next round. */
export interface RefundOrder {
  readonly refundId: bigint;
  readonly round: number;
  readonly attemptId: bigint;
  readonly amountFen: bigint;
  /** The whole amount of the attempt. */
  readonly paidFen: bigint;
}

/** What a gateway says of a refund: the money is back only when it succeeded. `abnormal` waits for people there, `closed` was given up. */
export type GatewayRefund = { readonly refundNumber: string } & (
  | { readonly state: 'processing' | 'succeeded' }
  | { readonly state: 'failed'; readonly failure: 'abnormal' | 'closed' });

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
  /** Sends money back; the same refund and round again answers the same. Throws when the gateway cannot be asked. */
  refund(refund: RefundOrder): Promise<GatewayRefund>;
  /** What became of a refund that was asked for. Throws when the gateway cannot be asked. */
  queryRefund(refund: RefundOrder): Promise<GatewayRefund>;
}
