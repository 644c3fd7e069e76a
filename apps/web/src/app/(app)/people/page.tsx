import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { peopleQuery, standardPeople } from "../../../features/users/people-address"
import { PeoplePage } from "../../../features/users/people-page"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "People" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("users.read")
  const address = readAddress(standardPeople, await searchOf(searchParams))
  const trpc = pageTrpc()
  await Promise.all([
    trpc.users.list.prefetch(peopleQuery(address)),
    may(me.role, "users.manage") && trpc.users.invitations.prefetch(),
  ])
  return (
    <Hydrated>
      <PeoplePage />
    </Hydrated>
  )
}
