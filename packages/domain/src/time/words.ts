import type { Workflow } from "../workflow"

export const sheetStates = ["open", "submitted", "approved"] as const
export type SheetState = (typeof sheetStates)[number]

export const sheetStateLabels: Record<SheetState, string> = {
  open: "Open",
  submitted: "Submitted",
  approved: "Approved",
}

export const sheetStepNames = ["submit", "withdraw", "approve", "sendBack", "reopen"] as const
export type SheetStep = (typeof sheetStepNames)[number]

/** A person's week: they submit it, somebody else approves it or sends it back. */
export const sheetSteps: Workflow<SheetStep, SheetState> = {
  submit: { label: "Submit", from: ["open"], to: "submitted" },
  withdraw: { label: "Withdraw", from: ["submitted"], to: "open" },
  approve: { label: "Approve", from: ["submitted"], to: "approved" },
  sendBack: { label: "Send back", from: ["submitted"], to: "open", asksWhy: true },
  reopen: { label: "Reopen", from: ["approved"], to: "open", asksWhy: true },
}

/** Steps that the person takes; the others are for whoever approves, and never for one's own week. */
export const ownSheetSteps: readonly SheetStep[] = ["submit", "withdraw"]

/** Steps that take back what stood. */
export const backSheetSteps: readonly SheetStep[] = ["withdraw", "sendBack", "reopen"]

export const rateKinds = ["cost", "billing"] as const
/** What an hour costs the agency, or what the client is billed for it. */
export type RateKind = (typeof rateKinds)[number]

export const roundings = ["nearest", "up", "down"] as const
export type Rounding = (typeof roundings)[number]
