import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { daysBetween } from "../../format/dates"
import { numberFormat } from "../../format/formatters"

type Dated = Pick<CampaignRow, "startDay" | "endDay" | "status">

/** How much of a campaign's time is over, in percent; its first and last day are its own. */
export function timeGone({ startDay, endDay, status }: Dated, today: string): number {
  if (status === "completed") return 100
  const [whole, gone] = [daysBetween(startDay, endDay) + 1, daysBetween(startDay, today)]
  return Math.max(0, Math.min(100, Math.round((gone / whole) * 100)))
}

/** How long it is until a campaign begins or ends, or how long its end is ago. */
export function daysLeft({ startDay, endDay, status }: Dated, today: string, locale: string): string {
  if (status === "completed") return "Completed"
  const days = (count: number) =>
    numberFormat(locale, { style: "unit", unit: "day", unitDisplay: "long" }).format(count)
  const begins = daysBetween(today, startDay)
  if (begins > 0) return `Starts in ${days(begins)}`
  const left = daysBetween(today, endDay)
  if (left < 0) return `Ended ${days(-left)} ago`
  return left === 0 ? "Ends today" : `${days(left)} left`
}
