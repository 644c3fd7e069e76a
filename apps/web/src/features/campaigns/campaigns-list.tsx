"use client"

import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { campaignStatuses, campaignStatusLabels } from "@alphas/domain/campaigns/words"
import type { Page } from "@alphas/domain/paging"
import { Button } from "@mantine/core"
import { IconSpeakerphone } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { usePermission } from "../../data/me"
import { EmptyState } from "../../feedback/states"
import { Cards } from "../../table/cards"
import { ColumnsMenu } from "../../table/columns-menu"
import { DataTable } from "../../table/data-table"
import { Filter } from "../../table/filter"
import { List } from "../../table/list"
import { Paging } from "../../table/paging"
import { SearchField } from "../../table/search-field"
import { SortMenu } from "../../table/sort-menu"
import { ToggleChip } from "../../table/toggle-chip"
import { ViewSwitch, viewOf } from "../../table/view-switch"
import { ClientFilter } from "../clients/client-filter"
import { usePeople } from "../users/person-select"
import { CampaignCard } from "./campaign-card"
import { type CampaignsAddress, isFiltered, standardCampaigns } from "./campaigns-address"
import { useCampaignColumns } from "./use-columns"

const statusChoices = campaignStatuses.map((value) => ({ value, label: campaignStatusLabels[value] }))
const archivedChoices = [
  { value: "only", label: "Only archived" },
  { value: "also", label: "Archived as well" },
]
const sortChoices = [
  { value: "endDay", label: "End" },
  { value: "startDay", label: "Start" },
  { value: "name", label: "Name" },
  { value: "status", label: "Status" },
  { value: "createdAt", label: "Created" },
  { value: "updatedAt", label: "Updated" },
]
const first = { page: 1, after: null }

interface Props {
  data: Page<CampaignRow> | undefined
  error: unknown
  retry: () => void
  waiting: boolean
  address: CampaignsAddress
  change: (change: Partial<CampaignsAddress>, how?: "push" | "replace") => void
  actions?: (campaign: CampaignRow) => ReactNode
  /** The action that fills an empty list. */
  create?: ReactNode
}

/** The campaigns one may see, as a table or as cards, with their filters. */
export function CampaignsList({ data, error, retry, waiting, address, change, actions, create }: Props) {
  const [finances, people, clients] = [
    usePermission("campaigns.finances"),
    usePermission("users.directory"),
    usePermission("clients.internal"),
  ]
  const managers = usePeople()
  const columns = useCampaignColumns()
  const filtered = isFiltered(address)
  const { sort, direction } = address
  const view = viewOf(address.view)
  const narrow = (filter: Partial<CampaignsAddress>) => change({ ...filter, ...first })
  const sorting = { sort, direction: direction === "desc" ? ("desc" as const) : ("asc" as const) }
  const shown = {
    label: "Campaigns",
    rows: data?.items,
    error,
    retry,
    waiting,
    name: (campaign: CampaignRow) => campaign.name,
    href: (campaign: CampaignRow) => `/campaigns/${campaign.id}`,
    ...(actions ? { actions } : {}),
    empty: (
      <EmptyState
        icon={IconSpeakerphone}
        title={filtered ? "No matching campaigns" : "No open campaigns"}
        action={
          filtered ? (
            <Button
              size="xs"
              variant="default"
              onClick={() => change({ ...standardCampaigns, sort, direction, view })}
            >
              Clear filters
            </Button>
          ) : (
            create
          )
        }
      >
        {filtered
          ? "Change the search or remove a filter."
          : create
            ? "A campaign is work for a client with dates, a budget, members and KPIs. Filter by status to find completed ones."
            : "Campaigns you have access to appear here. Filter by status to find completed ones."}
      </EmptyState>
    ),
  }
  return (
    <List
      toolbar={
        <>
          <SearchField
            placeholder="Search campaigns"
            value={address.text}
            onChange={(text) => change({ text, ...first }, "replace")}
          />
          {people && (
            <ToggleChip
              label="Mine"
              on={address.mine === "yes"}
              toggle={() => narrow({ mine: address.mine === "yes" ? "" : "yes" })}
            />
          )}
          <Filter
            label="Status"
            choices={statusChoices}
            value={address.status}
            onChange={(status) => narrow({ status })}
          />
          {clients && <ClientFilter value={address.client} onChange={(client) => narrow({ client })} />}
          {people && (
            <Filter
              label="Manager"
              choices={managers.map(({ id, name }) => ({ value: id, label: name }))}
              value={address.manager}
              onChange={(manager) => narrow({ manager })}
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
          <SortMenu choices={sortChoices} sorting={sorting} onSort={(next) => narrow({ ...next })} />
          {view === "table" && <ColumnsMenu id="campaigns" columns={columns} />}
          <ViewSwitch view={view} onView={(next) => change({ view: next })} />
        </>
      }
      paging={<Paging data={data} place={address} onPlace={change} />}
    >
      {view === "cards" ? (
        <Cards {...shown} body={(campaign) => <CampaignCard campaign={campaign} finances={finances} />} />
      ) : (
        <DataTable
          {...shown}
          id="campaigns"
          columns={columns}
          sorting={sorting}
          onSort={(next) => narrow({ ...next })}
        />
      )}
    </List>
  )
}
