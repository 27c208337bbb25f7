import { expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

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
  expect(() => load({}, ['--live'])).toThrow(/SECRET_KEY[\s\S]*PUBLIC_URL[\s\S]*payment gateway[\s\S]*SMS gateway[\s\S]*safe/);
});

test('a demo is shown on a network only on purpose', () => {
  expect(load({ HOST: '0.0.0.0', DEMO_PUBLIC: '1' }).host).toBe('0.0.0.0');
});

test('a proxy is believed by its address, its network or a word, and nothing else', () => {
  expect(load({}).trustedProxies).toEqual(['loopback']);
  expect(load({ TRUSTED_PROXY: '10.0.0.7, 172.16.0.0/12, ::1' }).trustedProxies).toEqual(['10.0.0.7', '172.16.0.0/12', '::1']);
  for (const wrong of ['proxy', '10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.1/']) expect(() => load({ TRUSTED_PROXY: wrong })).toThrow(/TRUSTED_PROXY/);
});
