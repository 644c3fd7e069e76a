import { dateFormat } from "../format/formatters"
import type { tiers } from "./time-scale"

type Unit = (typeof tiers)["day"][number]

/** How a stretch of the header is called. */
export function sayTick(unit: Unit, day: string, locale: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  const say = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { ...options, timeZone: "UTC" }).format(at)
  if (unit === "day") return String(at.getUTCDate())
  if (unit === "week") return say({ day: "numeric", month: "short" })
  if (unit === "month") return say({ month: "long" })
  if (unit === "quarter") return `Q${Math.floor(at.getUTCMonth() / 3) + 1}`
  return String(at.getUTCFullYear())
}
