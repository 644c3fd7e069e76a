import { Id } from "@alphas/domain/ids"
import type { Metadata } from "next"
import { NewCampaignPage } from "../../../../features/campaigns/new-campaign-page"
import { everybody } from "../../../../features/users/everybody"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../../server/page"

export const metadata: Metadata = { title: "New campaign" }

export default async function Page({ searchParams }: PageProps) {
  await signedIn("campaigns.create")
  const trpc = pageTrpc()
  const search = await searchOf(searchParams)
  const named = Id.safeParse(search.get("client"))
  const template = Id.safeParse(search.get("template"))
  await Promise.all([
    trpc.users.directory.prefetch(everybody),
    trpc.campaigns.templates.list.prefetch(),
    named.success && trpc.clients.get.prefetch({ id: named.data }),
  ])
  return (
    <Hydrated>
      <NewCampaignPage
        clientId={named.success ? named.data : null}
        templateId={template.success ? template.data : ""}
      />
    </Hydrated>
  )
}
