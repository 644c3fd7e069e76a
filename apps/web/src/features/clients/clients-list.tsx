"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { clientStatuses, clientStatusLabels } from "@alphas/domain/clients/words"
import type { Page } from "@alphas/domain/paging"
import { Button } from "@mantine/core"
import { IconBuildingStore } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { without } from "../../table/address-values"
import { ColumnsMenu } from "../../table/columns-menu"
import { DataTable } from "../../table/data-table"
import { Filter } from "../../table/filter"
import { List } from "../../table/list"
import { Paging } from "../../table/paging"
import { SearchField } from "../../table/search-field"
import type { Selection } from "../../table/use-selection"
import { internalColumns, outsideColumns } from "./client-columns"
import { type ClientsAddress, isFiltered, standardClients } from "./clients-address"

const statusChoices = clientStatuses.map((value) => ({ value, label: clientStatusLabels[value] }))
const archivedChoices = [
  { value: "only", label: "Only archived" },
  { value: "also", label: "Archived as well" },
]
const first = { page: 1, after: null }

interface Props {
  data: Page<ClientRow> | undefined
  error: unknown
  retry: () => void
  waiting: boolean
  address: ClientsAddress
  change: (change: Partial<ClientsAddress>, how?: "push" | "replace") => void
  selection?: Selection
  bulk?: ReactNode
  actions?: (client: ClientRow) => ReactNode
  /** The action that fills an empty list. */
  create?: ReactNode
}

/** The clients one may see, as a table with its filters. */
export function ClientsList({
  data,
  error,
  retry,
  waiting,
  address,
  change,
  selection,
  bulk,
  actions,
  create,
}: Props) {
  const internal = usePermission("clients.internal")
  const { data: facets } = trpc.clients.facets.useQuery()
  const columns = internal ? internalColumns : outsideColumns
  const filtered = isFiltered(address)
  const { sort, direction } = address
  const clear = (
    <Button size="xs" variant="default" onClick={() => change({ ...standardClients, sort, direction })}>
      Clear filters
    </Button>
  )
  const narrow = (filter: Partial<ClientsAddress>) => change({ ...filter, ...first })
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
  return (
    <List
      {...(selection ? { selection } : {})}
      bulk={bulk}
      toolbar={
        <>
          <SearchField
            placeholder="Search clients"
            value={address.text}
            onChange={(text) => change({ text, ...first }, "replace")}
          />
          <Filter
            label="Status"
            choices={statusChoices}
            value={address.status}
            onChange={(status) => narrow({ status })}
          />
          {internal && (
            <Filter
              label="Owner"
              choices={[
                ...(facets?.owners ?? []).map((person) => ({ value: person.id, label: person.name })),
                { value: without, label: "Nobody" },
              ]}
              value={address.owner}
              onChange={(owner) => narrow({ owner })}
            />
          )}
          <Filter
            label="Industry"
            choices={plain(facets?.industries ?? [])}
            value={address.industry}
            onChange={(industry) => narrow({ industry })}
          />
          {internal && (
            <Filter
              label="Tag"
              choices={plain(facets?.tags ?? [])}
              value={address.tag}
              onChange={(tag) => narrow({ tag })}
            />
          )}
          <Filter
            label="Archived"
            single
            choices={archivedChoices}
            value={address.archived === "no" ? [] : [address.archived]}
            onChange={([archived = "no"]) => narrow({ archived })}
          />
          <div style={{ flex: 1 }} />
          <ColumnsMenu id="clients" columns={columns} />
        </>
      }
      paging={<Paging data={data} place={address} onPlace={change} />}
    >
      <DataTable
        id="clients"
        label="Clients"
        columns={columns}
        rows={data?.items}
        error={error}
        retry={retry}
        waiting={waiting}
        name={(client) => client.name}
        href={(client) => `/clients/${client.id}`}
        sorting={{ sort: address.sort, direction: address.direction === "desc" ? "desc" : "asc" }}
        onSort={(sorting) => narrow({ ...sorting })}
        {...(selection ? { selection } : {})}
        {...(actions ? { actions } : {})}
        empty={
          <EmptyState
            icon={IconBuildingStore}
            title={filtered ? "No matching clients" : "No clients yet"}
            action={filtered ? clear : create}
          >
            {filtered
              ? "Change the search or remove a filter."
              : create
                ? "Clients are the companies you work for. Each has contacts, people who look after it, and a history. Create one, or import a file."
                : "Clients you are a member of appear here."}
          </EmptyState>
        }
      />
    </List>
  )
}
