import * as z from "zod"
import { Day } from "../days"
import { changesOf, Id } from "../ids"
import { Amount, Currency } from "../money/currency"
import { decimal } from "../money/decimal"
import { hasRate, taxCategories } from "../money/tax"
import { Version } from "../numbers"
import { pageInput } from "../paging-input"
import { line, optionalText, wanted } from "../text"
import { mostReceipts } from "./receipt"
import { expenseCategories, expenseSorts, expenseStates } from "./words"

const fields = {
  /** On the receipt. */
  day: Day,
  supplier: line(200),
  category: z.enum(expenseCategories),
  description: optionalText(2_000),
  currency: Currency,
  /** What was paid, with tax, in minor units. */
  amountMinor: Amount.min(1, "An expense has an amount above 0."),
  taxCategory: z.enum(taxCategories),
  taxPercent: decimal(4, { min: 0, max: 100 }),
  /** Null for what the agency spent on itself. */
  campaignId: Id.nullable(),
  /** Whether the client is billed for it. */
  billable: z.boolean(),
  /** What is added to it then. */
  markupPercent: decimal(4, { min: 0, max: 1_000 }),
}

interface Taxed {
  taxCategory: (typeof taxCategories)[number]
  taxPercent: string
}
/** Whether a tax category goes with a rate. */
export const taxFits = ({ taxCategory, taxPercent }: Taxed): boolean =>
  hasRate(taxCategory) === (taxPercent !== "0")
export const taxMisfit = "Standard tax has a rate above 0, every other category has 0."
export const billsNobody = "An expense without a campaign has no client to be billed. Choose a campaign."

const receiptIds = z.array(Id).max(mostReceipts, `At most ${mostReceipts} receipts.`)

/** An expense of the caller, as a draft. */
export const NewExpense = z
  .strictObject({
    ...fields,
    description: fields.description.default(null),
    taxCategory: fields.taxCategory.default("outside_scope"),
    taxPercent: fields.taxPercent.default("0"),
    campaignId: fields.campaignId.default(null),
    billable: fields.billable.default(false),
    markupPercent: fields.markupPercent.default("0"),
    /** Receipts that the caller has uploaded. */
    receiptIds: receiptIds.default([]),
  })
  .refine(taxFits, { path: ["taxPercent"], message: taxMisfit })
  .refine(({ billable, campaignId }) => !billable || campaignId !== null, {
    path: ["billable"],
    message: billsNobody,
  })
export type NewExpense = z.output<typeof NewExpense>

export const UpdateExpense = z.strictObject({
  id: Id,
  version: Version,
  /** What is absent stays. */
  changes: changesOf(fields),
})

const reason = optionalText(1_000).default(null)
/** A step for which nobody asks why. */
export const StepExpense = z.strictObject({ id: Id, version: Version })
/** A step that says why. */
export const AnswerExpense = z.strictObject({ id: Id, version: Version, reason })

export const AttachReceipts = z.strictObject({
  id: Id,
  version: Version,
  receiptIds: receiptIds.min(1, "Name at least one receipt."),
})
export const RemoveReceipt = z.strictObject({ id: Id, version: Version, receiptId: Id })

const filters = {
  /** Finds suppliers and descriptions. */
  text: wanted(200).nullish(),
  state: z.array(z.enum(expenseStates)).max(expenseStates.length).nullish(),
  userId: z.array(Id).max(200).nullish(),
  /** `null` in it stands for expenses without a campaign. */
  campaignId: z.array(Id.nullable()).max(100).nullish(),
  category: z.array(z.enum(expenseCategories)).max(expenseCategories.length).nullish(),
  /** Of these days, both included. */
  from: Day.nullish(),
  to: Day.nullish(),
  billable: z.boolean().nullish(),
  /** Submitted ones of others that the caller approves or rejects. */
  toDecide: z.boolean().nullish(),
}

export const ListExpenses = z.strictObject({
  ...pageInput,
  ...filters,
  sort: z.enum(expenseSorts).default("day"),
  direction: z.enum(["asc", "desc"]).default("desc"),
})
export type ListExpenses = z.output<typeof ListExpenses>

export const SumExpenses = z.strictObject(filters)

export const UpdateExpenseRules = z.strictObject({
  /** Of the agency's settings. */
  version: Version,
  /** Up to what amount of one expense managers approve, in the agency's currency; null: nothing. */
  limitMinor: Amount.nullable(),
})
