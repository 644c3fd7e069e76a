import { Id } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { everybody } from "../../../../features/users/everybody"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, orNotFound, signedIn } from "../../../../server/page"
import { Campaign } from "./campaign"

interface Props {
  params: Promise<{ id: string }>
}

/** The campaign, to whom may see it; a page that does not exist to everybody else. */
async function campaignOf(params: Props["params"]) {
  const id = Id.safeParse((await params).id)
  if (!id.success) notFound()
  const me = await signedIn("campaigns.read")
  const asked = pageTrpc().campaigns.get.fetch({ id: id.data })
  return { me, campaign: await orNotFound(asked) }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await campaignOf(params)).campaign.name }
}

export default async function Page({ params }: Props) {
  const { me, campaign } = await campaignOf(params)
  if (may(me.role, "users.directory")) {
    await pageTrpc().users.directory.prefetch(everybody)
  }
  return (
    <Hydrated>
      <Campaign id={campaign.id} />
    </Hydrated>
  )
}
