"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { ActionIcon, Alert, Button, Group, Menu, Skeleton, Tabs, Text } from "@mantine/core"
import { IconArchive, IconArchiveOff, IconArrowMerge, IconDots, IconPencil } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { useTRPC } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { Page } from "../../shell/page"
import { useAddress } from "../../table/use-address"
import { usePermission } from "../session/me"
import classes from "./client-page.module.css"
import { ClientSide } from "./client-side"
import { ContactsTab } from "./contacts-tab"
import { OverviewTab } from "./overview-tab"
import { StatusBadge } from "./status-badge"
import { useArchive } from "./use-archive"

const EditDialog = dynamic(() => import("./edit-dialog").then((module) => module.EditDialog), { ssr: false })
const MergeDialog = dynamic(() => import("./merge-dialog").then((module) => module.MergeDialog), {
  ssr: false,
})
const ChooseDuplicate = dynamic(() => import("./choose-duplicate").then((module) => module.ChooseDuplicate), {
  ssr: false,
})
const HistoryTab = dynamic(() => import("./history-tab").then((module) => module.HistoryTab), {
  loading: () => <Skeleton h={200} />,
})

const standardView = { tab: "overview" }

/** One client: what it is, whom to talk to, who looks after it, and what changed. */
export function ClientPage({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data: client, error, refetch } = useQuery(trpc.clients.get.queryOptions({ id }))
  return (
    <Page trail={[{ label: "Clients", href: "/clients" }, { label: client?.name ?? "Client" }]}>
      {client ? (
        <Record client={client} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <div className={classes.main}>
          <Skeleton h={28} w={240} mb="lg" />
          <Skeleton h={200} />
        </div>
      )}
    </Page>
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
  const { toggle } = useArchive()
  const archived = client.archivedAt !== null
  const tab = view.tab === "contacts" || (view.tab === "history" && history) ? view.tab : "overview"
  return (
    <div className={classes.record}>
      <div className={classes.main}>
        <div className={classes.head}>
          <div className={classes.name}>{client.name}</div>
          <StatusBadge status={client.status} />
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
            {archives && <MoreActs client={client} />}
          </Group>
        </div>
        {archived && (
          <Alert color="gray" variant="light" p="xs" mb="md">
            <Group justify="space-between">
              <Text size="sm">
                This client is archived. It is out of the list, and everything about it is kept.
              </Text>
              {archives && (
                <Button size="compact-sm" variant="default" onClick={() => void toggle(client)}>
                  Restore
                </Button>
              )}
            </Group>
          </Alert>
        )}
        <Tabs
          value={tab}
          onChange={(next) => change({ tab: next ?? "overview" }, "replace")}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="overview">Overview</Tabs.Tab>
            <Tabs.Tab value="contacts">
              Contacts{" "}
              <Text span size="xs" c="dimmed">
                {client.contacts.length}
              </Text>
            </Tabs.Tab>
            {history && <Tabs.Tab value="history">History</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="overview">
            <OverviewTab client={client} />
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

function MoreActs({ client }: { client: Client }) {
  const router = useRouter()
  const { toggle } = useArchive()
  const merges = usePermission("clients.merge")
  const [other, setOther] = useState<string | "choose" | null>(null)
  const archived = client.archivedAt !== null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label="More acts">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {merges && (
            <Menu.Item
              leftSection={<IconArrowMerge size={15} stroke={1.6} />}
              onClick={() => setOther("choose")}
            >
              Merge with another client
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={
              archived ? <IconArchiveOff size={15} stroke={1.6} /> : <IconArchive size={15} stroke={1.6} />
            }
            onClick={() => void toggle(client)}
          >
            {archived ? "Restore" : "Archive"}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {other === "choose" && (
        <ChooseDuplicate client={client} choose={setOther} close={() => setOther(null)} />
      )}
      {other !== null && other !== "choose" && (
        <MergeDialog
          ids={[client.id, other]}
          close={() => setOther(null)}
          onMerged={(kept) => {
            setOther(null)
            if (kept !== client.id) router.replace(`/clients/${kept}`)
          }}
        />
      )}
    </>
  )
}
