import type { Invoice, InvoiceLine } from "@alphas/domain/invoices/dto"
import { digitsOf } from "@alphas/domain/money/currency"
import { type Decimal, decimalOf, divided, rounded, tenTo, textOf, times } from "@alphas/domain/money/decimal"
import { spread } from "@alphas/domain/money/spread"
import type { LineTotals } from "@alphas/domain/money/totals"
import { adjustmentSize } from "../line-adjustments"

/** A line in net prices. Amounts are minor units of the document's currency. */
export interface NetLine {
  /** BT-146, a decimal in major units, never negative: times the quantity and rounded it is `amountMinor`. */
  price: string
  /** Before the line's discounts and charges. */
  amountMinor: number
  /** What each of the line's discounts and charges takes off or adds, in order. */
  adjustmentsMinor: number[]
  /** BT-131: the amount less discounts plus charges. */
  netMinor: number
}

/**
 * The lines of a document in net prices, as EN 16931 wants them (BT-146 to BT-148, BT-131): those of a document with net
 * prices as they are. With gross prices a line's net amount is given by the totals; it is divided among what the line
 * is made of by largest remainders, so that the parts add up and none changes its sign, and the price gets as many
 * digits as it takes to come to that amount again.
 */
export function netLinesOf({
  currency,
  prices,
  lines,
  totals,
}: Pick<Invoice, "currency" | "prices" | "lines" | "totals">): NetLine[] {
  return lines.map((line, index) => {
    const amounts = totals.lines[index]
    if (amounts === undefined) throw new RangeError(`Line ${index + 1} has no totals.`)
    return prices === "net" ? asItIs(line, amounts) : withoutTax(line, amounts, digitsOf(currency))
  })
}

function asItIs(line: InvoiceLine, { amountMinor, netMinor }: LineTotals): NetLine {
  const adjustmentsMinor = line.adjustments.map((each) => Number(adjustmentSize(each, amountMinor)))
  return { price: line.unitPrice, amountMinor, adjustmentsMinor, netMinor }
}

function withoutTax(line: InvoiceLine, { amountMinor, netMinor }: LineTotals, digits: number): NetLine {
  const { units, scale } = decimalOf(line.taxPercent)
  const [numerator, denominator] = [100n * tenTo(scale), 100n * tenTo(scale) + units]
  const parts = [
    BigInt(amountMinor),
    ...line.adjustments.map(
      (each) => (each.kind === "discount" ? -1n : 1n) * adjustmentSize(each, amountMinor),
    ),
  ]
  const [amount = 0n, ...nets] = spread(
    BigInt(netMinor),
    parts.map((part) => ({ numerator: part * numerator, denominator })),
  )
  return {
    price: priceOf(line, amount, digits, { numerator, denominator }),
    amountMinor: Number(amount),
    adjustmentsMinor: nets.map((net, at) => Number(line.adjustments[at]?.kind === "discount" ? -net : net)),
    netMinor,
  }
}

/** Digits that a price has at most: a quantity below 10^10 with them is exact to far less than a minor unit. */
const mostDigits = 20

/** The shortest price, of at least the currency's digits, that comes to `amount` minor units. */
function priceOf(
  { quantity, unitPrice }: InvoiceLine,
  amount: bigint,
  digits: number,
  net: { numerator: bigint; denominator: bigint },
): string {
  const count = decimalOf(quantity)
  const entered = decimalOf(unitPrice)
  const fits = (price: Decimal) => rounded(times(count, price), digits) === amount
  for (let scale = digits; scale <= 8; scale++) {
    const units = divided(
      entered.units * net.numerator * tenTo(scale),
      net.denominator * tenTo(entered.scale),
    )
    if (fits({ units, scale })) return textOf({ units, scale })
  }
  for (let scale = digits; scale <= mostDigits && count.units !== 0n; scale++) {
    const units = divided(amount * tenTo(count.scale + scale), count.units * tenTo(digits))
    if (fits({ units, scale })) return textOf({ units, scale })
  }
  throw new RangeError(`No price comes to ${amount} for ${quantity}.`)
}
