/** The engine's pure domain with a Map for a database: what the services do, without SQL. For tests and random histories. */
import { firstIndex, type Index, type NoonResult, runNoon } from '#modules/airdrop/domain/fund.ts';
import { cohortChanges, decide, type Fund, type Interval, newStake, type Operation, type Reclaim, type Stake, unitsNow, valueNow, isEligible } from '#modules/airdrop/domain/stake.ts';
import type { Balance, HistoryEvent } from './naive-fund.ts';

export class ModelFund {
  readonly stakes = new Map<string, Stake>();
  readonly intervals = new Map<string, Interval[]>();
  readonly cohorts = new Map<number, bigint>();
  readonly indexes: Index[] = [firstIndex(0)];
  readonly noons: NoonResult[] = [];
  credited = 0n;
  issued = 0n;

  readonly fund: Fund = ((self: ModelFund) => ({
    get current() {
      return self.indexAt(self.indexes.length - 1);
    },
    indexAt: (day: number) => self.indexAt(day),
    endOf: (generation: number) => self.indexes.find((index) => index.generation === generation && index.valuePerUnit === 0n) ?? self.indexAt(-1),
  }))(this);

  indexAt(day: number): Index {
    const index = this.indexes[day];
    if (!index) throw new Error(`no noon ${day}`);
    return index;
  }

  /** Applies one operation to one member, created on first sight. */
  operate(name: string, operation: Operation | Reclaim): void {
    const stake = this.stakes.get(name) ?? newStake(BigInt(this.stakes.size + 1), this.fund.current);
    const outcome = decide(stake, operation, this.fund);
    this.stakes.set(name, outcome.stake);
    this.credited += outcome.credited;
    if (outcome.interval) this.intervals.set(name, [...(this.intervals.get(name) ?? []), outcome.interval]);
    for (const change of cohortChanges(stake, outcome.stake, this.fund)) this.cohorts.set(change.until, (this.cohorts.get(change.until) ?? 0n) + change.units);
  }

  /** Runs a noon as the service does: sum of the open cohorts, new index, lapsed cohorts dropped. */
  noon(day: number, order: { amount: bigint; price: bigint; maxYieldPpm?: bigint }): NoonResult {
    let units = 0n;
    for (const [until, sum] of this.cohorts) if (until >= day) units += sum;
    const result = runNoon(this.fund.current, { day, amount: order.amount, price: order.price, units, maxYieldPpm: order.maxYieldPpm ?? 1_000_000n });
    for (const until of this.cohorts.keys()) if (until <= day || result.index.valuePerUnit === 0n) this.cohorts.delete(until);
    this.indexes.push(result.index);
    this.noons.push(result);
    this.issued += result.issued;
    return result;
  }

  /** Applies one event of a history. */
  apply(event: HistoryEvent): void {
    switch (event.e) {
      case 'reg': return this.operate(event.m, { kind: 'locked', amount: event.frozen });
      case 'activate': return this.operate(event.m, { kind: 'activated' });
      case 'earn': return this.operate(event.m, { kind: 'granted', amount: event.x });
      case 'spend': return this.operate(event.m, { kind: 'spent', amount: event.x });
      case 'until': return this.operate(event.m, { kind: 'until', day: event.day });
      case 'noon': void this.noon(event.day, { amount: event.A, price: event.price });
    }
  }

  /** Shares, points so far and locked shares of every member, each cut to atoms. */
  balances(): Map<string, Balance> {
    return new Map([...this.stakes].map(([name, stake]) => {
      const now = valueNow(stake, this.fund);
      return [name, { shares: now.shares, points: stake.earned + now.points, frozen: stake.locked }];
    }));
  }

  /** Σ units of the eligible by last noon, from the members themselves: must equal the cohorts. */
  unitsByUntil(): Map<number, bigint> {
    const sums = new Map<number, bigint>();
    for (const stake of this.stakes.values()) {
      if (!isEligible(stake, this.fund.current)) continue;
      const units = unitsNow(stake, this.fund);
      if (units !== 0n) sums.set(stake.until, (sums.get(stake.until) ?? 0n) + units);
    }
    return sums;
  }
}
