/** What WeChat Pay knows this shop by: read from the environment, all of it or none. */
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface WechatPaySettings {
  readonly mchid: string;
  readonly appid: string;
  /** Serial number of the merchant's certificate. */
  readonly serial: string;
  /** PEM of the merchant's private key. */
  readonly privateKey: string;
  /** 32 bytes that decrypt notifications. */
  readonly apiV3Key: string;
  /** PEM of the keys WeChat Pay signs with, by their id: PUB_KEY_ID_… or a platform certificate's serial number. */
  readonly platformKeys: Readonly<Record<string, string>>;
  /** Notifications come to /api/payments/wechat/notify below this address, without a trailing slash. */
  readonly notifyBase: string;
  /** Where payers come back to, without a trailing slash. */
  readonly publicUrl: string;
  /** Where the gateway is; WeChat's own address unless it is simulated. */
  readonly baseUrl: string;
  readonly simulated: boolean;
}

const NAMES = {
  WECHAT_PAY_MCHID: 'the merchant number',
  WECHAT_PAY_APPID: 'the app id that the merchant number is bound to',
  WECHAT_PAY_SERIAL: 'the serial number of the merchant certificate',
  WECHAT_PAY_PRIVATE_KEY_FILE: 'the file of the merchant private key (apiclient_key.pem)',
  WECHAT_PAY_APIV3_KEY: 'the APIv3 key, 32 characters',
  WECHAT_PAY_PUBLIC_KEY_ID: 'the id of the WeChat Pay public key (PUB_KEY_ID_…) or the serial number of a platform certificate; several with commas',
  WECHAT_PAY_PUBLIC_KEY_FILE: 'the file of that public key or certificate; several with commas, in the same order',
} as const;
type Name = keyof typeof NAMES;

const OFFICIAL = 'https://api.mch.weixin.qq.com/';

/** A file that must hold a key of a kind; what is wrong goes to `problems`, never the key. */
function pemOf(path: string, input: { name: Name; read: (pem: string) => unknown; problems: string[] }): string {
  try {
    const pem = readFileSync(path, 'utf8');
    input.read(pem);
    return pem;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    input.problems.push(`${input.name}: ${path} ${missing ? 'does not exist' : `is not ${NAMES[input.name]}`}`);
    return '';
  }
}

/** PEM of a public key, given as such or as a certificate. */
function publicPem(pem: string): string {
  const key = pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** The settings of WeChat Pay, undefined when none is set; whatever is missing or wrong goes to `problems`. */
export function loadWechatPay(env: Readonly<Record<string, string | undefined>>, input: { publicUrl: string; problems: string[] }): WechatPaySettings | undefined {
  const { problems } = input;
  const names = Object.keys(NAMES) as Name[];
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return undefined;
  const before = problems.length;
  problems.push(...missing.map((name) => `${name} is missing: ${NAMES[name]}`));
  const value = (name: Name): string => env[name] ?? '';
  if (value('WECHAT_PAY_APIV3_KEY') !== '' && Buffer.byteLength(value('WECHAT_PAY_APIV3_KEY')) !== 32) problems.push('WECHAT_PAY_APIV3_KEY must be 32 bytes');
  const notifyBase = (env['WECHAT_PAY_NOTIFY_BASE'] || input.publicUrl).replace(/\/$/, '');
  if (!/^https:\/\/[^?#]+$/.test(notifyBase)) problems.push(`WECHAT_PAY_NOTIFY_BASE (or PUBLIC_URL): WeChat Pay notifies https addresses without a query only, not ${notifyBase}`);
  const keyFile = value('WECHAT_PAY_PRIVATE_KEY_FILE');
  const privateKey = keyFile === '' ? '' : pemOf(keyFile, { name: 'WECHAT_PAY_PRIVATE_KEY_FILE', read: createPrivateKey, problems });
  const ids = value('WECHAT_PAY_PUBLIC_KEY_ID').split(',').filter(Boolean);
  const publicKeys = value('WECHAT_PAY_PUBLIC_KEY_FILE').split(',').filter(Boolean).map((path) => pemOf(path, { name: 'WECHAT_PAY_PUBLIC_KEY_FILE', read: publicPem, problems }));
  if (ids.length > 0 && publicKeys.length > 0 && ids.length !== publicKeys.length) problems.push('WECHAT_PAY_PUBLIC_KEY_ID and WECHAT_PAY_PUBLIC_KEY_FILE must name as many keys, with commas between them');
  if (problems.length > before) return undefined;
  return {
    mchid: value('WECHAT_PAY_MCHID'), appid: value('WECHAT_PAY_APPID'), serial: value('WECHAT_PAY_SERIAL'), privateKey, apiV3Key: value('WECHAT_PAY_APIV3_KEY'),
    platformKeys: Object.fromEntries(ids.map((id, index) => [id, publicPem(publicKeys[index] ?? '')])), notifyBase, publicUrl: input.publicUrl, baseUrl: OFFICIAL, simulated: false,
  };
}
