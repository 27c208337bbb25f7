import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '#infra/context.ts';
import type { Id } from '#kernel/id.ts';
import { canonicalJson, stateAt } from './domain/approval.ts';
import { codeSubject, digitsOf } from './domain/code.ts';
import { weaknessOf } from './domain/password.ts';
import { actsOf, isHeldBack, mayDo, OWN_ACT, ROLES, type Role, ruleOf } from './domain/roles.ts';
import { bucketOfToken, composeToken, isFresh, livesUntil } from './domain/session.ts';
import { addressKey, maskPhone, normaliseName, parsePhone } from './domain/words.ts';

describe('phones', () => {
  test.each([
    ['13800138000', '13800138000'], ['+8613800138000', '13800138000'], ['138 0013 8000', '13800138000'], ['+86 199-0013-8000', '19900138000'],
    ['12800138000', undefined], ['1380013800', undefined], ['138001380001', undefined], ['+85291234567', undefined], ['+14155550100', undefined], ['', undefined],
    ['008613800138000', undefined], ['\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10', undefined],
  ])('of mainland China alone are accepted: %s', (text, phone) => expect(parsePhone(text)).toBe(phone));
  test('are shown with four digits hidden', () => expect(maskPhone('13812345678')).toBe('138****5678'));
  test('are told apart from names, which fold case and width', () => expect(normaliseName(' \uff2fwner ')).toBe('owner'));
});

describe('the address a limit counts', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'], ['::ffff:203.0.113.9', '203.0.113.9'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff::1', '2001:db8:1:2::/64'], ['2001:db8::1', '2001:db8:0:0::/64'], ['::1', '0:0:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'], ['2001:db8::', '2001:db8:0:0::/64'],
  ])('%s is %s', (ip, key) => expect(addressKey(ip)).toBe(key));
  test('is the same for every host of one IPv6 line', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 }), (host) => {
      expect(addressKey(`2001:db8:a:b:${host.map((group) => group.toString(16)).join(':')}`)).toBe('2001:db8:a:b::/64');
    }));
  });
});

describe('passwords', () => {
  const member = { kind: 'member' as const, own: ['13800138000'] };
  test.each([
    ['1234567', 'short'], ['12345678', 'common'], ['password', 'common'], ['Password1', 'common'], ['P@ssw0rd', 'common'], ['woaini1314', 'common'], ['aaaaaaaaaa', 'common'],
    ['abcabcabc', 'common'], ['qwertyuiop', 'common'], ['87654321', 'common'], ['x13800138000x', 'own'], [`${'x7Kq'.repeat(32)}y`, 'long'],
    ['blue horse 42', undefined], ['tr0ub4dor&3', undefined], ['\u6c49\u5b57\u5bc6\u7801\u4e5f\u53ef\u4ee5\u7684', undefined], ['correct horse battery staple', undefined],
  ])('%s: %s', (password, weakness) => expect(weaknessOf(password, member)).toBe(weakness));
  test('of staff are twelve characters at least', () => {
    expect(weaknessOf('blue horse', { kind: 'staff', own: [] })).toBe('short');
    expect(weaknessOf('blue horse 4', { kind: 'staff', own: [] })).toBeUndefined();
  });
  test('up to 128 characters are accepted, whatever they are made of', () => expect(weaknessOf('Qm7%'.concat('zK3!pW9@'.repeat(15), 'abcd'), member)).toBeUndefined());
});

describe('codes', () => {
  test('are six digits for every MAC', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (mac) => {
      expect(digitsOf(mac)).toMatch(/^\d{6}$/);
    }));
  });
  test('of another phone, purpose or challenge have another subject', () => {
    const base = { phone: '13800138000', purpose: 'register' as const, challenge: 'a' };
    const subjects = [base, { ...base, phone: '13800138001' }, { ...base, purpose: 'signIn' as const }, { ...base, challenge: 'b' }].map(codeSubject);
    expect(new Set(subjects).size).toBe(4);
  });
});

describe('tokens', () => {
  test('name their bucket', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1023 }), (bucket) => {
      expect(bucketOfToken('ss', composeToken('ss', bucket, 'A'.repeat(43)))).toBe(bucket);
    }));
  });
  test.each(['', 'ss_1024_'.concat('A'.repeat(43)), 'ss_01_'.concat('A'.repeat(43)), 'ss_1_'.concat('A'.repeat(42)), 'ss_1_'.concat('A'.repeat(44)), 'ak_1_'.concat('A'.repeat(43)), 'ss_1_'.concat('!'.repeat(43))])(
    '"%s" is none', (text) => expect(bucketOfToken('ss', text)).toBeUndefined());
  test('end by idleness and for good: members 30 and 180 days, staff 30 minutes and 12 hours', () => {
    const now = new Date('2026-03-02T00:00:00Z');
    expect(livesUntil('member', now)).toEqual({ idleUntil: new Date('2026-04-01T00:00:00Z'), endsAt: new Date('2026-08-29T00:00:00Z') });
    expect(livesUntil('staff', now)).toEqual({ idleUntil: new Date('2026-03-02T00:30:00Z'), endsAt: new Date('2026-03-02T12:00:00Z') });
  });
  test('prove their holder for five minutes', () => {
    const at = new Date('2026-03-02T00:00:00Z');
    expect(isFresh(at, new Date('2026-03-02T00:05:00Z'))).toBe(true);
    expect(isFresh(at, new Date('2026-03-02T00:05:00.001Z'))).toBe(false);
    expect(isFresh(at, new Date('2026-03-01T23:59:59Z'))).toBe(false);
  });
});

describe('roles', () => {
  const staff = (role: string, orgKind: 'platform' | 'supplier'): Actor => ({
    kind: 'staff', accountId: 1n as Id<'account'>, sessionId: 2n as Id<'session'>, orgId: 3n as Id<'organisation'>, orgKind, roles: [role],
  });
  test('hold exactly these acts', () => {
    expect(Object.fromEntries(Object.entries(ROLES).map(([role, { of }]) => [role, `${of}: ${actsOf({ orgKind: of, roles: [role] }).join(' ')}`]))).toMatchSnapshot();
  });
  test('of one kind of organisation never pass a guard of another, though the act has the same name', () => {
    for (const role of Object.keys(ROLES) as Role[]) {
      const wrong = ROLES[role].of === 'platform' ? 'supplier' : 'platform';
      for (const act of ROLES[role].acts) {
        expect(mayDo(staff(role, ROLES[role].of), { act, of: ROLES[role].of })).toBe(true);
        expect(mayDo(staff(role, ROLES[role].of), { act, of: wrong })).toBe(false);
        expect(mayDo(staff(role, wrong), { act, of: wrong }), 'a role held in an organisation of the wrong kind').toBe(false);
      }
    }
  });
  test('in a suspended organisation lose some acts, and each is said to be held back by that, never one that the role has not', () => {
    const free = staff('supplierOwner', 'supplier');
    const suspended: Actor = { ...free, suspended: true } as Actor;
    const every = [...new Set(Object.values(ROLES).flatMap(({ acts }) => acts))];
    const demand = (act: string) => ({ act, of: 'supplier' as const });
    expect(every.filter((act) => isHeldBack(suspended, demand(act)))).toEqual(every.filter((act) => mayDo(free, demand(act)) && !mayDo(suspended, demand(act))));
    expect(isHeldBack(suspended, demand('catalog.ownWrite'))).toBe(true);
    for (const act of ['orders.ship', 'aftersales.decide', 'suppliers.write', OWN_ACT]) expect(isHeldBack(suspended, demand(act)), act).toBe(false);
    expect(every.some((act) => isHeldBack(free, demand(act)))).toBe(false);
  });
  test('that were retired hold nothing', () => {
    expect(ruleOf('toString')).toBeUndefined();
    expect(actsOf({ orgKind: 'platform', roles: ['toString', 'ghost'] })).toEqual([]);
  });
  test('are not for members, who hold what is meant for members and nothing else', () => {
    const member: Actor = { kind: 'member', accountId: 1n as Id<'account'>, sessionId: 2n as Id<'session'> };
    expect(mayDo(member, { act: 'orders.place', of: 'member' })).toBe(true);
    expect(mayDo(member, { act: 'orders.read', of: ['platform', 'supplier'] })).toBe(false);
    expect(mayDo(member, { act: OWN_ACT, of: ['member', 'platform'] })).toBe(true);
    expect(mayDo({ kind: 'visitor' }, { act: OWN_ACT, of: 'member' })).toBe(false);
    expect(mayDo({ kind: 'system', name: 'x' }, { act: OWN_ACT, of: 'platform' })).toBe(false);
  });
});

describe('approvals', () => {
  test('hash the same input to the same text, whatever the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Parameters<typeof canonicalJson>[0];
      expect(JSON.parse(canonicalJson(json))).toEqual(json);
      if (json !== null && typeof json === 'object' && !Array.isArray(json)) {
        expect(canonicalJson(Object.fromEntries(Object.entries(json).reverse()))).toBe(canonicalJson(json));
      }
    }));
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
  });
  test('expire by time alone', () => {
    const endsAt = new Date('2026-03-03T00:00:00Z');
    expect(stateAt({ state: 'pending', endsAt }, new Date('2026-03-02T23:59:59Z'))).toBe('pending');
    expect(stateAt({ state: 'pending', endsAt }, endsAt)).toBe('expired');
    expect(stateAt({ state: 'approved', endsAt }, endsAt)).toBe('approved');
  });
});
