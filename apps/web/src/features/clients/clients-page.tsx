"use client"

import { Button, Group } from "@mantine/core"
import { IconFileImport, IconPlus } from "@tabler/icons-react"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import Link from "next/link"
import { useTRPC } from "../../data/trpc"
import { Page } from "../../shell/page"
import { useAddress } from "../../table/use-address"
import { useSelection } from "../../table/use-selection"
import { usePermission } from "../session/me"
import { clientFiltersOf, clientsQuery, standardClients } from "./clients-address"
import { ClientsList } from "./clients-list"
import { RowActs } from "./row-acts"

const BulkActs = dynamic(() => import("./bulk-acts").then((module) => module.BulkActs), { ssr: false })
const ExportButton = dynamic(() => import("./export-button").then((module) => module.ExportButton), {
  ssr: false,
})

/** All the clients one may see. */
export function ClientsPage() {
  const trpc = useTRPC()
  const [address, change] = useAddress(standardClients)
  const selection = useSelection()
  const [creates, edits, imports, exports] = [
    usePermission("clients.create"),
    usePermission("clients.archive"),
    usePermission("clients.import"),
    usePermission("clients.export"),
  ]
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.clients.list.queryOptions(clientsQuery(address), { placeholderData: keepPreviousData }),
  )
  const create = creates && (
    <Button component={Link} href="/clients/new" size="xs" leftSection={<IconPlus size={15} />}>
      New client
    </Button>
  )
  return (
    <Page
      trail={[{ label: "Clients" }]}
      acts={
        <Group gap={6} wrap="nowrap">
          {exports && <ExportButton filters={clientFiltersOf(address)} />}
          {imports && (
            <Button
              component={Link}
              href="/clients/import"
              size="xs"
              variant="default"
              visibleFrom="sm"
              leftSection={<IconFileImport size={15} stroke={1.6} />}
            >
              Import
            </Button>
          )}
          {create}
        </Group>
      }
    >
      <ClientsList
        data={data}
        error={error}
        retry={() => void refetch()}
        waiting={isPlaceholderData}
        address={address}
        change={change}
        create={create}
        {...(edits
          ? {
              selection,
              bulk: selection.count > 0 && <BulkActs rows={data?.items ?? []} selection={selection} />,
              acts: (client) => <RowActs client={client} />,
            }
          : {})}
      />
    </Page>
  )
}
