"use client"

import { sayUnusual, type Unusual } from "@alphas/domain/time/unusual"
import { invalidFields, refusalOf } from "../../data/refusal"
import { useConfirm } from "../../feedback/confirm"
import { sayDay } from "../../format/dates"
import { sayMoney } from "../../format/money"
import { useReader } from "../../format/reader"

/** What a form says at its field once the reader has said no; what is no form says nothing. */
const instead: Record<Unusual["kind"], Record<string, string>> = {
  archived: { campaignId: "Choose another campaign." },
  completed: { campaignId: "Choose another campaign." },
  notBegun: { campaignId: "Choose another campaign." },
  emptyDays: {},
  repriced: { fromDay: "Choose a later day to leave these entries as they are." },
}

const questions: Record<Unusual["kind"], { title: string; action: string }> = {
  archived: { title: "Log time on this campaign?", action: "Log time" },
  completed: { title: "Log time on this campaign?", action: "Log time" },
  notBegun: { title: "Log time on this campaign?", action: "Log time" },
  emptyDays: { title: "Submit a week with empty days?", action: "Submit week" },
  repriced: { title: "Change the price of logged time?", action: "Change price" },
}

/** What the server asks about instead of doing it; null for another refusal. */
export function askedBy(error: unknown): Unusual | null {
  const { reason, current } = refusalOf(error)
  // As the API asks.
  return reason === "unconfirmed" ? (current as Unusual) : null
}

const declined = new WeakSet<Error>()
/** Whether it was thrown because the reader was asked and said no. */
export const isDeclined = (error: unknown): boolean => error instanceof Error && declined.has(error)

/**
 * Does something that the server may ask about: the reader is asked, and it is done again as confirmed.
 * @throws AlphasError what the server refuses, and at the field to be changed when the reader says no.
 */
export function useConfirmed() {
  const [confirm, reader] = [useConfirm(), useReader()]
  const ask = (unusual: Unusual): Promise<boolean> =>
    confirm({
      ...questions[unusual.kind],
      text: sayUnusual(unusual, {
        day: (day) => sayDay(day, reader),
        money: (minor, currency) => sayMoney(minor, currency, reader.locale),
      }),
    })
  const confirmed = async <Result>(send: (confirm: boolean) => Promise<Result>): Promise<Result> => {
    try {
      return await send(false)
    } catch (error) {
      const unusual = askedBy(error)
      if (unusual === null) throw error
      if (!(await ask(unusual))) {
        const no = invalidFields(instead[unusual.kind])
        declined.add(no)
        throw no
      }
    }
    return send(true)
  }
  return { ask, confirmed }
}
