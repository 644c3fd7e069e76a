"use client"

import { sayFully, sayMoment, sayWhen } from "./dates"
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
