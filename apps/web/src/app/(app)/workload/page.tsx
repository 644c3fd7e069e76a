import { dayIn } from "@alphas/domain/days"
import type { Metadata } from "next"
import { calendarYears } from "../../../features/calendar/calendar-years"
import { openPeople, spanOf, standardWorkload } from "../../../features/workload/workload-address"
import { WorkloadPage } from "../../../features/workload/workload-page"
import { weekFrom } from "../../../format/weeks"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Workload" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("workload.read")
  const address = readAddress(standardWorkload, await searchOf(searchParams))
  const today = dayIn(me.agency.timeZone, new Date())
  const span = spanOf(address, today)
  const years = calendarYears(span.monday, weekFrom(span.monday, span.weeks), today)
  const trpc = pageTrpc()
  await Promise.all([
    trpc.workload.list.prefetch(span),
    trpc.calendar.get.prefetch(years),
    ...openPeople(address)
      .slice(0, 5)
      .map((userId) => trpc.workload.tasks.prefetch({ ...span, userId })),
  ])
  return (
    <Hydrated>
      <WorkloadPage />
    </Hydrated>
  )
}
