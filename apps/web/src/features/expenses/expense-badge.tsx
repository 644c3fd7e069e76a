import { type ExpenseState, expenseStateLabels } from "@alphas/domain/expenses/words"
import { DotWord, type Tone } from "../../shell/dot-word"

const tones: Record<ExpenseState, Tone> = {
  draft: "idle",
  submitted: "waiting",
  approved: "good",
  rejected: "bad",
  reimbursed: "over",
}

/** An expense's state. */
export const ExpenseBadge = ({ state }: { state: ExpenseState }) => (
  <DotWord tone={tones[state]}>{expenseStateLabels[state]}</DotWord>
)
