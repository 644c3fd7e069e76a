import { digitsOf } from "./currency"
import { type Decimal, decimalOf, divided, rounded, tenTo, times } from "./decimal"
import { share, spread } from "./spread"
import { type TaxCategory, withTax } from "./tax"

/** A discount or a charge: of so many percent, or of so many minor units of the currency. */
export interface Adjustment {
  kind: "discount" | "charge"
  /** A decimal; null where the amount is given. */
  percent: string | null
  minor: number | null
  reason: string | null
}

/** What of a line its amount depends on. Decimals are text, so that they stay exact. */
export interface PricedLine {
  /** Up to 4 digits after the point; negative for what is taken back. */
  quantity: string
  /** In major units of the currency, up to 6 digits after the point; never negative (BR-27). */
  unitPrice: string
  adjustments: readonly Adjustment[]
  taxCategory: TaxCategory
  /** `"19"`; `"0"` for every category but the standard one. */
  taxPercent: string
}

/** What of a document its totals depend on. */
export interface Priced {
  /** ISO 4217. */
  currency: string
  /** Whether unit prices and adjustments hold the tax. */
  prices: "net" | "gross"
  lines: readonly PricedLine[]
  /** On the whole document. */
  adjustments: readonly Adjustment[]
}

/** Amounts of a line, in minor units. */
export interface LineTotals {
  /** Quantity times unit price, in prices as they are entered. */
  amountMinor: number
  /** The same after the line's discounts and charges. */
  valueMinor: number
  /** Without tax (BT-131). */
  netMinor: number
}

/** The part of a discount or charge on the whole that falls on one tax rate. Amounts are not negative. */
export interface AdjustmentTotals {
  /** Which one of the document's. */
  index: number
  kind: "discount" | "charge"
  taxCategory: TaxCategory
  taxPercent: string
  /** In prices as they are entered. */
  valueMinor: number
  /** Without tax (BT-92, BT-99). */
  netMinor: number
}

/** Tax of one category and rate (BG-23). */
export interface TaxTotals {
  category: TaxCategory
  percent: string
  /** BT-116 */
  baseMinor: number
  /** BT-117 */
  taxMinor: number
}

/** Every amount of a document, in minor units of its currency. */
export interface Totals {
  lines: LineTotals[]
  adjustments: AdjustmentTotals[]
  taxes: TaxTotals[]
  /** BT-106 */
  linesMinor: number
  /** BT-107 */
  discountMinor: number
  /** BT-108 */
  chargeMinor: number
  /** BT-109 */
  netMinor: number
  /** BT-110 */
  taxMinor: number
  /** BT-112 */
  grossMinor: number
  /**
   * BT-114: with gross prices what is missing from net and tax, each rounded by the rule, to the price that was agreed;
   * nothing with net prices.
   */
  roundingMinor: number
  /** What is to be paid for it: gross and rounding. */
  payableMinor: number
}

/** The largest amount, either way, in minor units. */
export const largestAmount = 10_000_000_000_000

/** An amount that is larger than any document may hold; of the line, where it is one. */
export class AmountTooLarge extends RangeError {
  constructor(readonly line: number | null) {
    super("This amount is too large.")
  }
}

const hundred = decimalOf("100")

/** An amount of minor units times `percent / 100`, halves away from zero. */
const percentOf = (minor: bigint, percent: string): bigint => {
  const { units, scale } = decimalOf(percent)
  return divided(minor * units, hundred.units * tenTo(scale))
}

/** What an adjustment takes from, or adds to, an amount: negative for a discount. */
function adjusted({ kind, percent, minor }: Adjustment, amount: bigint): bigint {
  const size = percent === null ? BigInt(minor ?? 0) : percentOf(amount, percent)
  return kind === "discount" ? -size : size
}

interface Item {
  /** In prices as they are entered; negative for a discount. */
  value: bigint
  net: bigint
}

interface Group {
  category: TaxCategory
  percent: string
  lines: Item[]
  adjustments: (Item & { index: number; kind: Adjustment["kind"] })[]
}

const sumOf = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n)

/**
 * The totals of a document by EN 16931: quantity times price is rounded once, at the line; discounts and charges are
 * amounts of their own (BR-CO-10 to 13); tax is of the sum of a category and rate, rounded once (BR-CO-14, BR-CO-17,
 * BR-S-8 and its siblings). Halves are rounded away from zero, so that a credit note mirrors its invoice.
 *
 * A discount or charge on the whole is divided among the rates: of percent, by what stands under each; of an amount, in
 * proportion to it. With gross prices the net amount of a rate is its gross amount divided by `1 + rate`, rounded once,
 * and divided among the lines so that they add up.
 *
 * @throws AmountTooLarge
 */
export function totalsOf({ currency, prices, lines, adjustments }: Priced): Totals {
  const digits = digitsOf(currency)
  const groups = new Map<string, Group>()
  const made = lines.map((line, index) => {
    const product: Decimal = times(decimalOf(line.quantity), decimalOf(line.unitPrice))
    const amount = rounded(product, digits)
    const value = amount + sumOf(line.adjustments.map((each) => adjusted(each, amount)))
    const item: Item = { value, net: value }
    groupOf(groups, line).lines.push(item)
    minorOf(amount, index)
    minorOf(value, index)
    return { amount, item }
  })
  const all = [...groups.values()]
  adjustments.forEach((adjustment, index) => {
    spreadAdjustment(all, adjustment, index)
  })
  let rounding = 0n
  const taxes = all.map((group): TaxTotals => {
    const items = [...group.lines, ...group.adjustments]
    const value = sumOf(items.map((item) => item.value))
    const base = prices === "net" ? value : netOf(group.percent, value, items)
    const tax = percentOf(base, group.percent)
    if (prices === "gross") rounding += value - base - tax
    return {
      ...{ category: group.category, percent: group.percent },
      ...{ baseMinor: minorOf(base), taxMinor: minorOf(tax) },
    }
  })
  const parts = all
    .flatMap((group) =>
      group.adjustments.map((part): AdjustmentTotals => {
        const sign = part.kind === "discount" ? -1n : 1n
        return {
          ...{ index: part.index, kind: part.kind },
          ...{ taxCategory: group.category, taxPercent: group.percent },
          ...{ valueMinor: minorOf(sign * part.value), netMinor: minorOf(sign * part.net) },
        }
      }),
    )
    .sort((one, other) => one.index - other.index)
  const total = (kind: Adjustment["kind"]) =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? part.netMinor : 0), 0)
  const linesMinor = minorOf(sumOf(made.map(({ item }) => item.net)))
  const [discountMinor, chargeMinor] = [total("discount"), total("charge")]
  const netMinor = linesMinor - discountMinor + chargeMinor
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0)
  const grossMinor = minorOf(BigInt(netMinor) + BigInt(taxMinor))
  const roundingMinor = minorOf(rounding)
  return {
    lines: made.map(({ amount, item }, index) => ({
      amountMinor: minorOf(amount, index),
      valueMinor: minorOf(item.value, index),
      netMinor: minorOf(item.net, index),
    })),
    ...{ adjustments: parts, taxes, linesMinor, discountMinor, chargeMinor, netMinor, taxMinor, grossMinor },
    ...{ roundingMinor, payableMinor: grossMinor + roundingMinor },
  }
}

function groupOf(groups: Map<string, Group>, { taxCategory, taxPercent }: PricedLine): Group {
  const key = `${taxCategory} ${taxPercent}`
  const group = groups.get(key) ?? { category: taxCategory, percent: taxPercent, lines: [], adjustments: [] }
  groups.set(key, group)
  return group
}

function spreadAdjustment(groups: readonly Group[], adjustment: Adjustment, index: number): void {
  // Without a line there is nothing that a discount or charge could be of.
  if (groups.length === 0) return
  const sums = groups.map((group) => sumOf(group.lines.map(({ value }) => value)))
  const parts =
    adjustment.percent !== null
      ? sums.map((sum) => adjusted(adjustment, sum))
      : share(
          adjusted(adjustment, 0n),
          sums.map((sum) => (sum < 0n ? -sum : sum)),
        )
  groups.forEach((group, at) => {
    const value = parts[at] ?? 0n
    if (value !== 0n) group.adjustments.push({ index, kind: adjustment.kind, value, net: value })
  })
}

/** What of a gross amount is net; the items' own net amounts add up to it. */
function netOf(percent: string, value: bigint, items: readonly Item[]): bigint {
  const { numerator, denominator } = withTax(percent)
  const net = divided(value * denominator, numerator)
  const nets = spread(
    net,
    items.map((item) => ({ numerator: item.value * denominator, denominator: numerator })),
  )
  items.forEach((item, at) => {
    item.net = nets[at] ?? 0n
  })
  return net
}

function minorOf(value: bigint, line: number | null = null): number {
  if (value > BigInt(largestAmount) || value < -BigInt(largestAmount)) throw new AmountTooLarge(line)
  return Number(value)
}
