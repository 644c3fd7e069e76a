import * as z from "zod"
import { Day } from "../days"
import { Id } from "../ids"
import { Amount, Currency } from "../money/currency"
import { decimal } from "../money/decimal"
import { hasRate, taxCategories } from "../money/tax"
import { Version } from "../numbers"
import { pageInput } from "../paging-input"
import { optionalEmail, optionalLine, optionalText, wanted } from "../text"
import { invoiceKinds, invoicePurposes, invoiceSorts, invoiceStates, unitCodes } from "./words"

const largest = 1_000_000_000

/** Percent up to 4 digits after the point. */
const percent = decimal(4, { min: 0, max: 100 })

export const AdjustmentInput = z
  .strictObject({
    kind: z.enum(["discount", "charge"]),
    percent: percent.nullable().default(null),
    /** Minor units of the invoice's currency. */
    minor: Amount.nullable().default(null),
    reason: optionalLine(200).default(null),
  })
  .refine(({ percent, minor }) => (percent === null) !== (minor === null), {
    path: ["percent"],
    message: "Write either a percentage or an amount.",
  })

/** A line as it is written. A line that exists is named by its id; the order of lines is that of the list. */
export const LineInput = z
  .strictObject({
    id: Id.nullish(),
    description: optionalText(2_000).default(null),
    quantity: decimal(4, { min: -largest, max: largest }).default("1"),
    unit: z.enum(unitCodes).default("piece"),
    /** In major units; what is taken back has a negative quantity (BR-27). */
    unitPrice: decimal(6, { min: 0, max: largest }),
    adjustments: z.array(AdjustmentInput).max(5, "At most 5 discounts and charges a line.").default([]),
    /** Both left out: by how the client is billed. */
    taxCategory: z.enum(taxCategories).nullish(),
    taxPercent: percent.nullish(),
    campaignId: Id.nullable().default(null),
  })
  .refine(({ taxCategory, taxPercent }) => (taxCategory == null) === (taxPercent == null), {
    path: ["taxPercent"],
    message: "Name the tax category and its rate, or neither of them.",
  })
  .refine(
    ({ taxCategory, taxPercent }) =>
      taxCategory == null || taxPercent == null || hasRate(taxCategory) === (taxPercent !== "0"),
    { path: ["taxPercent"], message: "Standard tax has a rate above 0, every other category has 0." },
  )
export type LineInput = z.output<typeof LineInput>

export const mostLines = 1_000

const draftFields = {
  purpose: z.enum(invoicePurposes),
  currency: Currency,
  prices: z.enum(["net", "gross"]),
  /** Null: the day on which it is issued. */
  issueDay: Day.nullable(),
  /** Null: by the client's terms, from the issue day. */
  dueDay: Day.nullable(),
  /** The period that was worked in (BG-14). */
  periodFrom: Day.nullable(),
  periodTo: Day.nullable(),
  buyerReference: optionalLine(120),
  intro: optionalText(2_000),
  /** Below the totals. */
  note: optionalText(2_000),
  /** At the foot of the paper. */
  footer: optionalText(2_000),
  /** Why no tax is charged; null: the category's own words. */
  taxReason: optionalLine(300),
  adjustments: z.array(AdjustmentInput).max(10, "At most 10 discounts and charges."),
  lines: z.array(LineInput).max(mostLines, `At most ${mostLines} lines.`),
}

const inOrder = <T extends { periodFrom?: string | null | undefined; periodTo?: string | null | undefined }>({
  periodFrom,
  periodTo,
}: T) => periodFrom == null || periodTo == null || periodFrom <= periodTo
const periodOrder = { path: ["periodTo"], message: "The period must not end before it begins." }

/** A draft for a client; what is left out comes from the client's and the agency's settings. */
export const NewInvoice = z
  .strictObject({ clientId: Id, ...z.strictObject(draftFields).partial().shape })
  .refine(inOrder, periodOrder)
export type NewInvoice = z.output<typeof NewInvoice>

/** What is absent stays; `lines` replaces all of them. */
export const UpdateInvoice = z.strictObject({
  id: Id,
  version: Version,
  changes: z
    .strictObject(draftFields)
    .partial()
    .refine(inOrder, periodOrder)
    .refine((changes) => Object.keys(changes).length > 0, "Change at least one field."),
})

export const IssueInvoice = z.strictObject({
  id: Id,
  version: Version,
  /** In the agency's zone; today when left out. */
  issueDay: Day.nullish(),
})

/** Sends an issued document by email; without addresses to those of the client's billing. */
export const SendInvoice = z.strictObject({
  id: Id,
  version: Version,
  emails: z
    .array(optionalEmail.refine((value) => value !== null, "Write an email address.").transform(String))
    .max(10, "At most 10 addresses.")
    .nullish(),
  /** Stands in the email, above what it says by itself. */
  message: optionalText(2_000).default(null),
})

/** Voids an issued invoice by a credit note of the whole. */
export const VoidInvoice = z.strictObject({
  id: Id,
  version: Version,
  reason: optionalText(1_000).default(null),
})

/** A draft of a credit note for an issued invoice; `reason` stands on it. */
export const NewCreditNote = z.strictObject({ id: Id, reason: optionalText(1_000).default(null) })

export const InvoiceFor = z.strictObject({ clientId: Id })

const filters = {
  /** Finds numbers, clients' names and buyer references. */
  text: wanted(200).nullish(),
  kind: z.array(z.enum(invoiceKinds)).max(invoiceKinds.length).nullish(),
  state: z.array(z.enum(invoiceStates)).max(invoiceStates.length).nullish(),
  clientId: z.array(Id).max(100).nullish(),
  campaignId: Id.nullish(),
  /** Issued in these days, both included. */
  from: Day.nullish(),
  to: Day.nullish(),
  /** Due in these days, both included; drafts are not due yet. */
  dueFrom: Day.nullish(),
  dueTo: Day.nullish(),
  currency: Currency.nullish(),
  /** Open and past its due day, on the agency's today. */
  overdue: z.boolean().nullish(),
}

/** What a list's sums are of. */
export const SumInvoices = z.strictObject(filters)

export const ListInvoices = z.strictObject({
  ...pageInput,
  ...filters,
  sort: z.enum(invoiceSorts).default("issueDay"),
  direction: z.enum(["asc", "desc"]).default("desc"),
})
export type ListInvoices = z.output<typeof ListInvoices>
