import type { Reader } from "@alphas/db/connection"
import type { invoices } from "@alphas/db/schema/invoices"
import type { Settlement } from "@alphas/domain/invoices/dto"
import type { Conversion } from "@alphas/domain/money/exchange"
import { may } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"
import type { SignedIn } from "../context"

interface Found extends Record<string, unknown> {
  id: string
  day: string
  minor: number
  paymentId: string | null
  kind: "payment" | "refund" | null
  method: string | null
  reference: string | null
  /** Whether the other document is a credit note, not the invoice that one settled. */
  byNote: boolean
  otherId: string | null
  otherNumber: string | null
  paymentMinor: number | null
  conversion: Conversion | null
}

/** What was settled of a document that was checked, and of a credit note also what it settled elsewhere, in order. */
export async function settlementsOf(
  ctx: SignedIn,
  reader: Reader,
  { id }: Pick<typeof invoices.$inferSelect, "id">,
): Promise<Settlement[]> {
  const rows = await reader.execute<Found>(sql`
    select part.id, part.day::text as day, part.minor::float8 as minor, part.payment_id as "paymentId", payment.kind,
      payment.method, payment.reference, part.invoice_id = ${id} as "byNote", other.id as "otherId", other.number as "otherNumber",
      part.payment_minor::float8 as "paymentMinor", part.conversion
    from settlements part
    left join payments payment on payment.id = part.payment_id
    left join invoices other
      on other.id = case when part.invoice_id = ${id} then part.credit_note_id else part.invoice_id end
    where part.invoice_id = ${id} or part.credit_note_id = ${id}
    order by part.id
    /* visible settlements: of a document that was checked */ /* visible payments: below */
    /* visible invoices: of the same client */`)
  const seesPayments = may(ctx.identity.viewer.role, "payments.read")
  return Array.from(rows, (row): Settlement => {
    const { paymentId, kind, otherId, otherNumber, paymentMinor, conversion } = row
    return {
      ...{ id: row.id, day: row.day, minor: row.minor },
      by:
        paymentId !== null && kind !== null
          ? seesPayments
            ? { kind, id: paymentId, method: row.method ?? "", reference: row.reference }
            : null
          : {
              kind: row.byNote ? "credit_note" : "invoice",
              id: otherId ?? "",
              number: otherNumber ?? "",
            },
      converted:
        conversion === null || paymentMinor === null || !seesPayments
          ? null
          : { minor: paymentMinor, conversion },
    }
  })
}
