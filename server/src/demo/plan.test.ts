import { describe, expect, test } from 'vitest';
import { FRESH_VIP, PARTNER, REGISTERED } from './accounts.ts';
import { DAY, DAYS, MEMBERS, planHistory } from './plan.ts';

describe('the plan of the demo history', () => {
  const { joins, purchases } = planHistory(1);
  const packages = new Map(purchases.filter(({ kind }) => kind !== 'ordinary').map((purchase) => [purchase.member, purchase]));
  const children = (inviter: number) => joins.filter((join) => join.inviter === inviter).map((join) => join.member);
  const team = (member: number): number[] => children(member).flatMap((child) => [child, ...team(child)]);

  test('is the same for the same seed', () => {
    expect(planHistory(1)).toEqual({ joins, purchases });
    expect(planHistory(2)).not.toEqual({ joins, purchases });
  });

  test('has 300 members, everyone invited by somebody who joined and was confirmed before him', () => {
    expect(joins).toHaveLength(MEMBERS);
    const confirmed = new Map<number, number>();
    for (const { member, confirmedAt } of purchases) if (confirmedAt !== null) confirmed.set(member, Math.min(confirmed.get(member) ?? Infinity, confirmedAt));
    for (const { member, inviter, at } of joins) {
      if (member === PARTNER) expect(inviter).toBeNull();
      else expect(confirmed.get(inviter ?? -1), `member ${member} is invited by ${inviter}, who may share`).toBeLessThan(at);
    }
  });

  test('makes a partner by the numbers of the seed (N23)', () => {
    for (const shopkeeper of [3, 4, 5, 6]) {
      expect(children(shopkeeper).filter((member) => packages.has(member)).length).toBeGreaterThanOrEqual(6);
      expect(team(shopkeeper).filter((member) => packages.has(member)).length).toBeGreaterThanOrEqual(66);
    }
    expect(Math.max(...[...packages.values()].map(({ confirmedAt }) => confirmedAt ?? 0))).toBeLessThan(DAYS * DAY);
  });

  test('ends with orders to pay, to ship and to receive, a fresh VIP and one who only registered', () => {
    const end = DAYS * DAY;
    const open = purchases.filter(({ at }) => at < end && at > end - 30 * 60_000);
    expect(open.filter(({ paidAt }) => paidAt === null).length).toBeGreaterThan(3);
    expect(purchases.filter(({ paidAt, shippedAt }) => paidAt !== null && paidAt < end && (shippedAt === null || shippedAt > end)).length).toBeGreaterThan(5);
    expect(purchases.filter(({ shippedAt, confirmedAt }) => shippedAt !== null && shippedAt < end && (confirmedAt === null || confirmedAt > end)).length).toBeGreaterThan(5);
    expect(packages.get(FRESH_VIP)?.confirmedAt).toBeGreaterThan(end - 1.5 * DAY);
    expect(purchases.some(({ member }) => member === REGISTERED)).toBe(false);
  });

  test('steps of a purchase come in order and belong to somebody who has joined', () => {
    for (const { member, at, paidAt, shippedAt, confirmedAt } of purchases) {
      expect(at).toBeGreaterThan(joins[member]?.at ?? Infinity);
      if (paidAt !== null) expect(paidAt).toBeGreaterThan(at);
      if (shippedAt !== null) expect(shippedAt).toBeGreaterThan(paidAt ?? Infinity);
      if (confirmedAt !== null) expect(confirmedAt).toBeGreaterThan(shippedAt ?? Infinity);
    }
  });
});
