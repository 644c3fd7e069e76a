/** What people note down of time on a task. */
export const taskNotes = [
  "First draft",
  "Second round after the feedback",
  "Corrections",
  "Research and references",
  "Files prepared and handed over",
  "Checked against the briefing",
  "Variants for the presentation",
  "Final version",
] as const

/** What people note down of time on a campaign besides its tasks. */
export const asideNotes = [
  "Weekly call with the client",
  "Status meeting",
  "Questions of the client answered",
  "Planning of the next weeks",
  "Handover in the team",
  "Preparation of the presentation",
  "Feedback collected",
] as const
