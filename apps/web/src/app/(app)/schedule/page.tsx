import { Id } from "@alphas/domain/ids"
import type { Metadata } from "next"
import { pages } from "../../../data/pages"
import { campaignsOfSchedule, standardSchedule } from "../../../features/schedule/schedule-address"
import { SchedulePage } from "../../../features/schedule/schedule-page"
import { pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Schedule" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("tasks.read")
  const address = readAddress(standardSchedule, await searchOf(searchParams))
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  const query = campaignsOfSchedule(me, address)
  const { queryKey } = trpc.campaigns.list.queryOptions(query)
  await Promise.all([
    queries.prefetchInfiniteQuery(pages(queryKey, () => trpc.campaigns.list.fetch(query))),
    ...address.open
      .filter((id) => Id.safeParse(id).success)
      .slice(0, 5)
      .map((campaignId) => trpc.schedule.plan.prefetch({ campaignId })),
  ])
  return (
    <Hydrated>
      <SchedulePage />
    </Hydrated>
  )
}
