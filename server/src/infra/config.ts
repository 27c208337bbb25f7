/** Configuration: read once from the environment, every problem reported at once. process.env is read nowhere else. */
import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { loadWechatPay, type WechatPaySettings } from './wechat-pay/settings.ts';

export interface Config {
  readonly mode: 'demo' | 'live';
  readonly host: string;
  readonly port: number;
  readonly metricsPort: number;
  /** Everything a run writes stands below this folder. */
  readonly dataDir: string;
  /** Undefined: the embedded database below dataDir. */
  readonly databaseUrl: string | undefined;
  /** 32 bytes in hex; encrypts stored secrets and derives keys. Undefined in demo: made at first start and kept in dataDir. */
  readonly secretKey: string | undefined;
  /** What QR codes and cookies are made for, without a trailing slash. */
  readonly publicUrl: string;
  /** Addresses whose X-Forwarded-For is believed: the reverse proxy's. */
  readonly trustedProxies: readonly string[];
  /** Loopback port of the simulators in demo mode. */
  readonly simulatorPort: number;
  /** Undefined: the shop takes no WeChat Pay. A demo's is simulated and made at its start. */
  readonly wechatPay: WechatPaySettings | undefined;
  readonly logLevel: string;
  readonly poolSize: number;
  /** Requests a minute and address; benches raise it. */
  readonly rateLimitPerMinute: number;
  /** Whether sending a code on the web asks for proof of work. */
  readonly smsProofOfWork: boolean;
  /** Where text messages go in a live shop; undefined in a demo, whose messages land in its inbox. */
  readonly smsGateway: { readonly url: string; readonly token: string } | undefined;
  /** What the platform's organisation is called when a live shop is born. */
  readonly shopName: string;
  /** SMS codes an hour over all phones; an alarm rings when it is spent. */
  readonly smsHourlyBudget: number;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration of a process started in `cwd` with `args`; throws ConfigError listing all problems. */
export function loadConfig(input: { env: Environment; args: readonly string[]; cwd: string }): Config {
  const { env, args, cwd } = input;
  const problems: string[] = [];
  const integer = (name: string, range: { fallback: number; min: number; max: number }): number => {
    const text = env[name];
    if (text === undefined || text === '') return range.fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= range.min && value <= range.max) return value;
    problems.push(`${name} must be a whole number from ${range.min} to ${range.max}, not "${text}"`);
    return range.fallback;
  };
  const mode = args.includes('--live') ? 'live' : 'demo';
  const port = integer('PORT', { fallback: 3000, min: 1, max: 65_533 });
  const host = env['HOST'] ?? '127.0.0.1';
  const dataDir = env['DATA_DIR'] ?? '.data';
  const secretKey = env['SECRET_KEY'];
  if (secretKey !== undefined && !/^[0-9a-f]{64}$/.test(secretKey)) problems.push('SECRET_KEY must be 32 bytes in hex (openssl rand -hex 32)');
  const level = env['LOG_LEVEL'] ?? 'warn';
  if (!['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(level)) problems.push(`LOG_LEVEL "${level}" is not a level of pino`);
  const trustedProxies = (env['TRUSTED_PROXY'] ?? 'loopback').split(',').map((one) => one.trim()).filter((one) => one !== '');
  for (const one of trustedProxies) if (!isProxy(one)) problems.push(`TRUSTED_PROXY "${one}" is no address, network (10.0.0.0/8), loopback or uniquelocal`);
  if (mode === 'demo' && host !== '127.0.0.1' && env['DEMO_PUBLIC'] !== '1') {
    problems.push('a demo is bound to 127.0.0.1; set DEMO_PUBLIC=1 as well as HOST to show it on a network');
  }
  if (mode === 'live') problems.push(...missingForLive(env));
  const publicUrl = (env['PUBLIC_URL'] ?? `http://${host}:${port}`).replace(/\/$/, '');
  const wechatPay = mode === 'live' ? loadWechatPay(env, { publicUrl, problems }) : undefined;
  const config: Config = {
    mode, host, port, logLevel: level, secretKey, trustedProxies,
    metricsPort: integer('METRICS_PORT', { fallback: port + 1, min: 1, max: 65_535 }),
    simulatorPort: integer('SIMULATOR_PORT', { fallback: port + 2, min: 1, max: 65_535 }),
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(cwd, dataDir),
    databaseUrl: env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL'],
    publicUrl, wechatPay,
    poolSize: integer('POOL_SIZE', { fallback: 16, min: 4, max: 200 }),
    rateLimitPerMinute: integer('RATE_LIMIT_PER_MINUTE', { fallback: 600, min: 1, max: 1_000_000_000 }),
    smsGateway: mode === 'live' ? { url: env['SMS_GATEWAY_URL'] ?? '', token: env['SMS_GATEWAY_TOKEN'] ?? '' } : undefined,
    shopName: env['SHOP_NAME'] || 'CoShop',
    smsProofOfWork: env['SMS_PROOF_OF_WORK'] !== '0',
    smsHourlyBudget: integer('SMS_HOURLY_BUDGET', { fallback: 1_000, min: 1, max: 1_000_000 }),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function isProxy(text: string): boolean {
  const [address = '', bits] = text.split('/');
  if (bits === undefined) return ['loopback', 'uniquelocal'].includes(text) || isIP(text) !== 0;
  return isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
}

/** Live mode needs real gateways: what is missing of them is named, all at once, so that nobody mistakes a demo for a shop. */
function missingForLive(env: Environment): string[] {
  const needed: Record<string, string> = {
    SECRET_KEY: 'SECRET_KEY: 32 bytes in hex that encrypt stored secrets',
    PUBLIC_URL: 'PUBLIC_URL: the https address members use',
    SMS_GATEWAY_URL: 'SMS gateway: SMS_GATEWAY_URL, the https address that takes text messages as {phone, text}',
    SMS_GATEWAY_TOKEN: 'SMS gateway: SMS_GATEWAY_TOKEN, the bearer token it knows this shop by',
  };
  return [
    ...Object.entries(needed).filter(([name]) => !env[name]).map(([, text]) => text),
    ...(Object.keys(env).some((name) => name.startsWith('WECHAT_PAY_') && env[name]) ? [] : ['a payment gateway: set WECHAT_PAY_MCHID and its fellows (docs: WeChat Pay); the demo channel is refused by a live database']),
    ...[['PUBLIC_URL', env['PUBLIC_URL']], ['SMS_GATEWAY_URL', env['SMS_GATEWAY_URL']]].filter(([, url]) => url && !/^https:\/\/[^\s]+$/.test(url)).map(([name]) => `${name} must be an https address`),
  ];
}
