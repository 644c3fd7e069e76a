"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Button, Tabs, Text } from "@mantine/core"
import { IconBuildingStore, IconPencil } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { isGone } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { ArchivedNote } from "../../feedback/archived-note"
import { EmptyState, FailedState } from "../../feedback/states"
import { NearLink } from "../../shell/near-link"
import { Page } from "../../shell/page"
import { RecordFrame } from "../../shell/record"
import { useListAddress } from "../../table/list-memory"
import { useAddress } from "../../table/use-address"
import { ChangeSkeleton } from "../changes/change-skeleton"
import { usePermission } from "../session/me"
import { ClientActions } from "./client-actions"
import { ClientSide } from "./client-side"
import { ClientSkeleton } from "./client-skeleton"
import { ContactsTab } from "./contacts-tab"
import { OverviewTab } from "./overview-tab"
import { StatusMenu } from "./status-menu"
import { useArchive } from "./use-archive"

const EditDialog = dynamic(() => import("./edit-dialog").then((module) => module.EditDialog), { ssr: false })
const CampaignsTab = dynamic(() => import("./campaigns-tab").then((module) => module.CampaignsTab))
const HistoryTab = dynamic(() => import("../changes/history-tab").then((module) => module.HistoryTab), {
  loading: () => <ChangeSkeleton flush />,
})

const tabs = ["overview", "campaigns", "contacts", "history"] as const
const standardView = { tab: "overview" }

/** One client: what it is, whom to talk to, who looks after it, and what changed. */
export function ClientPage({ id }: { id: string }) {
  const { data: client, error, refetch } = trpc.clients.get.useQuery({ id })
  // Whoever loses the right to see a client while its page is open sees it no more.
  const list = useListAddress("/clients")
  const gone = isGone(error)
  return (
    <Page trail={[{ label: "Clients", href: list }, { label: gone ? "Client" : (client?.name ?? "Client") }]}>
      {gone ? (
        <Gone />
      ) : client ? (
        <Record client={client} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <ClientSkeleton />
      )}
    </Page>
  )
}

function Gone() {
  const list = useListAddress("/clients")
  return (
    <EmptyState
      icon={IconBuildingStore}
      title="This client is no longer here"
      action={
        <Button component={NearLink} href={list} size="sm" variant="default">
          See the clients
        </Button>
      }
    >
      It was removed or merged into another one, or it is not yours to see any more.
    </EmptyState>
  )
}

function Record({ client }: { client: Client }) {
  const [view, change] = useAddress(standardView)
  const [edits, archives, campaigns, history] = [
    usePermission("clients.update"),
    usePermission("clients.archive"),
    usePermission("campaigns.read"),
    usePermission("changes.history"),
  ]
  const [editing, setEditing] = useState(false)
  const { toggle, pending } = useArchive()
  const wanted = tabs.find((each) => each === view.tab) ?? "overview"
  const tab = wanted === "history" && !history ? "overview" : wanted
  const open = (next: (typeof tabs)[number]) => change({ tab: next })
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
      <Tabs
        value={tab}
        onChange={(next) => open(tabs.find((each) => each === next) ?? "overview")}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          {campaigns && <Tabs.Tab value="campaigns">Campaigns</Tabs.Tab>}
          <Tabs.Tab value="contacts">
            Contacts{" "}
            <Text span size="xs" c="dimmed" lh={1} data-figures>
              {client.contacts.length}
            </Text>
          </Tabs.Tab>
          {history && <Tabs.Tab value="history">History</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab client={client} open={open} />
        </Tabs.Panel>
        {campaigns && (
          <Tabs.Panel value="campaigns">
            <CampaignsTab client={client} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="contacts">
          <ContactsTab client={client} />
        </Tabs.Panel>
        {history && (
          <Tabs.Panel value="history">
            <HistoryTab entity="client" id={client.id} />
          </Tabs.Panel>
        )}
      </Tabs>
      {editing && <EditDialog client={client} close={() => setEditing(false)} />}
    </RecordFrame>
  )
}
