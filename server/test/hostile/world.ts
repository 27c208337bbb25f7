/** The world that hostile calls meet: a mall with open and closed business, people who call, and what is known from the answers so far. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSimulators } from '@coshop/simulators/src/server.ts';
import sharp from 'sharp';
import { signDemo } from '#infra/demo-gateway.ts';
import type { Module } from '#infra/module.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { hashPassword, openSession } from '#modules/identity/index.ts';
import { DOCUMENTS, versionsOf } from '#modules/members/index.ts';
import { TEST_SECRET_KEY, type TestMember } from '#test/app.ts';
import type { TestDatabase } from '#test/database.ts';
import { testMall, type TestMall } from '#test/mall.ts';
import type { Rehearsed } from './calls.ts';
import type { Known } from './schema.ts';
import { type Dice, hostile } from './values.ts';

/** Somebody who calls. The token is undefined for a visitor. */
export interface Player {
  readonly name: string;
  token: string | undefined;
  readonly account: { readonly accountId: bigint; readonly level: 'member' | 'staff' } | undefined;
  /** What only he may read: where one member lives is nobody else's to see. */
  readonly secret: string | undefined;
}

export interface World {
  readonly mall: TestMall;
  readonly players: readonly Player[];
  readonly known: Known;
  /** A right call of a route whose body a schema alone does not make right. */
  rehearse(route: string, dice: Dice): Rehearsed | undefined;
  /** Learns ids, cursors and words from an answer. */
  learn(url: string, body: unknown): void;
  /** What failed beneath the last answer of 500: for the report. */
  failure(): string;
  /** Fresh sessions for everybody: theirs end with the clock. */
  signInAll(): Promise<void>;
  /** A minute later, with everything applied and a registration code in hand. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const PASSWORD = 'Kraftvoll-71-morgens';
const REMEMBERED = 48;
const LEARNT = /^(?:[1-9]\d{14,18}|[0-9a-f]{64}|[A-Z0-9]{6,10}|-?\d{1,9}(?:\.\d{1,19})?|\d{4}-\d{2}-\d{2})$/;
const UNLIMITED = { limit: 1_000_000_000, windowMs: 1 };

/** Opens the world on a fresh database. */
export async function openWorld(db: TestDatabase): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coshop-hostile-'));
  let nowMs = (): number => 0;
  const simulators = await makeSimulators({ secret: TEST_SECRET_KEY, serverUrl: 'http://127.0.0.1:1', nowMs: () => nowMs() });
  const simulatorPort = Number(new URL(await simulators.http.listen({ port: 0, host: '127.0.0.1' })).port);
  let failure = '';
  const listener: Module = {
    name: 'listener', texts: { 'zh-CN': {}, en: {} },
    routes: (http) => void http.addHook('onError', async (_request, _reply, error) => void (failure = error.stack ?? error.message)),
  };
  const mall = await testMall(db, { before: [listener], config: { dataDir, simulatorPort }, identity: { limits: { smsAddress: UNLIMITED, smsTotal: UNLIMITED } } });
  nowMs = () => mall.infra.clock.wall().getTime();
  const members = await invite(mall);
  const players = playersOf(mall, members);
  const memory = makeMemory(mall, members);
  const codes: object[] = [];
  const picture = await sharp({ create: { width: 240, height: 240, channels: 3, background: 'red' } }).png().toBuffer();
  const rehearse = rehearsals(mall, { memory, members, codes, picture });
  let phones = 0;
  return {
    mall, players, known: memory.known, learn: memory.learn, rehearse, failure: () => failure,
    async signInAll() {
      await mall.unit(async (ctx) => {
        for (const player of players) if (player.account) player.token = (await openSession(ctx, { ...player.account, accountId: player.account.accountId as TestMember['memberId'], client: 'test', ip: '203.0.113.1' })).token;
      });
    },
    async settle() {
      await mall.infra.clock.advance(61_000);
      phones += 1;
      const phone = `137${String(phones).padStart(8, '0')}`;
      const { body } = await mall.visitor.post('/api/auth/sms', { phone, purpose: 'register' });
      await mall.drain();
      const code = /\d{6}/.exec(mall.messages.at(-1)?.text ?? '')?.[0] ?? '';
      codes.push({ phone, challenge: (body as { challenge: string }).challenge, code, password: PASSWORD, bornOn: null, consent: true, versions: versionsOf(DOCUMENTS) });
    },
    async close() {
      await mall.close();
      await simulators.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Members with orders in every state; the second was invited by the first. */
async function invite(mall: TestMall): Promise<readonly [TestMember, TestMember]> {
  const passwordHash = await hashPassword(PASSWORD, { kind: 'member', own: [] });
  const first = await mall.member({ name: 'First', passwordHash });
  await mall.confirmed(first, mall.goods.package);
  const { inviteCode } = (await first.get('/api/me')).body as { inviteCode: string };
  const second = await mall.member({ name: 'Second', passwordHash, inviteCode });
  for (const member of [first, second]) {
    await member.post('/api/me/contacts', { name: 'A', phone: '13800000000', regionCode: '330106', detail: secretOf(member) });
    for (const goods of Object.values(mall.goods).slice(0, 3)) {
      await mall.placed(member, goods);
      await mall.paid(member, goods);
      await mall.shipped(member, goods);
      await mall.confirmed(member, goods);
    }
  }
  const operator = mall.crew.get('operator');
  if (operator) await mall.price(operator);
  await mall.drain();
  return [first, second];
}

const secretOf = (member: TestMember): string => `house of ${member.phone}`;

function playersOf(mall: TestMall, members: readonly TestMember[]): Player[] {
  const staff = [...[...mall.crew].map(([role, one]) => ({ name: role as string, one })), { name: 'other supplierOwner', one: mall.otherSupplierStaff }];
  return [
    { name: 'visitor', token: undefined, account: undefined, secret: undefined },
    ...members.map((member, index): Player => ({ name: `member ${index + 1}`, token: member.token, account: { accountId: member.memberId, level: 'member' }, secret: secretOf(member) })),
    ...staff.map(({ name, one }): Player => ({ name, token: one.token, account: { accountId: one.accountId, level: 'staff' }, secret: undefined })),
  ];
}

interface Memory {
  readonly known: Known;
  learn(url: string, body: unknown): void;
  /** The latest things of a name. */
  of(name: string): readonly string[];
}

/** `orders`, `orderId` and `order` are one name. */
const plain = (name: string): string => name.replace(/Id$/, '').replace(/s$/, '').toLowerCase();

function makeMemory(mall: TestMall, members: readonly TestMember[]): Memory {
  const seen = new Map<string, string[]>();
  const note = (name: string, value: string): void => {
    const values = seen.get(plain(name)) ?? [];
    if (!values.includes(value)) values.unshift(value);
    seen.set(plain(name), values.slice(0, REMEMBERED));
  };
  const walk = (name: string, value: unknown): void => {
    if (typeof value === 'string' && LEARNT.test(value)) note(name, value);
    if (Array.isArray(value)) for (const one of value.slice(0, 3)) walk(name, one);
    else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) walk(key === 'id' || key === 'items' ? name : key === 'nextCursor' ? 'cursor' : key, inner);
  };
  const soon = (): string[] => [-1, 0, 1, 2, 5].map((days) => formatDay(dayOf(mall.infra.clock.now()) + days));
  const phones = members.map(({ phone }) => phone);
  const words: Readonly<Record<string, () => readonly unknown[]>> = {
    phone: () => [...phones, '13812345678', '+86 138 1234 5678'], password: () => [PASSWORD, mall.crew.get('owner')?.name ?? ''], day: soon, channel: () => ['demo'], carrier: () => ['sf', 'other'],
    trackingnumber: () => ['SF1234567890', 'sf 12-34 56'], quantity: () => [1, 2], priceatom: () => ['10000000', '9000000'], amountpt: () => ['100000000', '1'], pricefen: () => ['12345', '39900'], supplyfen: () => ['0', '100'],
    sku: () => Object.values(mall.goods).map(({ skuId }) => String(skuId)), product: () => Object.values(mall.goods).map(({ productId }) => String(productId)), category: () => [String(mall.categoryId)],
    replace: () => seen.get('contact') ?? [], image: () => ['a'.repeat(64)], url: () => ['http://127.0.0.1:1/'], totalfen: () => ['12345', '39900', '5000'], limit: () => [1, 2, 100], bucket: () => [0, 5, ...phones.length > 0 ? [Number((members[0]?.memberId ?? 0n) >> 12n & 1023n)] : []],
  };
  return {
    of: (name) => seen.get(plain(name)) ?? [],
    known: (name) => [...(words[plain(name)]?.() ?? []), ...(seen.get(plain(name)) ?? [])],
    learn(url, body) {
      const parts = url.split('/');
      const named = parts.findIndex((part) => part.startsWith('{'));
      walk(parts.at(named === -1 ? -1 : named - 1) ?? url, body);
    },
  };
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Uploads that are pictures, nearly pictures, or none: too small, too large, cut off, of another kind. */
function upload(dice: Dice, good: Buffer): Rehearsed {
  const png = Buffer.from(PIXEL, 'base64');
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  const svg = (side: number, colour: string): Buffer => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="9" height="9" fill="${colour}"/></svg>`);
  const bytes = dice.pick([good, png, bomb, png.subarray(0, 40), svg(300, 'red'), Buffer.from('GIF89a\u0001\u0000\u0001\u0000', 'latin1'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('RIFF\0\0\0\0WEBPVP8 '), Buffer.alloc(0), Buffer.alloc(1_000, 7)]);
  return { raw: bytes, headers: { 'content-type': dice.pick(['image/png', 'image/jpeg', 'image/webp']) } };
}

function rehearsals(mall: TestMall, { memory, members, codes, picture }: { memory: Memory; members: readonly TestMember[]; codes: object[]; picture: Buffer }): World['rehearse'] {
  const pickOf = (dice: Dice, name: string): string => dice.pick(['1', ...memory.of(name)]);
  const notification = (dice: Dice): Rehearsed => {
    const fields: Record<string, unknown> = { event: 'payment.succeeded', attemptId: pickOf(dice, 'attempt'), transactionId: `T-${dice.below(1_000_000_000)}`, amountFen: dice.pick(['12345', '39900', '5000']), currency: 'CNY', paidAt: mall.infra.clock.wall().toISOString() };
    // A gateway whose signature is right may still send anything.
    if (dice.once(2)) fields[dice.pick(Object.keys(fields) as [string, ...string[]])] = hostile(dice);
    const body = JSON.stringify(fields);
    const timestamp = dice.once(8) ? '9'.repeat(dice.below(20)) : String(Math.floor(mall.infra.clock.wall().getTime() / 1000));
    const nonce = `n${dice.below(1_000_000)}`;
    const signature = signDemo(TEST_SECRET_KEY, { timestamp, nonce, body });
    return { raw: body, headers: { 'content-type': 'application/json', 'x-demo-timestamp': timestamp, 'x-demo-nonce': nonce, 'x-demo-signature': signature } };
  };
  const made: Readonly<Record<string, (dice: Dice) => Rehearsed | undefined>> = {
    'POST /api/payments/{channel}/notify': notification,
    'POST /api/console/media': (dice) => upload(dice, picture),
    'POST /api/members': () => {
      const body = codes.pop();
      return body && { body };
    },
    'POST /api/auth/sign-in': (dice) => ({ body: { phone: members[dice.below(2)]?.phone, password: PASSWORD } }),
  };
  return (route, dice) => made[route]?.(dice);
}
