import { decimalOf, divided, tenTo } from "../money/decimal"
import { taxWithin } from "../money/tax"

/** What of an expense its amounts depend on. */
export interface Priced {
  /** What was paid, with tax, in minor units. */
  amountMinor: number
  taxPercent: string
  billable: boolean
  markupPercent: string
}

/** Amounts of an expense, in minor units of its currency. */
export interface ExpenseAmounts {
  /** The tax within what was paid. */
  taxMinor: number
  /** What it costs the agency, which gets the tax back. */
  netMinor: number
  /** What the client is billed before tax: net and markup; null for what is not billed. */
  billMinor: number | null
}

/** The amounts of an expense; each is rounded once, halves away from zero. */
export function amountsOf({ amountMinor, taxPercent, billable, markupPercent }: Priced): ExpenseAmounts {
  const taxMinor = taxWithin(amountMinor, taxPercent)
  const netMinor = amountMinor - taxMinor
  const { units, scale } = decimalOf(markupPercent)
  const hundred = 100n * tenTo(scale)
  const billMinor = billable ? Number(divided(BigInt(netMinor) * (hundred + units), hundred)) : null
  return { taxMinor, netMinor, billMinor }
}
