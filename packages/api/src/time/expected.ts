import { leaves } from "@alphas/db/schema/calendar"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { WorkingCalendar } from "@alphas/domain/schedule/working-calendar"
import { and, gte, inArray, lte } from "drizzle-orm"
import { workingWeek } from "../calendar/week"
import type { SignedIn } from "../context"
import { daysOf } from "./guard"

interface PersonWeek {
  monday: string
  userId: string
  dailyMinutes: number
}

/** The minutes that each person works in their week: its working days without those of their leave. */
export const expectedMinutes = async (ctx: SignedIn, weeks: readonly PersonWeek[]): Promise<number[]> =>
  (await daysAtWork(ctx, weeks)).map((days, index) => days.length * (weeks[index]?.dailyMinutes ?? 0))

/** The days on which each person works in their week. */
export async function daysAtWork(
  ctx: SignedIn,
  weeks: readonly Pick<PersonWeek, "monday" | "userId">[],
): Promise<string[][]> {
  const mondays = weeks.map(({ monday }) => monday).sort()
  const [first, last] = [mondays[0], mondays.at(-1)]
  if (first === undefined || last === undefined) return []
  const lastDay = dayOf(dayNumberOf(last) + 6)
  const people = [...new Set(weeks.map(({ userId }) => userId))]
  const [week, leave] = await Promise.all([
    workingWeek(ctx.db, first, lastDay),
    ctx.db
      .select({ userId: leaves.userId, fromDay: leaves.fromDay, toDay: leaves.toDay })
      .from(leaves)
      .where(
        and(
          ctx.visible.leaves("calendar.read"),
          inArray(leaves.userId, people),
          lte(leaves.fromDay, lastDay),
          gte(leaves.toDay, first),
        ),
      ),
  ])
  const calendar = new WorkingCalendar(week, first)
  return weeks.map(({ monday, userId }) => {
    const own = leave.filter((each) => each.userId === userId)
    return daysOf(monday).filter(
      (day) => calendar.works(day) && !own.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay),
    )
  })
}
