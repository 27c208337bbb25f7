/** Signatures and encryption of WeChat Pay APIv3, written from its rules and not from the product's code: each checks the other. */
import { createCipheriv, type KeyObject, randomBytes, sign, verify } from 'node:crypto';

const SKEW_S = 300;
const SCHEME = 'WECHATPAY2-SHA256-RSA2048';

/** `nonce` of 32 characters that a header takes. */
export const nonce = (): string => randomBytes(16).toString('hex');

/** RSA-SHA-256 over lines, base64; off the event loop. */
export function signLines(lines: readonly string[], key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('RSA-SHA256', Buffer.from(`${lines.join('\n')}\n`), key, (error, signature) => (error ? reject(error) : resolve(signature.toString('base64'))));
  });
}

interface Request {
  readonly authorization: string | undefined;
  readonly method: string;
  /** Path with query, as it was sent. */
  readonly url: string;
  readonly body: Buffer;
  readonly nowMs: number;
}

/** Whether the merchant has signed a request over its raw bytes, less than five minutes off. */
export async function isSigned(request: Request, merchant: { mchid: string; serial: string; merchantKey: KeyObject }): Promise<boolean> {
  const [scheme, ...rest] = (request.authorization ?? '').split(' ');
  const fields = new Map([...rest.join(' ').matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
  const field = (name: string): string => fields.get(name) ?? '';
  if (scheme !== SCHEME || field('mchid') !== merchant.mchid || field('serial_no') !== merchant.serial) return false;
  const timestamp = field('timestamp');
  if (!/^\d+$/.test(timestamp) || Math.abs(Number(timestamp) - request.nowMs / 1000) >= SKEW_S || field('nonce_str') === '') return false;
  const head = Buffer.from(`${request.method}\n${request.url}\n${timestamp}\n${field('nonce_str')}\n`);
  const text = Buffer.concat([head, request.body, Buffer.from('\n')]);
  return new Promise((resolve) => {
    verify('RSA-SHA256', text, merchant.merchantKey, Buffer.from(field('signature'), 'base64'), (error, isGood) => resolve(!error && isGood));
  });
}

/** Headers that sign what the platform says. */
export async function platformHeaders(body: string, signer: { platformKeyId: string; platformKey: KeyObject; nowMs: number }): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(signer.nowMs / 1000));
  const word = nonce();
  return {
    'wechatpay-timestamp': timestamp, 'wechatpay-nonce': word, 'wechatpay-serial': signer.platformKeyId,
    'wechatpay-signature': await signLines([timestamp, word, body], signer.platformKey),
  };
}

/** The resource of a notification: AES-256-GCM under the APIv3 key, the tag at the end. */
export function encryptResource(content: object, input: { apiV3Key: string; originalType: string }): object {
  const iv = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', input.apiV3Key, iv).setAAD(Buffer.from(input.originalType));
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  return { original_type: input.originalType, algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: input.originalType, nonce: iv };
}
