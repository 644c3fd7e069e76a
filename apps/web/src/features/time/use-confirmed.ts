"use client"

import { sayUnusual, type Unusual } from "@alphas/domain/time/unusual"
import { invalidFields, refusalOf } from "../../data/refusal"
import { useConfirm } from "../../feedback/confirm"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"

const questions: Record<Unusual["kind"], { title: string; action: string }> = {
  archived: { title: "Log time on this campaign?", action: "Log time" },
  completed: { title: "Log time on this campaign?", action: "Log time" },
  notBegun: { title: "Log time on this campaign?", action: "Log time" },
  emptyDays: { title: "Submit a week with empty days?", action: "Submit week" },
}

/** What the server asks about instead of doing it; null for another refusal. */
export function askedBy(error: unknown): Unusual | null {
  const { reason, current } = refusalOf(error)
  // As the API asks.
  return reason === "unconfirmed" ? (current as Unusual) : null
}

/** The reader was asked and said no. */
class Declined extends Error {}
export const isDeclined = (error: unknown): boolean => error instanceof Declined

/**
 * Does something that the server may ask about: the reader is asked, and it is done again as confirmed.
 * @throws AlphasError what the server refuses, and at the campaign when the reader says no.
 */
export function useConfirmed() {
  const [confirm, reader] = [useConfirm(), useReader()]
  const ask = (unusual: Unusual): Promise<boolean> =>
    confirm({
      ...questions[unusual.kind],
      text: sayUnusual(unusual, (day) => sayDay(day, reader)),
    })
  const confirmed = async <Result>(send: (confirm: boolean) => Promise<Result>): Promise<Result> => {
    try {
      return await send(false)
    } catch (error) {
      const unusual = askedBy(error)
      if (unusual === null) throw error
      if (!(await ask(unusual)))
        throw unusual.kind === "emptyDays"
          ? new Declined()
          : invalidFields({ campaignId: "Choose another campaign." })
    }
    return send(true)
  }
  return { ask, confirmed }
}
