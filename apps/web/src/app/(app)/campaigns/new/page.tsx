import { Id } from "@alphas/domain/ids"
import type { Metadata } from "next"
import { NewCampaignPage } from "../../../../features/campaigns/new-campaign-page"
import { everybody } from "../../../../features/users/everybody"
import { pageQueries, pageTrpc } from "../../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../../server/page"

export const metadata: Metadata = { title: "New campaign" }

export default async function Page({ searchParams }: PageProps) {
  await signedIn("campaigns.create")
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  const named = Id.safeParse((await searchOf(searchParams)).get("client"))
  await Promise.all([
    queries.prefetchQuery(trpc.users.directory.queryOptions(everybody)),
    named.success && queries.prefetchQuery(trpc.clients.get.queryOptions({ id: named.data })),
  ])
  return (
    <Hydrated>
      <NewCampaignPage clientId={named.success ? named.data : null} />
    </Hydrated>
  )
}
