import type { Metadata } from "next"
import { NewClientPage } from "../../../../features/clients/new-client-page"
import { everybody } from "../../../../features/users/everybody"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, signedIn } from "../../../../server/page"

export const metadata: Metadata = { title: "New client" }

export default async function Page() {
  await signedIn("clients.create")
  const trpc = pageTrpc()
  await Promise.all([trpc.clients.facets.prefetch(), trpc.users.directory.prefetch(everybody)])
  return (
    <Hydrated>
      <NewClientPage />
    </Hydrated>
  )
}
