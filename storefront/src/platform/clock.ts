/** The device's clock: for countdowns and pauses only. What is due is decided by the server's business time. */
export function deviceNow(): number {
  return Date.now();
}

/** Resolves after some time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
