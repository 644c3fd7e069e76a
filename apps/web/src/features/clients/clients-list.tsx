"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { clientStatuses, clientStatusLabels } from "@alphas/domain/clients/words"
import type { Page } from "@alphas/domain/paging"
import { Group, Text } from "@mantine/core"
import { IconBuildingStore } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { useTRPC } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { When } from "../../format/time"
import { Face } from "../../shell/face"
import type { Column } from "../../table/column"
import { ColumnsMenu } from "../../table/columns-menu"
import { DataTable } from "../../table/data-table"
import { Filter } from "../../table/filter"
import { List } from "../../table/list"
import { Paging } from "../../table/paging"
import { RowGlow } from "../../table/row-link"
import { SearchField } from "../../table/search-field"
import type { Selection } from "../../table/use-selection"
import { usePermission } from "../session/me"
import { type ClientsAddress, clientsPageSize, isFiltered, noOwner } from "./clients-address"
import { StatusBadge } from "./status-badge"
import { Tags } from "./tags"

const quiet = (text: string | null) =>
  text && (
    <Text component="span" size="sm" c="dimmed">
      {text}
    </Text>
  )

const name: Column<ClientRow> = {
  id: "name",
  header: "Name",
  width: 240,
  sort: "name",
  cell: (client) => (
    <>
      <RowGlow id={client.id} />
      {client.name}
    </>
  ),
}
const status: Column<ClientRow> = {
  id: "status",
  header: "Status",
  width: 100,
  sort: "status",
  card: "aside",
  cell: (client) => <StatusBadge status={client.status} archived={client.archivedAt !== null} />,
}
const industry: Column<ClientRow> = {
  id: "industry",
  header: "Industry",
  width: 150,
  sort: "industry",
  cell: (client) => client.industry,
}
const owner: Column<ClientRow> = {
  id: "owner",
  header: "Owner",
  width: 160,
  sort: "owner",
  card: "none",
  cell: ({ owner }) =>
    owner ? (
      <Group component="span" gap={8} wrap="nowrap">
        <Face id={owner.id} name={owner.name} size={20} />
        {owner.name}
      </Group>
    ) : (
      quiet("Nobody")
    ),
}
const contact: Column<ClientRow> = {
  id: "contact",
  header: "Contact",
  width: 160,
  card: "none",
  cell: (client) => client.primaryContact?.name,
}
const tags: Column<ClientRow> = {
  id: "tags",
  header: "Tags",
  width: 180,
  card: "none",
  cell: (client) => <Tags tags={client.tags} oneLine />,
}
const rest: Column<ClientRow>[] = [
  { id: "domain", header: "Website", width: 170, card: "none", cell: (client) => quiet(client.domain) },
  {
    id: "email",
    header: "Email",
    width: 200,
    card: "none",
    hidden: true,
    cell: (client) => quiet(client.email),
  },
  {
    id: "phone",
    header: "Phone",
    width: 150,
    card: "none",
    hidden: true,
    cell: (client) => quiet(client.phone),
  },
  { id: "city", header: "City", width: 120, card: "none", cell: (client) => client.city },
  {
    id: "currency",
    header: "Currency",
    width: 90,
    card: "none",
    hidden: true,
    cell: (client) => client.currency,
  },
  {
    id: "createdAt",
    header: "Created",
    width: 110,
    sort: "createdAt",
    card: "none",
    hidden: true,
    cell: (client) => <When at={client.createdAt} />,
  },
  {
    id: "updatedAt",
    header: "Changed",
    width: 110,
    sort: "updatedAt",
    card: "none",
    cell: (client) => <When at={client.updatedAt} />,
  },
]
const internalColumns = [name, status, industry, owner, contact, tags, ...rest]
const outsideColumns = [name, status, industry, contact, ...rest]

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
  acts?: (client: ClientRow) => ReactNode
  /** The act that fills an empty list. */
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
  acts,
  create,
}: Props) {
  const trpc = useTRPC()
  const internal = usePermission("clients.internal")
  const { data: facets } = useQuery(trpc.clients.facets.queryOptions())
  const columns = internal ? internalColumns : outsideColumns
  const filtered = isFiltered(address)
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
                { value: noOwner, label: "Nobody" },
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
      paging={<Paging data={data} size={clientsPageSize} place={address} onPlace={change} />}
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
        {...(acts ? { acts } : {})}
        empty={
          <EmptyState
            icon={IconBuildingStore}
            title={filtered ? "No client fits" : "No clients yet"}
            act={!filtered && create}
          >
            {filtered
              ? "Loosen the search or a filter."
              : "Clients are the companies you work for. Each has contacts, people who look after it, and a history."}
          </EmptyState>
        }
      />
    </List>
  )
}
