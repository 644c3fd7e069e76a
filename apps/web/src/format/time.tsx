"use client"

import { sayDay, sayDayFully, sayFully, sayMoment, sayWhen } from "./dates"
import { sayMoney } from "./money"
import { useReader } from "./reader"

// Browsers and Node carry different versions of the same words (a narrow space, a comma), hence the attribute
// suppressHydrationWarning: the browser's version stands.

/** An instant as a list shows it; all of it on hover. `exact` names day and time. */
export function When({ at, exact = false }: { at: string; exact?: boolean }) {
  const reader = useReader()
  return (
    <time dateTime={at} title={sayFully(at, reader)} suppressHydrationWarning>
      {exact ? sayMoment(at, reader) : sayWhen(at, reader)}
    </time>
  )
}

/** A calendar day (`YYYY-MM-DD`). */
export function Day({ day }: { day: string }) {
  const reader = useReader()
  return (
    <time dateTime={day} title={sayDayFully(day, reader)} suppressHydrationWarning>
      {sayDay(day, reader)}
    </time>
  )
}

/** An amount in minor units of its currency. */
export function Money({ minor, currency }: { minor: number; currency: string }) {
  const { locale } = useReader()
  return (
    <span data-figures suppressHydrationWarning>
      {sayMoney(minor, currency, locale)}
    </span>
  )
}
