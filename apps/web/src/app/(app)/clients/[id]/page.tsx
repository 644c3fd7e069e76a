import { Id } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { latestOfClient } from "../../../../features/changes/latest-of-client"
import { everybody } from "../../../../features/users/everybody"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, orNotFound, signedIn } from "../../../../server/page"
import { Client } from "./client"

interface Props {
  params: Promise<{ id: string }>
}

/** The client, to whom may see it; a page that does not exist to everybody else. */
async function clientOf(params: Props["params"]) {
  const id = Id.safeParse((await params).id)
  if (!id.success) notFound()
  const me = await signedIn("clients.read")
  const asked = pageTrpc().clients.get.fetch({ id: id.data })
  return { me, client: await orNotFound(asked) }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await clientOf(params)).client.name }
}

export default async function Page({ params }: Props) {
  const { me, client } = await clientOf(params)
  const trpc = pageTrpc()
  await Promise.all([
    may(me.role, "users.directory") && trpc.users.directory.prefetch(everybody),
    may(me.role, "changes.history") && trpc.changes.history.prefetch(latestOfClient(client.id)),
  ])
  return (
    <Hydrated>
      <Client id={client.id} />
    </Hydrated>
  )
}
