import type { PersonRef } from "../users/dto"
import type { PaymentKind, PaymentMethod } from "./words"

/** A payment or refund. Amounts are minor units of its own currency, above zero both ways; the day is the agency's. */
export interface PaymentRow {
  id: string
  kind: PaymentKind
  client: { id: string; name: string }
  day: string
  currency: string
  minor: number
  method: PaymentMethod
  reference: string | null
  note: string | null
  /** What of it settles invoices, in its own currency. */
  usedMinor: number
  invoices: { id: string; number: string; minor: number }[]
  /** When it was taken back. */
  reversedAt: string | null
  createdBy: PersonRef | null
  createdAt: string
}

/** What a client owes and has paid too much, a currency each. */
export interface ClientBalance {
  currency: string
  openMinor: number
  overdueMinor: number
  /** Paid and neither used for any invoice nor refunded. */
  creditMinor: number
  /** What credit notes still give. */
  creditNotesMinor: number
}
