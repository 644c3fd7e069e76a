import type { Workflow } from "../workflow"

export const timesheetStates = ["open", "submitted", "approved"] as const
export type TimesheetState = (typeof timesheetStates)[number]

export const timesheetStateLabels: Record<TimesheetState, string> = {
  open: "Open",
  submitted: "Submitted",
  approved: "Approved",
}

export const timesheetStepNames = ["submit", "withdraw", "approve", "sendBack", "reopen"] as const
export type TimesheetStep = (typeof timesheetStepNames)[number]

/** A person's week: they submit it, somebody else approves it or sends it back. */
export const timesheetSteps: Workflow<TimesheetStep, TimesheetState> = {
  submit: { label: "Submit", from: ["open"], to: "submitted" },
  withdraw: { label: "Withdraw", from: ["submitted"], to: "open" },
  approve: { label: "Approve", from: ["submitted"], to: "approved" },
  sendBack: { label: "Send back", from: ["submitted"], to: "open", asksWhy: true },
  reopen: { label: "Reopen", from: ["approved"], to: "open", asksWhy: true },
}

/** Steps that the person takes; the others are for whoever approves, and never for one's own week. */
export const ownTimesheetSteps: readonly TimesheetStep[] = ["submit", "withdraw"]

/** Steps that take back what stood. */
export const backSheetSteps: readonly TimesheetStep[] = ["withdraw", "sendBack", "reopen"]

export const rateKinds = ["cost", "billing"] as const
/** What an hour costs the agency, or what the client is billed for it. */
export type RateKind = (typeof rateKinds)[number]

export const roundings = ["nearest", "up", "down"] as const
export type Rounding = (typeof roundings)[number]
