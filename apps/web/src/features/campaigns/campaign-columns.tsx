import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { Group, Text } from "@mantine/core"
import { Days, When } from "../../format/time"
import { Face } from "../../shell/face"
import type { Column } from "../../table/column"
import { RowGlow } from "../../table/row-link"
import { CampaignStatusBadge, HealthBadge } from "./badges"
import { BudgetUsed, WorkDone } from "./share"

const quiet = (text: string) => (
  <Text component="span" size="sm" c="dimmed">
    {text}
  </Text>
)

const name: Column<CampaignRow> = {
  id: "name",
  header: "Name",
  width: 300,
  sort: "name",
  cell: (campaign) => (
    <>
      <RowGlow id={campaign.id} />
      {campaign.name}
    </>
  ),
}
const client: Column<CampaignRow> = {
  id: "client",
  header: "Client",
  width: 150,
  cell: (campaign) => campaign.client?.name,
}
const status: Column<CampaignRow> = {
  id: "status",
  header: "Status",
  width: 100,
  sort: "status",
  card: "aside",
  cell: (campaign) => (
    <CampaignStatusBadge status={campaign.status} archived={campaign.archivedAt !== null} />
  ),
}
const health: Column<CampaignRow> = {
  id: "health",
  header: "Health",
  width: 84,
  cell: (campaign) => <HealthBadge campaign={campaign} onlyBad="phone" />,
}
const dates: Column<CampaignRow> = {
  id: "dates",
  header: "Dates",
  width: 165,
  sort: "endDay",
  cell: (campaign) => <Days from={campaign.startDay} to={campaign.endDay} />,
}
const progress: Column<CampaignRow> = {
  id: "progress",
  header: "Work done",
  width: 112,
  card: "none",
  cell: (campaign) => <WorkDone campaign={campaign} />,
}
const budget: Column<CampaignRow> = {
  id: "budget",
  header: "Budget used",
  width: 112,
  card: "none",
  cell: (campaign) => <BudgetUsed campaign={campaign} />,
}
const manager: Column<CampaignRow> = {
  id: "manager",
  header: "Manager",
  width: 140,
  card: "none",
  cell: ({ manager }) =>
    manager ? (
      <Group component="span" gap={8} wrap="nowrap">
        <Face id={manager.id} name={manager.name} size={20} />
        {manager.name}
      </Group>
    ) : (
      quiet("Nobody")
    ),
}

/** Columns that fit once others are hidden, or on a wide screen. */
const further: Column<CampaignRow>[] = [
  {
    id: "createdAt",
    header: "Created",
    width: 110,
    sort: "createdAt",
    card: "none",
    hidden: true,
    cell: (campaign) => <When at={campaign.createdAt} />,
  },
  {
    id: "updatedAt",
    header: "Updated",
    width: 110,
    sort: "updatedAt",
    card: "none",
    hidden: true,
    cell: (campaign) => <When at={campaign.updatedAt} />,
  },
]

interface Sees {
  /** Budgets and what was spent. */
  finances: boolean
  /** Who works at the agency. */
  people: boolean
}

/** The list's columns for a reader. What is shown at first fits 1,440 pixels. */
export const campaignColumns = ({ finances, people }: Sees): Column<CampaignRow>[] => [
  ...[name, client, status, health, dates, progress],
  ...(finances ? [budget] : []),
  ...(people ? [manager] : []),
  ...further,
]

/** The columns on the page of a client, which need not say whose they are. */
export const columnsOfClient = (sees: Sees): Column<CampaignRow>[] =>
  campaignColumns(sees).filter((column) => column !== client && column !== manager && !column.hidden)
