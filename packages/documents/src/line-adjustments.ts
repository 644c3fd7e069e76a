import { decimalOf, divided, tenTo } from "@alphas/domain/money/decimal"
import type { Adjustment } from "@alphas/domain/money/totals"

const percentOf = (minor: number, percent: string): bigint => {
  const { units, scale } = decimalOf(percent)
  return divided(BigInt(minor) * units, 100n * tenTo(scale))
}

/** What an adjustment of a line comes to, in prices as they are entered: of the amount before any of them. */
export const adjustmentSize = ({ percent, minor }: Adjustment, amountMinor: number): bigint =>
  percent === null ? BigInt(minor ?? 0) : percentOf(amountMinor, percent)
