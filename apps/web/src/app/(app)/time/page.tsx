import { dayIn } from "@alphas/domain/days"
import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { leaveRange } from "../../../features/calendar/leave-range"
import { personOf, standardTime, timeViewOf } from "../../../features/time/time-address"
import { TimePage } from "../../../features/time/time-page"
import { weekOf } from "../../../features/time/week"
import { pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Time" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("time.track")
  const address = readAddress(standardTime, await searchOf(searchParams))
  const view = timeViewOf(address.view, me.role)
  const today = dayIn(me.agency.timeZone, new Date())
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  const [monday, userId] = [weekOf(address.week, today), personOf(address, me.id)]
  const month = leaveRange(address.month, today)
  await Promise.all([
    queries.prefetchQuery(trpc.calendar.get.queryOptions()),
    may(me.role, "time.approve") && queries.prefetchQuery(trpc.time.weeks.submitted.queryOptions()),
    view === "week" && queries.prefetchQuery(trpc.time.weeks.get.queryOptions({ monday, userId })),
    view === "leave" && queries.prefetchQuery(trpc.calendar.leave.list.queryOptions(month)),
    view === "rates" && queries.prefetchQuery(trpc.time.rates.list.queryOptions()),
  ])
  return (
    <Hydrated>
      <TimePage />
    </Hydrated>
  )
}
