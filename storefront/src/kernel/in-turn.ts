/** `act` once at a time: whoever calls while it is under way gets what it answers when it is done once more, so what he wrote before his call is in it. */
export function inTurn<Result>(act: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  let waiting: Promise<Result> | undefined;
  const start = (): Promise<Result> => {
    waiting = undefined;
    running = act().finally(() => { running = undefined; });
    return running;
  };
  return () => {
    if (!waiting && !running) return start();
    waiting ??= running?.then(start, start) ?? start();
    return waiting;
  };
}
