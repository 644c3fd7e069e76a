"use client"

import { Button, SegmentedControl } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { Page } from "../../shell/page"
import { Views } from "../../table/list"
import { useKnownPlace } from "../../table/paging"
import { useAddress } from "../../table/use-address"
import { InvitationList } from "./invitation-list"
import { peopleQuery, standardPeople } from "./people-address"
import { PeopleList } from "./people-list"

const InviteDialog = dynamic(() => import("./invite-dialog").then((module) => module.InviteDialog), {
  ssr: false,
})
const PersonDrawer = dynamic(() => import("./person-drawer").then((module) => module.PersonDrawer), {
  ssr: false,
})

/** Who works here: accounts, and the invitations that are still open. */
export function PeoplePage() {
  const manages = usePermission("users.manage")
  const [address, change] = useAddress(standardPeople)
  const [inviting, setInviting] = useState(false)
  const people = trpc.users.list.useQuery(peopleQuery(address), { placeholderData: keepPreviousData })
  useKnownPlace(people.error, address, change)
  const invitations = trpc.users.invitations.useQuery(undefined, { enabled: manages })
  const open = invitations.data?.length ?? 0
  const view = manages && address.view === "invitations" ? "invitations" : "people"

  return (
    <Page
      trail={[{ label: "People" }]}
      actions={
        manages && (
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setInviting(true)}>
            Invite
          </Button>
        )
      }
    >
      {manages && (
        <Views>
          <SegmentedControl
            size="xs"
            aria-label="View"
            value={view}
            onChange={(next) => change({ ...standardPeople, view: next })}
            data={[
              { value: "people", label: "People" },
              { value: "invitations", label: open > 0 ? `Invitations ${open}` : "Invitations" },
            ]}
          />
        </Views>
      )}
      {view === "invitations" ? (
        <InvitationList
          rows={invitations.data}
          error={invitations.error}
          retry={() => void invitations.refetch()}
          invite={() => setInviting(true)}
        />
      ) : (
        <PeopleList
          data={people.data}
          error={people.error}
          retry={() => void people.refetch()}
          waiting={people.isPlaceholderData}
          address={address}
          change={change}
          open={(person) => change({ person })}
        />
      )}
      {inviting && <InviteDialog close={() => setInviting(false)} />}
      {address.person !== null && <PersonDrawer id={address.person} close={() => change({ person: null })} />}
    </Page>
  )
}
