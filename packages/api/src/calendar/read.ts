import type { Reader } from "@alphas/db/connection"
import { daysOff, leaves } from "@alphas/db/schema/calendar"
import { settings } from "@alphas/db/schema/settings"
import { users } from "@alphas/db/schema/users"
import type { AgencyCalendar, HolidayPlace, Leave } from "@alphas/domain/calendar/dto"
import type { GetCalendar, ListLeave } from "@alphas/domain/calendar/input"
import { may } from "@alphas/domain/permissions"
import { and, asc, eq, gte, inArray, lte, sql } from "drizzle-orm"
import { today } from "../agency"
import type { SignedIn } from "../context"
import type { QueryArgs } from "../trpc"
import { holidayPlaces, holidaysOf } from "./week"

/** The agency's working days, with the public holidays of some years. */
export const getCalendar = ({ ctx, input }: QueryArgs<typeof GetCalendar>): Promise<AgencyCalendar> =>
  readCalendar(ctx, ctx.db, input)

/** The same within a transaction. */
export async function readCalendar(
  ctx: SignedIn,
  reader: Reader,
  years?: GetCalendar,
): Promise<AgencyCalendar> {
  const [row] = await reader
    .select({
      workingWeekdays: settings.workingWeekdays,
      holidayCountry: settings.holidayCountry,
      holidayRegion: settings.holidayRegion,
      version: settings.version,
    })
    .from(settings)
    .where(ctx.visible.calendarSettings("calendar.read"))
  if (row === undefined) throw new Error("An agency has settings.")
  const now = Number((await today(reader)).slice(0, 4))
  const { fromYear = now - 1, toYear = now + 1 } = years ?? {}
  const own = await reader
    .select({ day: daysOff.day, name: daysOff.name })
    .from(daysOff)
    .where(
      and(
        ctx.visible.daysOff("calendar.read"),
        gte(daysOff.day, `${fromYear}-01-01`),
        years?.toYear === undefined ? undefined : lte(daysOff.day, `${toYear}-12-31`),
      ),
    )
    .orderBy(asc(daysOff.day))
  const { holidayCountry, holidayRegion } = row
  const holidays =
    holidayCountry === null ? [] : await holidaysOf(holidayCountry, holidayRegion, fromYear, toYear)
  return { ...row, daysOff: own, holidays }
}

/** The countries and regions whose public holidays are known, by their codes. */
export const listPlaces = (): Promise<HolidayPlace[]> => holidayPlaces()

/** Who is away on some days, by their first day. */
export async function listLeave({ ctx, input }: QueryArgs<typeof ListLeave>): Promise<Leave[]> {
  const { viewer } = ctx.identity
  const rows = await ctx.db
    .select({
      id: leaves.id,
      personId: users.id,
      personName: users.name,
      fromDay: leaves.fromDay,
      toDay: leaves.toDay,
      note: leaves.note,
      version: leaves.version,
    })
    .from(leaves)
    .innerJoin(users, and(eq(users.id, leaves.userId), ctx.visible.directory()))
    .where(
      and(
        ctx.visible.leaves(),
        lte(leaves.fromDay, input.to),
        gte(leaves.toDay, input.from),
        input.userId?.length ? inArray(leaves.userId, input.userId) : sql`true`,
      ),
    )
    .orderBy(asc(leaves.fromDay), asc(leaves.id))
    .limit(2_000)
  const manages = may(viewer.role, "leave.manage")
  return rows.map(({ personId, personName, note, ...leave }) => ({
    ...leave,
    person: { id: personId, name: personName },
    note: manages || personId === viewer.id ? note : null,
  }))
}
