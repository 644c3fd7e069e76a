import { type Step, stepsFrom, type Workflow } from "@alphas/domain/workflow"
import { invalidField, Refusal } from "./refusal"

/**
 * The step that a row may take from its state.
 * @throws Refusal `workflow` naming what can be done instead, `invalid` at `reason` when the step asks why.
 */
export function stepFrom<Name extends string, State extends string>(
  workflow: Workflow<Name, State>,
  labels: Record<State, string>,
  row: { what: string; state: State },
  name: Name,
  reason: string | null = null,
): Step<State> {
  const step = workflow[name]
  if (!step.from.includes(row.state)) {
    const possible = stepsFrom(workflow, row.state).map((each) => workflow[each].label)
    const instead = possible.length === 0 ? "" : ` Possible steps: ${possible.join(", ")}.`
    throw new Refusal(
      "workflow",
      `"${step.label}" is not possible for ${/^[aeiou]/.test(row.what) ? "an" : "a"} ${row.what} that is ${labels[row.state].toLowerCase()}.${instead}`,
    )
  }
  if (step.asksWhy && reason === null) throw invalidField("reason", "Enter a reason.")
  return step
}
