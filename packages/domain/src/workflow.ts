/** One step of a workflow: from which states it may be taken, and where it leads. */
export interface Step<State extends string> {
  /** What its button says. */
  label: string
  from: readonly State[]
  to: State
  /** Whether whoever takes it must say why. */
  asksWhy?: true
}

/** The steps of a workflow by name: the same table draws the buttons and refuses the step. */
export type Workflow<Name extends string, State extends string> = Readonly<Record<Name, Step<State>>>

/** The steps that can be taken from a state, in the table's order. */
export function stepsFrom<Name extends string, State extends string>(
  workflow: Workflow<Name, State>,
  state: State,
): Name[] {
  // The keys of a record are its names; Object.keys cannot say so.
  return (Object.keys(workflow) as Name[]).filter((name) => workflow[name].from.includes(state))
}
