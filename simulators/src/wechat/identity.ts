/** Who the simulated WeChat Pay and its one merchant are: a folder that the demo server fills at its first start. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface WechatIdentity {
  readonly mchid: string;
  readonly appid: string;
  /** Serial number of the merchant's certificate. */
  readonly serial: string;
  readonly merchantKey: KeyObject;
  /** 32 bytes that notifications are encrypted with. */
  readonly apiV3Key: string;
  readonly platformKeyId: string;
  readonly platformKey: KeyObject;
}

interface Facts { mchid: string; appid: string; serial: string; apiV3Key: string; platformKeyId: string }

/** The identity in a folder; undefined when there is none. */
export function readIdentity(folder: string): WechatIdentity | undefined {
  const file = join(folder, 'settings.json');
  if (!existsSync(file)) return undefined;
  const { mchid, appid, serial, apiV3Key, platformKeyId } = JSON.parse(readFileSync(file, 'utf8')) as Facts;
  return {
    mchid, appid, serial, apiV3Key, platformKeyId,
    merchantKey: createPublicKey(readFileSync(join(folder, 'merchant-public.pem'))), platformKey: createPrivateKey(readFileSync(join(folder, 'platform-key.pem'))),
  };
}
