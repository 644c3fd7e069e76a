import type { CampaignStatus } from "../campaigns/words"
import { amountText } from "../money/amount-text"
import type { RateKind } from "./words"

/** What seldom is meant: whoever does it is asked, and says `confirm` then. */
export type Unusual =
  | { kind: "completed" | "archived"; campaign: string }
  | { kind: "notBegun"; campaign: string; startDay: string }
  | { kind: "emptyDays"; days: string[] }
  | ({ kind: "repriced" } & Repriced)

/** What a rate that is set or removed does to time that is entered already, in minor units of its currency. */
export interface Repriced {
  rate: RateKind
  /** How many entries have another price by it. */
  entries: number
  /** What they cost or are billed at together, before and after; what has no price counts as nothing. */
  beforeMinor: number
  afterMinor: number
  currency: string
}

interface Standing {
  name: string
  status: CampaignStatus
  startDay: string
  archivedAt: string | null
}

/** Why time on a day seldom goes to a campaign; null where it does. */
export function unusualFor(
  { name: campaign, status, startDay, archivedAt }: Standing,
  day: string,
): Unusual | null {
  if (archivedAt !== null) return { kind: "archived", campaign }
  if (status === "completed") return { kind: "completed", campaign }
  return day < startDay ? { kind: "notBegun", campaign, startDay } : null
}

/** How a reader is told days and amounts. */
interface Words {
  day: (day: string) => string
  money: (minor: number, currency: string) => string
}

const plainly: Words = {
  day: (day) => day,
  money: amountText,
}

/** The same as a sentence, with days and amounts in the reader's words. */
export function sayUnusual(unusual: Unusual, { day, money }: Words = plainly): string {
  switch (unusual.kind) {
    case "archived":
      return `${unusual.campaign} is archived.`
    case "completed":
      return `${unusual.campaign} is completed.`
    case "notBegun":
      return `${unusual.campaign} starts on ${day(unusual.startDay)}.`
    case "repriced": {
      const { entries, beforeMinor, afterMinor, currency, rate } = unusual
      const [before, after] = [money(beforeMinor, currency), money(afterMinor, currency)]
      const what = rate === "cost" ? "cost of" : "amount billed for"
      return `This changes the ${what} ${entries} ${entries === 1 ? "entry" : "entries"} from ${before} to ${after}.`
    }
    case "emptyDays":
      return `You have not entered any time on ${unusual.days.map(day).join(", ")}.`
  }
}
