import { stepsFrom } from "../workflow"
import {
  type ExpenseState,
  type ExpenseStep,
  expenseSteps,
  managedEditableStates,
  ownEditableStates,
} from "./words"

/** How somebody stands to an expense. */
export interface Standing {
  /** It is their own. */
  own: boolean
  /** It is within their reach of `expenses.approve`. */
  approves: boolean
  /** It is within their reach of `expenses.manage`. */
  manages: boolean
  /** It stands on an invoice. */
  billed: boolean
}

/** Why somebody must not take a step with an expense, whatever its state; null when they may. */
export function refusedStep(step: ExpenseStep, { own, approves, manages, billed }: Standing): string | null {
  switch (step) {
    case "submit":
    case "withdraw":
      return own ? null : "Only the person whose expense it is can do this."
    case "approve":
    case "reject":
      if (own) return "Somebody else approves your expense."
      return approves ? null : "Your role does not approve this expense. Ask finance."
    case "reverse":
      if (!manages) return "Only finance can reverse an approval."
      return billed ? "This expense stands on an invoice. Void the invoice first." : null
    case "reimburse":
      return manages ? null : "Only finance can mark an expense as reimbursed."
  }
}

/** The steps that somebody may take with an expense, in the order of the workflow. */
export const stepsOpen = (state: ExpenseState, standing: Standing): ExpenseStep[] =>
  stepsFrom(expenseSteps, state).filter((step) => refusedStep(step, standing) === null)

/** Whether somebody may change an expense: their own before it is submitted, those of others before it is approved. */
export const mayEdit = (state: ExpenseState, { own, manages }: Standing): boolean =>
  (own && ownEditableStates.includes(state)) || (!own && manages && managedEditableStates.includes(state))
