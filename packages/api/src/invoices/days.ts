import type { invoices } from "@alphas/db/schema/invoices"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import type { Parties } from "./parties"

/** The day on which a document is due that is issued on a day: its own, or by the client's or the agency's terms. */
export function dueDayOf(
  { dueDay, kind }: Pick<typeof invoices.$inferSelect, "dueDay" | "kind">,
  { own, billing }: Parties,
  issueDay: string,
): string {
  if (dueDay !== null) return dueDay
  return kind === "credit_note"
    ? issueDay
    : dayOf(dayNumberOf(issueDay) + (own.termsDays ?? billing.termsDays))
}
