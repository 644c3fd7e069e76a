import { z } from "zod"

/** An amount in minor units of its currency (cents for EUR, yen for JPY), never negative; up to 10^13. */
export const Amount = z
  .int("Write an amount in whole minor units.")
  .min(0, "An amount must not be negative.")
  .max(10_000_000_000_000, "This amount is too large.")

/** ISO 4217. */
export const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, "Write the currency as three letters, like EUR (ISO 4217).")

/** ISO 4217: currencies whose minor unit is not a hundredth. What Intl knows of them differs between machines. */
const unusual: Record<number, string> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
}

/** How many digits the minor unit of a currency has after the point. */
export function digitsOf(currency: string): number {
  const [digits] = Object.entries(unusual).find(([, list]) => list.includes(currency)) ?? [2]
  return Number(digits)
}
