/** The sums of expenses, as lists show them. */
export const expenseFigures = [
  { label: "Total", of: "amountMinor" },
  { label: "Net", of: "netMinor" },
  { label: "To approve", of: "submittedMinor", optional: true },
  { label: "To reimburse", of: "approvedMinor", optional: true },
] as const
