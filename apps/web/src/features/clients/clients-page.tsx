"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { Button, Group } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useMemo, useReducer } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { NearLink } from "../../shell/near-link"
import { Page } from "../../shell/page"
import { List } from "../../table/list"
import { useRememberedList } from "../../table/list-memory"
import { useKnownPlace } from "../../table/paging"
import { TableSkeleton } from "../../table/skeleton"
import { useAddress } from "../../table/use-address"
import { useHiddenColumns } from "../../table/use-hidden-columns"
import { useSelection } from "../../table/use-selection"
import { internalColumns, outsideColumns } from "./client-columns"
import { clientFiltersOf, clientsQuery, standardClients } from "./clients-address"
import { ClientsList } from "./clients-list"
import { ListActions } from "./list-actions"
import { RowActions } from "./row-actions"

const BulkActions = dynamic(() => import("./bulk-actions").then((module) => module.BulkActions), {
  ssr: false,
})

/** All the clients one may see. */
export function ClientsPage() {
  const [address, change] = useAddress(standardClients)
  const selection = useSelection()
  const [creates, edits] = [usePermission("clients.create"), usePermission("clients.archive")]
  const { data, error, refetch, isPlaceholderData } = trpc.clients.list.useQuery(clientsQuery(address), {
    placeholderData: keepPreviousData,
  })
  useKnownPlace(error, address, change)
  useRememberedList("/clients", standardClients, address)

  // Picking goes across pages: rows that were seen stay known, each in its newest version.
  const seen = useMemo(() => new Map<string, ClientRow>(), [])
  const remember = (rows: readonly ClientRow[]) => {
    for (const row of rows) if (row.version >= (seen.get(row.id)?.version ?? 0)) seen.set(row.id, row)
  }
  remember(data?.items ?? [])
  const [, drawAgain] = useReducer((count: number) => count + 1, 0)
  const note = (rows: readonly ClientRow[]) => {
    remember(rows)
    drawAgain()
  }
  const picked = selection.ids.flatMap((id) => seen.get(id) ?? [])

  const create = creates && (
    <Button component={NearLink} href="/clients/new" size="xs" leftSection={<IconPlus size={15} />}>
      New client
    </Button>
  )
  return (
    <Page
      trail={[{ label: "Clients" }]}
      actions={
        <Group gap={6} wrap="nowrap">
          <ListActions filters={clientFiltersOf(address)} />
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
              bulk: selection.count > 0 && <BulkActions rows={picked} clear={selection.clear} note={note} />,
              actions: (client) => <RowActions client={client} />,
            }
          : {})}
      />
    </Page>
  )
}

/** The shape of the list while its first screen is on its way. */
export function ClientsLoading() {
  const internal = usePermission("clients.internal")
  const columns = internal ? internalColumns : outsideColumns
  const [hidden] = useHiddenColumns("clients", columns)
  return (
    <Page trail={[{ label: "Clients" }]}>
      <List toolbar={<span />}>
        <TableSkeleton columns={columns} hidden={hidden} rows={16} />
      </List>
    </Page>
  )
}
