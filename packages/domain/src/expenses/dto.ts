import type { TaxRate } from "../money/billing"
import type { Conversion } from "../money/exchange"
import type { TaxCategory } from "../money/tax"
import type { PersonRef } from "../users/dto"
import type { ExpenseAmounts } from "./amounts"
import type { Receipt } from "./receipt"
import type { ExpenseCategory, ExpenseState, ExpenseStep } from "./words"

/** Money that somebody spent. Amounts are minor units of its currency; days are the agency's. */
export interface ExpenseRow extends ExpenseAmounts {
  id: string
  person: PersonRef
  /** `YYYY-MM-DD`, on the receipt. */
  day: string
  supplier: string
  category: ExpenseCategory
  description: string | null
  /** ISO 4217. */
  currency: string
  /** What was paid, with tax. */
  amountMinor: number
  taxCategory: TaxCategory
  taxPercent: string
  campaign: { id: string; name: string } | null
  billable: boolean
  markupPercent: string
  state: ExpenseState
  /** Why it was rejected, or its approval reversed. */
  reason: string | null
  /** How many there are. */
  receiptCount: number
  submittedAt: string | null
  decidedAt: string | null
  reimbursedAt: string | null
  /** Steps that the reader may take; an approval may still lie beyond their limit. */
  steps: ExpenseStep[]
  mayEdit: boolean
  createdAt: string
  version: number
}

/** An expense as its page shows it. */
export interface Expense extends ExpenseRow {
  receipts: Receipt[]
  decidedBy: PersonRef | null
  reimbursedBy: PersonRef | null
  /** What it counts in the actuals of its campaign, once it is approved. */
  counted: { minor: number; currency: string; conversion: Conversion } | null
  mayReadHistory: boolean
}

/** Sums of the expenses that filters let pass, of a currency. */
export interface ExpenseSums {
  currency: string
  count: number
  amountMinor: number
  netMinor: number
  /** What of it is to be approved, and to be reimbursed. */
  submittedMinor: number
  approvedMinor: number
}

/** By which rules expenses are approved. */
export interface ExpenseRules {
  /** Up to what amount managers approve, in `limitCurrency`; null: nothing. */
  limitMinor: number | null
  limitCurrency: string
  /** The tax rates that the agency uses, to choose from; its first one is offered first. */
  taxRates: TaxRate[]
  /** Of the agency's settings. */
  version: number
}
