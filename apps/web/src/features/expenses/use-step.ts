"use client"

import type { ExpenseRow } from "@alphas/domain/expenses/dto"
import type { ExpenseStep } from "@alphas/domain/expenses/words"
import { trpc } from "../../data/trpc"

type Row = Pick<ExpenseRow, "id" | "version" | "supplier">

/** What somebody has done by a step, after the name of the supplier. */
export const stepDone: Record<ExpenseStep, string> = {
  submit: "is submitted",
  withdraw: "is a draft again",
  approve: "is approved",
  reject: "is rejected",
  reimburse: "is marked as reimbursed",
  reverse: "is to be decided again",
}

/** Takes a step with an expense. @throws AlphasError when it is refused. */
export function useExpenseStep() {
  const steps = {
    submit: trpc.expenses.submit.useMutation(),
    withdraw: trpc.expenses.withdraw.useMutation(),
    approve: trpc.expenses.approve.useMutation(),
    reimburse: trpc.expenses.reimburse.useMutation(),
  }
  const answers = {
    reject: trpc.expenses.reject.useMutation(),
    reverse: trpc.expenses.reverse.useMutation(),
  }
  return ({ id, version }: Row, step: ExpenseStep, reason: string | null = null) =>
    step === "reject" || step === "reverse"
      ? answers[step].mutateAsync({ id, version, reason })
      : steps[step].mutateAsync({ id, version })
}
