import type { Workflow } from "../workflow"

export const expenseStates = ["draft", "submitted", "approved", "rejected", "reimbursed"] as const
export type ExpenseState = (typeof expenseStates)[number]

export const expenseStateLabels: Record<ExpenseState, string> = {
  draft: "Draft",
  submitted: "Submitted",
  approved: "Approved",
  rejected: "Rejected",
  reimbursed: "Reimbursed",
}

export const expenseStepNames = ["submit", "withdraw", "approve", "reject", "reverse", "reimburse"] as const
export type ExpenseStep = (typeof expenseStepNames)[number]

/**
 * `draft -> submitted -> approved | rejected -> reimbursed`: the person submits it, somebody else approves or rejects
 * it. What was rejected is edited and submitted again; an approval is reversed while nothing was paid on it.
 */
export const expenseSteps: Workflow<ExpenseStep, ExpenseState> = {
  submit: { label: "Submit", from: ["draft", "rejected"], to: "submitted" },
  withdraw: { label: "Withdraw", from: ["submitted"], to: "draft" },
  approve: { label: "Approve", from: ["submitted"], to: "approved" },
  reject: { label: "Reject", from: ["submitted"], to: "rejected", asksWhy: true },
  reimburse: { label: "Mark as reimbursed", from: ["approved"], to: "reimbursed" },
  reverse: { label: "Reverse approval", from: ["approved"], to: "submitted", asksWhy: true },
}

/** States in which an expense counts in the actuals of its campaign. */
export const countedStates = ["approved", "reimbursed"] as const satisfies ExpenseState[]
/** States in which the person changes or removes it. */
export const ownEditableStates: readonly ExpenseState[] = ["draft", "rejected"]
/** States in which whoever manages the expenses of others changes it. */
export const managedEditableStates: readonly ExpenseState[] = ["draft", "rejected", "submitted"]

export const expenseCategories = [
  "travel",
  "accommodation",
  "meals",
  "media",
  "production",
  "software",
  "equipment",
  "freelancers",
  "printing",
  "training",
  "office",
  "other",
] as const
/** What money was spent on. */
export type ExpenseCategory = (typeof expenseCategories)[number]

export const expenseCategoryLabels: Record<ExpenseCategory, string> = {
  travel: "Travel",
  accommodation: "Accommodation",
  meals: "Meals and entertainment",
  media: "Media and advertising",
  production: "Production",
  software: "Software",
  equipment: "Equipment",
  freelancers: "Freelancers",
  printing: "Printing",
  training: "Training",
  office: "Office",
  other: "Other",
}

export const expenseSorts = ["day", "amount", "supplier", "createdAt"] as const
export type ExpenseSort = (typeof expenseSorts)[number]
