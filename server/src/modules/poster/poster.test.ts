import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create } from 'qrcode';
import { giveInviteCode } from '#modules/members/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { codeOf, testApp, type TestApp, type TestMember } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type Card, DESIGNS, posterSvg, WIDTH } from './domain.ts';
import { glyphsOf } from './glyphs.ts';

const QR = create('https://shop.example/i/ABCD2345', { errorCorrectionLevel: 'M' }).modules;
const card = (change: Partial<Card> = {}): Card => ({
  design: 'hills', code: 'ABCD2345', host: 'shop.example', avatar: '<rect width="80" height="80"/>', qr: { size: QR.size, dark: (row, column) => QR.get(row, column) === 1 },
  texts: { title: 'T', line: 'L', scan: 'S', code: 'C', watermark: null }, ...change,
});

describe('the drawing', () => {
  test('a name is text and never markup', () => {
    const svg = posterSvg(card({ texts: { ...card().texts, line: '</text><script>&"' } }));
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&amp;&quot;');
    expect(svg).not.toContain('<script>');
  });

  test('the watermark stands on a demo and on nothing else', () => {
    expect(posterSvg(card())).not.toContain('DEMO');
    for (const design of DESIGNS) expect(posterSvg(card({ design, texts: { ...card().texts, watermark: 'DEMO' } }))).toContain('DEMO');
  });

  test('the code is drawn module by module', () => {
    const path = /<path d="(M[^"]*)" fill="#1D2129"\/><\/g>/.exec(posterSvg(card()))?.[1] ?? '';
    const unit = 176 / QR.size;
    const drawn = new Set<string>();
    for (const [, x, y, width] of path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)/g)) {
      for (let n = 0; n < Math.round(Number(width) / unit); n++) drawn.add(`${Math.round(Number(y) / unit)}:${Math.round(Number(x) / unit) + n}`);
    }
    const dark = Array.from({ length: QR.size ** 2 }, (_, n) => [Math.floor(n / QR.size), n % QR.size] as const).filter(([row, column]) => QR.get(row, column) === 1);
    expect([...drawn].sort()).toEqual(dark.map(([row, column]) => `${row}:${column}`).sort());
  });

  test('the font has letters and Chinese, and says what it has not', () => {
    const canDraw = glyphsOf(readFileSync(new URL('fonts/NotoSansSC-Medium.ttf', import.meta.url)));
    expect(['A', 'é', '\u4e00', '\u9f99', '\u7389'].every(canDraw)).toBe(true);
    expect(['\u{1f600}', '\u{20000}', '\ud55c', '\uffff'].some(canDraw)).toBe(false);
  });
});

describe('a member\'s invitation', () => {
  let db: TestDatabase;
  let t: TestApp;
  let sharer: TestMember;
  let newcomer: TestMember;
  beforeAll(async () => {
    db = await testDatabase();
    t = await testApp(db, { modules: ['rules', 'poster', 'referral'] });
    await t.unit((ctx) => installPack(t.infra, ctx, SEED_PACK));
    sharer = await t.member({ name: '\u9648\u6668' });
    newcomer = await t.member();
    await t.unit((ctx) => giveInviteCode(ctx, sharer.memberId));
    await db.sql.run('insert into referral.node (ordinal, member_id, depth, registered_at, purchased, level) values (1, $1, 0, $2, 1, 1)', [sharer.memberId, t.infra.clock.now()]);
  });
  afterAll(async () => {
    await t.close();
    await db.close();
  });
  const png = (caller: TestMember, url = '/api/me/posters/hills', headers: Record<string, string> = {}) => t.app.http.inject({ method: 'GET', url, headers: { ...caller.headers, ...headers } });

  test('names the address by which the shop was reached, and the designs', async () => {
    const { body } = await sharer.send({ method: 'GET', url: '/api/me/invitation', headers: { host: '192.168.1.20:4000' } });
    const { code, link, designs } = body as { code: string; link: string; designs: string[] };
    expect(link).toBe(`http://192.168.1.20:4000/i/${code}`);
    expect(designs).toEqual([...DESIGNS]);
  });

  test('is nothing for who is merely registered (N17), and for nobody but members', async () => {
    expect((await newcomer.get('/api/me/invitation')).body).toEqual({ code: null, link: null, designs: [] });
    const refused = await newcomer.get('/api/me/posters/hills');
    expect([refused.status, codeOf(refused)]).toEqual([409, 'poster.notYet']);
    expect((await t.visitor.get('/api/me/posters/hills')).status).toBe(401);
    expect((await (await t.staff('owner')).get('/api/me/posters/hills')).status).toBe(403);
    expect((await sharer.get('/api/me/posters/gold')).status).toBe(400);
  });

  test('is drawn as a PNG of the right size, once for the same content', async () => {
    const first = await png(sharer);
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'image/png']);
    expect([first.rawPayload.readUInt32BE(16), first.rawPayload.readUInt32BE(20)]).toEqual([WIDTH, 1600]);
    expect((await png(sharer)).rawPayload.equals(first.rawPayload)).toBe(true);
    const again = await png(sharer, '/api/me/posters/hills', { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    const renamed = await sharer.post('/api/me/name', { name: 'Ada' });
    expect(renamed.status).toBe(200);
    expect((await png(sharer)).headers.etag).not.toBe(first.headers.etag);
  });
});
