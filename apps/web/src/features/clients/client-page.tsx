"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Button } from "@mantine/core"
import { IconBuildingStore, IconPencil } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { type ReactNode, useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { ArchivedNote } from "../../feedback/archived-note"
import { RecordFrame } from "../../shell/record"
import { type Kind, RecordPage } from "../../shell/record-page"
import { type RecordTab, RecordTabs, tabsOf, useTab } from "../../shell/record-tabs"
import { ClientActions } from "./client-actions"
import { ClientSide } from "./client-side"
import { ClientSkeleton } from "./client-skeleton"
import { ContactsTab } from "./contacts-tab"
import { OverviewTab } from "./overview-tab"
import { StatusMenu } from "./status-menu"
import { useArchive } from "./use-archive"

const EditDialog = dynamic(() => import("./edit-dialog").then((module) => module.EditDialog), { ssr: false })

const kind: Kind = {
  ...{ one: "client", many: "clients", list: "/clients", icon: IconBuildingStore },
  why: "merged into another client",
}

/** What other domains show on a client's page. */
export interface OnClientPage {
  campaigns: (client: Client) => RecordTab | false
  money: (client: Client) => RecordTab | false
  history: (client: Client) => RecordTab | false
  /** Below the overview. */
  latest: (client: Client, openHistory: () => void) => ReactNode
}

/** One client: what it is, whom to talk to, who looks after it, and what changed. */
export function ClientPage({ id, also }: { id: string; also: OnClientPage }) {
  return (
    <RecordPage
      kind={kind}
      query={trpc.clients.get.useQuery({ id })}
      nameOf={({ name }) => name}
      skeleton={<ClientSkeleton />}
    >
      {(client) => <Record client={client} also={also} />}
    </RecordPage>
  )
}

function Record({ client, also }: { client: Client; also: OnClientPage }) {
  const [tab, open] = useTab()
  const [edits, archives] = [usePermission("clients.update"), usePermission("clients.archive")]
  const [editing, setEditing] = useState(false)
  const { toggle, pending } = useArchive()
  const tabs = tabsOf(
    {
      value: "overview",
      label: "Overview",
      content: (
        <OverviewTab client={client} openContacts={() => open("contacts")}>
          {also.latest(client, () => open("history"))}
        </OverviewTab>
      ),
    },
    also.campaigns(client),
    {
      ...{ value: "contacts", label: "Contacts", count: client.contacts.length },
      content: <ContactsTab client={client} />,
    },
    also.money(client),
    also.history(client),
  )
  return (
    <RecordFrame
      id={client.id}
      name={client.name}
      status={<StatusMenu client={client} />}
      actions={
        <>
          {edits && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} stroke={1.6} />}
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
          )}
          {archives && <ClientActions client={client} />}
        </>
      }
      side={<ClientSide client={client} />}
    >
      {client.archivedAt !== null && (
        <ArchivedNote what="client" pending={pending} restore={archives && (() => void toggle(client))} />
      )}
      <RecordTabs tabs={tabs} tab={tab} open={open} />
      {editing && <EditDialog client={client} close={() => setEditing(false)} />}
    </RecordFrame>
  )
}
