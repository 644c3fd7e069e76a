"use client"

import { sayMoney } from "./money"
import { useReader } from "./reader"

interface Props {
  minor: number
  /** ISO 4217. */
  currency: string
  /** Leaves out zero cents. */
  short?: boolean
}

/** An amount of money as the reader's locale writes it. */
export function Money({ minor, currency, short = false }: Props) {
  const { locale } = useReader()
  return (
    <span data-figures suppressHydrationWarning>
      {sayMoney(minor, currency, locale, short ? "short" : undefined)}
    </span>
  )
}
