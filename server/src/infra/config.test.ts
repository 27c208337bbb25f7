import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';
import { loadWechatPay } from './wechat-pay/settings.ts';

const load = (env: Record<string, string>, args: string[] = []) => loadConfig({ env, args, cwd: '/srv/shop' });

test('without settings it is a demo on loopback with its data beside the project', () => {
  expect(load({})).toMatchObject({ mode: 'demo', host: '127.0.0.1', port: 3000, metricsPort: 3001, dataDir: '/srv/shop/.data', databaseUrl: undefined });
});

test('every problem is reported at once', () => {
  const problems = (): readonly string[] => {
    try {
      load({ PORT: 'http', METRICS_PORT: '0', SECRET_KEY: 'short', LOG_LEVEL: 'loud', HOST: '0.0.0.0' });
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
    }
    return [];
  };
  expect(problems()).toHaveLength(5);
});

test('live mode names everything that is missing and refuses', () => {
  expect(() => load({}, ['--live'])).toThrow(/SECRET_KEY[\s\S]*PUBLIC_URL[\s\S]*SMS_GATEWAY_URL[\s\S]*SMS_GATEWAY_TOKEN[\s\S]*payment gateway/);
  const given = { SECRET_KEY: '5e'.repeat(32), PUBLIC_URL: 'https://shop.example', SMS_GATEWAY_URL: 'http://sms.example', SMS_GATEWAY_TOKEN: 't' };
  expect(() => load(given, ['--live'])).toThrow(/SMS_GATEWAY_URL must be an https address/);
  expect(() => load(given, ['--live'])).not.toThrow(/SECRET_KEY|PUBLIC_URL|TOKEN/);
});

test('a demo is shown on a network only on purpose', () => {
  expect(load({ HOST: '0.0.0.0', DEMO_PUBLIC: '1' }).host).toBe('0.0.0.0');
});

test('a proxy is believed by its address, its network or a word, and nothing else', () => {
  expect(load({}).trustedProxies).toEqual(['loopback']);
  expect(load({ TRUSTED_PROXY: '10.0.0.7, 172.16.0.0/12, ::1' }).trustedProxies).toEqual(['10.0.0.7', '172.16.0.0/12', '::1']);
  for (const wrong of ['proxy', '10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.1/']) expect(() => load({ TRUSTED_PROXY: wrong })).toThrow(/TRUSTED_PROXY/);
});

test('WeChat Pay is configured whole or not at all, and whatever is missing or wrong is named without showing a key', () => {
  const problemsOf = (env: Record<string, string>): string => {
    try {
      load({ PUBLIC_URL: 'https://shop.example', ...env }, ['--live']);
    } catch (error) {
      return error instanceof ConfigError ? error.problems.join('\n') : '';
    }
    return '';
  };
  expect(problemsOf({})).toContain('a payment gateway: set WECHAT_PAY_MCHID');
  const some = problemsOf({ WECHAT_PAY_MCHID: '1900000109', WECHAT_PAY_APIV3_KEY: 'too short', WECHAT_PAY_PRIVATE_KEY_FILE: '/nowhere/key.pem', WECHAT_PAY_NOTIFY_BASE: 'http://shop.example' });
  for (const named of ['WECHAT_PAY_APPID is missing', 'WECHAT_PAY_SERIAL is missing', 'WECHAT_PAY_PUBLIC_KEY_ID is missing', 'WECHAT_PAY_PUBLIC_KEY_FILE is missing', 'WECHAT_PAY_APIV3_KEY must be 32 bytes', '/nowhere/key.pem does not exist', 'https addresses']) {
    expect(some).toContain(named);
  }
  expect(some).not.toContain('a payment gateway');
  expect(some).not.toContain('too short');
});

test('with everything set, the keys are read by their ids', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(folder, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const problems: string[] = [];
  const settings = loadWechatPay({
    WECHAT_PAY_MCHID: '1900000109', WECHAT_PAY_APPID: 'wx1', WECHAT_PAY_SERIAL: 'AB', WECHAT_PAY_PRIVATE_KEY_FILE: join(folder, 'key.pem'), WECHAT_PAY_APIV3_KEY: 'k'.repeat(32),
    WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_1,PUB_KEY_ID_2', WECHAT_PAY_PUBLIC_KEY_FILE: `${join(folder, 'public.pem')},${join(folder, 'public.pem')}`,
  }, { publicUrl: 'https://shop.example', problems });
  rmSync(folder, { recursive: true });
  expect([problems, Object.keys(settings?.platformKeys ?? {}), settings?.baseUrl, settings?.notifyBase]).toEqual([[], ['PUB_KEY_ID_1', 'PUB_KEY_ID_2'], 'https://api.mch.weixin.qq.com/', 'https://shop.example']);
});
