import { dayIn } from "@alphas/domain/days"
import { may } from "@alphas/domain/permissions"
import { zoneOfTime } from "@alphas/domain/time/clock"
import type { Metadata } from "next"
import { leaveRange } from "../../../features/calendar/leave-range"
import { personOf, standardTime, timeViewOf } from "../../../features/time/time-address"
import { TimePage } from "../../../features/time/time-page"
import { weekOf } from "../../../format/weeks"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Time" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("time.track")
  const address = readAddress(standardTime, await searchOf(searchParams))
  const view = timeViewOf(address.view, me.role)
  const now = new Date()
  const today = dayIn(zoneOfTime(me.timeZone, me.agency.timeZone), now)
  const trpc = pageTrpc()
  const [monday, userId] = [weekOf(address.week, today), personOf(address, me.id)]
  const month = leaveRange(address.month, dayIn(me.agency.timeZone, now))
  await Promise.all([
    trpc.calendar.get.prefetch(),
    may(me.role, "time.approve") && trpc.time.weeks.submitted.prefetch(),
    view === "week" && trpc.time.weeks.get.prefetch({ monday, userId }),
    view === "leave" && trpc.calendar.leave.list.prefetch(month),
    view === "rates" && trpc.time.rates.list.prefetch(),
  ])
  return (
    <Hydrated>
      <TimePage />
    </Hydrated>
  )
}
