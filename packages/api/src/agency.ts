import type { Reader } from "@alphas/db/connection"
import { settings } from "@alphas/db/schema/settings"
import { dayIn } from "@alphas/domain/days"
import { sql } from "drizzle-orm"

/** The day that it is now where the agency is. */
export async function today(reader: Reader): Promise<string> {
  const [row] = await reader
    .select({
      timeZone: sql<string>`/* visible settings: the zone in which days are counted */ ${settings.timeZone}`,
    })
    .from(settings)
  return dayIn(row?.timeZone ?? "UTC", new Date())
}
