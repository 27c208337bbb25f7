/** What every payment gateway can do for us. Ours are the attempt's id and amount; the gateway's is its transaction number. */

/**
 * How the member pays: on a page of the gateway (`page`), by scanning a code on a wide screen (`native`), in a phone's browser (`h5`), or inside the
 * gateway's own app (`jsapi`). A gateway takes one attempt in one scene only.
 */
export const SCENES = ['page', 'native', 'h5', 'jsapi'] as const;
export type Scene = (typeof SCENES)[number];

/** An attempt as a gateway is asked to take it. */
export interface PaymentOrder {
  readonly attemptId: bigint;
  readonly checkoutId: bigint;
  readonly amountFen: bigint;
  readonly scene: Scene;
  /** What the payer reads; the same whenever the same attempt is started again. */
  readonly description: string;
  /** Wall time from which on it cannot be paid. */
  readonly expiresAt: Date;
  readonly payerIp: string;
  /** The payer's id with the gateway; scene `jsapi` needs it. */
  readonly openid?: string | undefined;
}

/**
 * What the member does next: open a page, scan what `content` says as a QR code, or call the gateway's app with parameters.
 * `ended`: the gateway takes this attempt no more, since it was paid or closed there; a question tells which.
 */
export type StartedOrder =
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'code'; readonly content: string }
  | { readonly kind: 'call'; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: 'ended' };

/** A gateway says that money has arrived. */
export interface GatewayPayment {
  readonly attemptId: bigint;
  readonly transactionNumber: string;
  readonly amountFen: bigint;
  readonly currency: string;
  /** When, by the gateway's clock: its bill of that day has the payment. Undefined when it does not say. */
  readonly paidAt?: Date | undefined;
}

export type GatewayState = { readonly state: 'paid'; readonly payment: GatewayPayment } | { readonly state: 'unpaid' | 'closed' };

/** A message as it came over the wire: headers in lower case, the body's raw bytes. */
export interface GatewayMessage {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Why a message was not believed: `merchant` means that it is signed, but for another shop. */
export type Disbelief = 'signature' | 'timestamp' | 'content' | 'merchant';

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
export type GatewayRefund = {
  readonly refundNumber: string;
  /** When the gateway took it, by its clock: its bill of that day has the refund. */
  readonly takenAt?: Date | undefined;
} & ({ readonly state: 'processing' | 'succeeded' } | { readonly state: 'failed'; readonly failure: 'abnormal' | 'closed' });

/** A notification about a refund. */
export interface RefundNews {
  readonly refundId: bigint;
  readonly round: number;
  readonly attemptId: bigint;
  readonly amountFen: bigint;
  readonly word: GatewayRefund;
}

/** One line of a gateway's bill: a payment, or money that went back. Our number is whatever was given to the gateway as such. */
export interface BillLine {
  readonly subject: 'payment' | 'refund';
  readonly ourNumber: string;
  readonly gatewayNumber: string;
  readonly amountFen: bigint;
}

/** A gateway's bill of one day, checked against its hash. */
export interface Bill {
  readonly sha1: string;
  readonly lines: readonly BillLine[];
  readonly feeFen: bigint;
}

export interface PaymentGateway {
  readonly name: string;
  /** Whether no real money moves here. */
  readonly simulated: boolean;
  /** How an attempt can be paid; the first where nobody chose. */
  readonly scenes: readonly [Scene, ...Scene[]];
  /** Begins an attempt, or finds it begun: the same order again answers the same. Throws when the gateway cannot be asked. */
  start(order: PaymentOrder): Promise<StartedOrder>;
  /** Reads a notification over its raw bytes; says what is wrong with one that cannot be believed. */
  verify(message: GatewayMessage, wallNow: Date): GatewayPayment | RefundNews | Disbelief;
  /** What became of an attempt. Throws when the gateway cannot be asked; never guess then, ask again. */
  query(attemptId: bigint): Promise<GatewayState>;
  /** Ends an attempt, so that it can be paid no more; answers what it finally was. */
  close(attemptId: bigint): Promise<GatewayState>;
  /** Sends money back; the same refund and round again answers the same. Throws when the gateway cannot be asked. */
  refund(refund: RefundOrder): Promise<GatewayRefund>;
  /** What became of a refund that was asked for. Throws when the gateway cannot be asked. */
  queryRefund(refund: RefundOrder): Promise<GatewayRefund>;
  /** The bill of a day ("YYYY-MM-DD"), which is there from ten o'clock of the next; undefined while it is not. Gateways without bills have none. */
  readonly bill?: (day: string) => Promise<Bill | undefined>;
}
