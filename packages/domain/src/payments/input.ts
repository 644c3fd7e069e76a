import * as z from "zod"
import { Day } from "../days"
import { Id } from "../ids"
import { Amount, Currency } from "../money/currency"
import { pageInput } from "../paging-input"
import { optionalLine } from "../text"
import { paymentKinds, paymentMethods } from "./words"

/** A part of a payment, a credit or a credit note that settles an invoice. Minor units of the invoice's currency. */
const Share = z.strictObject({ invoiceId: Id, minor: Amount.min(1, "Write an amount above zero.") })

/**
 * Money that came in. What is not shared out among invoices is the client's credit. A payment in another currency than an
 * invoice's is converted at the rate of its day.
 */
export const NewPayment = z.strictObject({
  clientId: Id,
  day: Day,
  currency: Currency,
  minor: Amount.min(1, "Write an amount above zero."),
  method: z.enum(paymentMethods).default("bank_transfer"),
  reference: optionalLine(120).default(null),
  note: optionalLine(500).default(null),
  shares: z.array(Share).max(200).default([]),
})
export type NewPayment = z.output<typeof NewPayment>

/** Settles invoices from what a client has paid too much, or from a credit note. */
export const ApplyCredit = z.strictObject({
  clientId: Id,
  currency: Currency,
  /** A credit note, or null for the client's credit. */
  creditNoteId: Id.nullable().default(null),
  shares: z.array(Share).min(1).max(200),
})

/** Money that went back to the client, out of its credit or for a credit note. */
export const NewRefund = z.strictObject({
  clientId: Id,
  /** The credit note that is paid out, or null for the client's credit. */
  creditNoteId: Id.nullable().default(null),
  day: Day,
  currency: Currency,
  minor: Amount.min(1, "Write an amount above zero."),
  method: z.enum(paymentMethods).default("bank_transfer"),
  reference: optionalLine(120).default(null),
  note: optionalLine(500).default(null),
})

/** Takes a payment back that was entered by mistake: its shares are undone by postings of their own. */
export const ReversePayment = z.strictObject({ id: Id, reason: optionalLine(500).default(null) })

export const BalancesOf = z.strictObject({ clientId: Id })

export const ListPayments = z.strictObject({
  ...pageInput,
  clientId: z.array(Id).max(100).nullish(),
  invoiceId: Id.nullish(),
  kind: z.array(z.enum(paymentKinds)).max(paymentKinds.length).nullish(),
  method: z.array(z.enum(paymentMethods)).max(paymentMethods.length).nullish(),
  from: Day.nullish(),
  to: Day.nullish(),
  sort: z.enum(["day", "minor", "createdAt"]).default("day"),
  direction: z.enum(["asc", "desc"]).default("desc"),
})
export type ListPayments = z.output<typeof ListPayments>
