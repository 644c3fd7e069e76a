import { decimalOf, divided, tenTo } from "./decimal"

/** The categories of tax, as UNCL 5305 and EN 16931 (BT-151) know them. */
export const taxCategories = [
  "standard",
  "zero",
  "exempt",
  "reverse_charge",
  "intra_community",
  "export",
  "outside_scope",
] as const
export type TaxCategory = (typeof taxCategories)[number]

export const taxCategoryLabels: Record<TaxCategory, string> = {
  standard: "Standard",
  zero: "Zero rated",
  exempt: "Exempt",
  reverse_charge: "Reverse charge",
  intra_community: "Intra-community supply",
  export: "Export",
  outside_scope: "Outside the scope of tax",
}

/** UNCL 5305 code of a category. */
export const taxCodes: Record<TaxCategory, "S" | "Z" | "E" | "AE" | "K" | "G" | "O"> = {
  standard: "S",
  zero: "Z",
  exempt: "E",
  reverse_charge: "AE",
  intra_community: "K",
  export: "G",
  outside_scope: "O",
}

/**
 * Why no tax is charged, as it stands on the document (BT-120) unless the user writes another reason. Standard and zero
 * rated have none (BR-S-10, BR-Z-10); the others must have one (BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10).
 */
export const taxReasons: Record<TaxCategory, string | null> = {
  standard: null,
  zero: null,
  exempt: "Exempt from VAT",
  reverse_charge: "Reverse charge",
  intra_community: "Intra-community supply",
  export: "Export outside the EU",
  outside_scope: "Not subject to VAT",
}

/** Whether a category has a rate above zero: only the standard one (BR-S-5 to 7, and -5 to -7 of the others). */
export const hasRate = (category: TaxCategory): boolean => category === "standard"

/** `100 + percent` to a base of 100, exact. */
export function withTax(percent: string): { numerator: bigint; denominator: bigint } {
  const { units, scale } = decimalOf(percent)
  return { numerator: 100n * tenTo(scale) + units, denominator: 100n * tenTo(scale) }
}

/**
 * The tax within an amount that holds it, in minor units: what is left over the amount divided by `1 + rate`, which is
 * rounded once, halves away from zero. Tax and rest add up to the amount.
 */
export function taxWithin(grossMinor: number, percent: string): number {
  const { numerator, denominator } = withTax(percent)
  return grossMinor - Number(divided(BigInt(grossMinor) * denominator, numerator))
}
