import type { Metadata } from "next"
import { NewClientPage } from "../../../../features/clients/new-client-page"
import { everybody } from "../../../../features/users/everybody"
import { pageQueries, pageTrpc } from "../../../../server/caller"
import { Hydrated, signedIn } from "../../../../server/page"

export const metadata: Metadata = { title: "New client" }

export default async function Page() {
  await signedIn("clients.create")
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  await Promise.all([
    queries.prefetchQuery(trpc.clients.facets.queryOptions()),
    queries.prefetchQuery(trpc.users.directory.queryOptions(everybody)),
  ])
  return (
    <Hydrated>
      <NewClientPage />
    </Hydrated>
  )
}
