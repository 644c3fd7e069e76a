"use client"

import type { ExpenseRow } from "@alphas/domain/expenses/dto"
import { type ExpenseStep, expenseSteps } from "@alphas/domain/expenses/words"
import { done } from "../../feedback/undo"
import { ReasonDialog } from "../../forms/reason-dialog"
import { stepDone, useExpenseStep } from "./use-step"

interface Props {
  expense: ExpenseRow
  step: ExpenseStep
  close: () => void
}

/** Asks why, for a step of an expense that asks for it, and takes it. */
export function StepDialog({ expense, step, close }: Props) {
  const take = useExpenseStep()
  const { label } = expenseSteps[step]
  return (
    <ReasonDialog
      title={
        step === "reverse" ? `Reverse the approval of ${expense.supplier}` : `${label} ${expense.supplier}`
      }
      action={label}
      note={`${expense.person.name} reads it with the expense.`}
      save={(reason) => take(expense, step, reason)}
      onSaved={() => done(`${expense.supplier} ${stepDone[step]}`)}
      close={close}
    />
  )
}
