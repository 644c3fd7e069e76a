import type { CampaignStatus } from "../campaigns/words"

/** What seldom is meant: whoever does it is asked, and says `confirm` then. */
export type Unusual =
  | { kind: "completed" | "archived"; campaign: string }
  | { kind: "notBegun"; campaign: string; startDay: string }
  | { kind: "emptyDays"; days: string[] }

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

/** The same as a sentence, with days as `day` says them. */
export function sayUnusual(unusual: Unusual, day: (day: string) => string = (each) => each): string {
  switch (unusual.kind) {
    case "archived":
      return `${unusual.campaign} is archived.`
    case "completed":
      return `${unusual.campaign} is completed.`
    case "notBegun":
      return `${unusual.campaign} starts on ${day(unusual.startDay)}.`
    case "emptyDays":
      return `You have not entered any time on ${unusual.days.map(day).join(", ")}.`
  }
}
