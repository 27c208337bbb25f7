/** Demo only: a merchant and a simulated WeChat Pay with keys of their own, made at the first start and kept beside the data. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#infra/config.ts';
import type { WechatPaySettings } from '#infra/wechat-pay/settings.ts';
import { writeWhole } from './write-whole.ts';

const MCHID = '1900000109';
const APPID = 'wxd3a0demo00000000';

interface Facts { mchid: string; appid: string; serial: string; apiV3Key: string; platformKeyId: string }

/** Where the keys of both sides lie; the simulators read the same folder. */
export function demoWechatFolder(dataDir: string): string {
  return join(dataDir, 'simulators', 'wechat');
}

/** Writes a pair of keys as NAME-key.pem and NAME-public.pem. */
function writePair(folder: string, name: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeWhole(join(folder, `${name}-key.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeWhole(join(folder, `${name}-public.pem`), publicKey.export({ type: 'spki', format: 'pem' }));
}

/** Makes the folder unless it is there; the settings are written last, so that a start that was cut off begins anew. */
function makeKeys(folder: string): Facts {
  const file = join(folder, 'settings.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writePair(folder, 'merchant');
    writePair(folder, 'platform');
    const facts: Facts = {
      mchid: MCHID, appid: APPID, serial: randomBytes(20).toString('hex').toUpperCase(), apiV3Key: randomBytes(16).toString('hex'), platformKeyId: `PUB_KEY_ID_${randomBytes(16).toString('hex')}`,
    };
    writeWhole(file, JSON.stringify(facts, null, 2));
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Facts;
}

/** What the demo's shop knows of its simulated WeChat Pay; the same at every start on one data folder. */
export function demoWechatPay(config: Pick<Config, 'dataDir' | 'port' | 'publicUrl' | 'simulatorPort'>): WechatPaySettings {
  const folder = demoWechatFolder(config.dataDir);
  const { mchid, appid, serial, apiV3Key, platformKeyId } = makeKeys(folder);
  return {
    mchid, appid, serial, apiV3Key, simulated: true, baseUrl: `http://127.0.0.1:${config.simulatorPort}/`, notifyBase: `http://127.0.0.1:${config.port}`, publicUrl: config.publicUrl,
    privateKey: readFileSync(join(folder, 'merchant-key.pem'), 'utf8'), platformKeys: { [platformKeyId]: readFileSync(join(folder, 'platform-public.pem'), 'utf8') },
  };
}
