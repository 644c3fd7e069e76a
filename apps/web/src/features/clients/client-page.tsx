"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Alert, Button, Group, Tabs, Text } from "@mantine/core"
import { IconBuildingStore, IconPencil } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import Link from "next/link"
import { useState } from "react"
import { refusalOf } from "../../data/refusal"
import { useTRPC } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { Page } from "../../shell/page"
import { RowGlow } from "../../table/row-link"
import { useAddress } from "../../table/use-address"
import { ChangeSkeleton } from "../changes/change-skeleton"
import { usePermission } from "../session/me"
import { ClientActs } from "./client-acts"
import classes from "./client-page.module.css"
import { ClientSide } from "./client-side"
import { RecordSkeleton } from "./client-skeleton"
import { ContactsTab } from "./contacts-tab"
import { useListAddress } from "./list-memory"
import { OverviewTab } from "./overview-tab"
import { StatusMenu } from "./status-menu"
import { useArchive } from "./use-archive"

const EditDialog = dynamic(() => import("./edit-dialog").then((module) => module.EditDialog), { ssr: false })
const HistoryTab = dynamic(() => import("./history-tab").then((module) => module.HistoryTab), {
  loading: () => <ChangeSkeleton />,
})

const tabs = ["overview", "contacts", "history"] as const
export type ClientTab = (typeof tabs)[number]
const standardView = { tab: "overview" }

/** One client: what it is, whom to talk to, who looks after it, and what changed. */
export function ClientPage({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data: client, error, refetch } = useQuery(trpc.clients.get.queryOptions({ id }))
  // Whoever loses the right to see a client while its page is open sees it no more.
  const list = useListAddress()
  const gone = error !== null && refusalOf(error).reason === "not_found"
  return (
    <Page trail={[{ label: "Clients", href: list }, { label: gone ? "Client" : (client?.name ?? "Client") }]}>
      {gone ? (
        <Gone />
      ) : client ? (
        <Record client={client} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <RecordSkeleton />
      )}
    </Page>
  )
}

function Gone() {
  const list = useListAddress()
  return (
    <EmptyState
      icon={IconBuildingStore}
      title="This client is no longer here"
      act={
        <Button component={Link} href={list} size="sm" variant="default">
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
  const [edits, archives, history] = [
    usePermission("clients.update"),
    usePermission("clients.archive"),
    usePermission("changes.history"),
  ]
  const [editing, setEditing] = useState(false)
  const { toggle, pending } = useArchive()
  const wanted = tabs.find((each) => each === view.tab) ?? "overview"
  const tab = wanted === "history" && !history ? "overview" : wanted
  const open = (next: ClientTab) => change({ tab: next })
  return (
    <div className={classes.record}>
      <div className={classes.main}>
        <div className={classes.head}>
          <RowGlow id={client.id} />
          <div className={classes.name}>{client.name}</div>
          <StatusMenu client={client} />
          <Group gap={6} ml="auto" wrap="nowrap">
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
            {archives && <ClientActs client={client} />}
          </Group>
        </div>
        {client.archivedAt !== null && (
          <Alert color="gray" variant="light" p="xs" mb="md">
            <Group justify="space-between">
              <Text size="sm">
                This client is archived. It is out of the list, and everything about it is kept.
              </Text>
              {archives && (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={pending}
                  onClick={() => void toggle(client)}
                >
                  Restore
                </Button>
              )}
            </Group>
          </Alert>
        )}
        <Tabs
          value={tab}
          onChange={(next) => open(tabs.find((each) => each === next) ?? "overview")}
          keepMounted={false}
        >
          <Tabs.List mb="lg">
            <Tabs.Tab value="overview">Overview</Tabs.Tab>
            <Tabs.Tab value="contacts">
              Contacts{" "}
              <Text span size="xs" c="dimmed" data-figures>
                {client.contacts.length}
              </Text>
            </Tabs.Tab>
            {history && <Tabs.Tab value="history">History</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="overview">
            <OverviewTab client={client} open={open} />
          </Tabs.Panel>
          <Tabs.Panel value="contacts">
            <ContactsTab client={client} />
          </Tabs.Panel>
          {history && (
            <Tabs.Panel value="history">
              <HistoryTab id={client.id} />
            </Tabs.Panel>
          )}
        </Tabs>
      </div>
      <ClientSide client={client} />
      {editing && <EditDialog client={client} close={() => setEditing(false)} />}
    </div>
  )
}
