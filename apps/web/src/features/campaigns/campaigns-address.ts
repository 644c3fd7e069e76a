import {
  type CampaignSort,
  type CampaignStatus,
  campaignSorts,
  campaignStatuses,
} from "@alphas/domain/campaigns/words"
import { defaultPageSize } from "@alphas/domain/paging"
import type { Address } from "../../table/address"

/** What the list of campaigns keeps in its address. */
export interface CampaignsAddress extends Address {
  /** `table` or `cards`. */
  view: string
  text: string
  status: readonly string[]
  /** Ids of clients. */
  client: readonly string[]
  /** Ids of managers. */
  manager: readonly string[]
  /** `yes` for those that the reader manages or works on. */
  mine: string
  archived: string
  sort: string
  direction: string
  page: number
  after: string | null
}

export const standardCampaigns: CampaignsAddress = {
  view: "table",
  text: "",
  // What is over would come first where the list is ordered by its end.
  status: campaignStatuses.filter((status) => status !== "completed"),
  client: [],
  manager: [],
  mine: "",
  archived: "no",
  sort: "endDay",
  direction: "asc",
  page: 1,
  after: null,
}

const isStatus = (value: string): value is CampaignStatus =>
  campaignStatuses.some((status) => status === value)
const isSort = (value: string): value is CampaignSort => campaignSorts.some((sort) => sort === value)
const isId = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

const archivedOf = (value: string): "no" | "only" | "also" =>
  value === "only" || value === "also" ? value : "no"

/** The question that an address stands for, asked by the person `me`; what nobody knows is left out. */
export function campaignsQuery(address: CampaignsAddress, me: string) {
  const { text, status, client, manager, mine, archived, sort, direction, after } = address
  return {
    text: text.slice(0, 200),
    status: status.filter(isStatus),
    clientId: client.filter(isId),
    managerId: manager.filter(isId),
    memberId: mine === "yes" ? me : null,
    archived: archivedOf(archived),
    sort: isSort(sort) ? sort : ("endDay" as const),
    direction: direction === "desc" ? ("desc" as const) : ("asc" as const),
    cursor: after,
    limit: defaultPageSize,
    count: true,
  }
}

/** Whether anything narrows the list more than it is by itself. */
export const isFiltered = ({ text, status, client, manager, mine, archived }: CampaignsAddress) =>
  text !== "" ||
  mine !== "" ||
  archived !== "no" ||
  [client, manager].some((filter) => filter.length > 0) ||
  status.length !== standardCampaigns.status.length ||
  status.some((each) => !standardCampaigns.status.includes(each))

/** The campaigns of one client, as its page lists them. */
export const campaignsOf = (clientId: string) => ({
  clientId: [clientId],
  sort: "endDay" as const,
  direction: "desc" as const,
  limit: 50,
})
