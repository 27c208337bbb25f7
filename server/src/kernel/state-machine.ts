/** A life cycle as one table: from each state, the states it may go to. A state with an empty list is final. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** Whether the table allows the step. */
export function allows<State extends string>(table: Transitions<State>, step: { from: State; to: State }): boolean {
  return table[step.from].includes(step.to);
}
