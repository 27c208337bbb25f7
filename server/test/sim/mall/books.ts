/** The books by hand: every account is a number under its name, every entry takes from one and adds to another. */
export class Books {
  private readonly accounts = new Map<string, bigint>();

  /** Moves an amount; an account of a holder is `kind/holder`. */
  move(from: string, to: string, amount: bigint): void {
    this.accounts.set(from, this.of(from) - amount);
    this.accounts.set(to, this.of(to) + amount);
  }

  of(account: string): bigint {
    return this.accounts.get(account) ?? 0n;
  }

  /** Σ over the holders of a kind; of a system account its balance. */
  sumOf(kind: string): bigint {
    let sum = 0n;
    for (const [name, balance] of this.accounts) if (name === kind || name.startsWith(`${kind}/`)) sum += balance;
    return sum;
  }
}
