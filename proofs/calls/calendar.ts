import { daysOff, leaves } from "@alphas/db/schema/calendar"
import { settings } from "@alphas/db/schema/settings"
import { newId } from "@alphas/domain/ids"
import { sql } from "drizzle-orm"
import type { Calls, Founding, Keeping, Making } from "./call"
import { agencyOnly } from "./secrets"
import type { Shared, Row as UsersRow } from "./users"
import { admins, agency, writesLeave } from "./who"

export async function inAgency({ db }: Founding) {
  await db.insert(daysOff).values({ day: "2020-12-24", name: "Long ago" }).onConflictDoNothing()
  return {}
}

export async function inRow({ db, plant, holderId: userId }: Making) {
  const leaveId = newId()
  await db.insert(leaves).values({ id: leaveId, userId, ...{ fromDay: "2026-05-04", toDay: "2026-05-08" } })
  return { leaveId: plant(leaveId, "leave", agencyOnly) }
}
export type Row = UsersRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, role }: Keeping<Row, Shared>) {
  if (role === "client_viewer") await db.update(leaves).set({ toDay: sql`to_day + 1` })
}

const away = { fromDay: "2026-08-03", toDay: "2026-08-05" }

export const calls: Calls<"calendar", Row, Shared> = {
  get: { input: () => ({}), role: agency },
  places: { input: () => ({}), role: admins },
  update: {
    input: async ({ db }) => {
      const [{ version, workingWeekdays } = { version: 0, workingWeekdays: [] }] = await db
        .select()
        .from(settings)
      return {
        version,
        changes: { workingWeekdays: workingWeekdays.length > 4 ? [1, 2, 3, 4] : [1, 2, 3, 4, 5] },
      }
    },
    role: admins,
  },
  setDayOff: { input: ({ me }) => ({ day: "2026-05-15", name: `Bridge ${me.id}` }), role: admins },
  leave: {
    list: { input: () => ({ from: "2026-05-01", to: "2026-05-31" }), role: agency },
    create: { input: () => away, role: agency },
    update: { input: ({ row }) => ({ ...away, id: row.leaveId, version: 1 }), row: writesLeave },
    remove: { input: ({ row }) => ({ id: row.leaveId, version: 1 }), row: writesLeave },
  },
}
