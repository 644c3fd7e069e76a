/** How many minor units a currency has (ISO 4217): 2 for EUR, 0 for JPY. */
function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

/** An amount in minor units with its currency, as the reader's locale writes it. */
export function sayMoney(minor: number, currency: string, locale: string): string {
  const digits = digitsOf(currency)
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(minor / 10 ** digits)
}

/** A number as the reader's locale writes it; the list's own `"10000+"` becomes "10,000+". */
export function sayCount(count: number | "10000+", locale: string): string {
  const numbers = new Intl.NumberFormat(locale)
  return count === "10000+" ? `${numbers.format(10_000)}+` : numbers.format(count)
}
