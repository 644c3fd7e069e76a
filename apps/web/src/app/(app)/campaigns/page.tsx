import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { campaignsQuery, standardCampaigns } from "../../../features/campaigns/campaigns-address"
import { CampaignsPage } from "../../../features/campaigns/campaigns-page"
import { everybody } from "../../../features/users/everybody"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Campaigns" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("campaigns.read")
  const address = readAddress(standardCampaigns, await searchOf(searchParams))
  const trpc = pageTrpc()
  await Promise.all([
    trpc.campaigns.list.prefetch(campaignsQuery(address, me.id)),
    may(me.role, "users.directory") && trpc.users.directory.prefetch(everybody),
  ])
  return (
    <Hydrated>
      <CampaignsPage />
    </Hydrated>
  )
}
