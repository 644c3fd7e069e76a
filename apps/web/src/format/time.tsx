"use client"

import { sayDay, sayDayFully, sayDays, sayFully, sayMoment, sayWhen } from "./dates"
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

/** A day as people say it; all of it on hover. */
export function Day({ day }: { day: string }) {
  const reader = useReader()
  return (
    <time dateTime={day} title={sayDayFully(day, reader)} suppressHydrationWarning>
      {sayDay(day, reader)}
    </time>
  )
}

/** From one day to another; both in full on hover. */
export function Days({ from, to }: { from: string; to: string }) {
  const reader = useReader()
  return (
    <span
      title={`${sayDayFully(from, reader)} – ${sayDayFully(to, reader)}`}
      data-figures
      suppressHydrationWarning
    >
      {sayDays(from, to, reader)}
    </span>
  )
}
