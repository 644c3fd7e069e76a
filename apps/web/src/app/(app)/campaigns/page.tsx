import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { campaignsQuery, standardCampaigns } from "../../../features/campaigns/campaigns-address"
import { CampaignsPage } from "../../../features/campaigns/campaigns-page"
import { everybody } from "../../../features/users/everybody"
import { pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Campaigns" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("campaigns.read")
  const address = readAddress(standardCampaigns, await searchOf(searchParams))
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  await Promise.all([
    queries.prefetchQuery(trpc.campaigns.list.queryOptions(campaignsQuery(address, me.id))),
    may(me.role, "users.directory") && queries.prefetchQuery(trpc.users.directory.queryOptions(everybody)),
  ])
  return (
    <Hydrated>
      <CampaignsPage />
    </Hydrated>
  )
}
