import { type ClientSort, type ClientStatus, clientSorts, clientStatuses } from "@alphas/domain/clients/words"
import { defaultPageSize } from "@alphas/domain/paging"
import type { Address } from "../../table/address"

/** What the list of clients keeps in its address. */
export interface ClientsAddress extends Address {
  text: string
  status: readonly string[]
  /** Ids of owners; `none` for clients without one. */
  owner: readonly string[]
  industry: readonly string[]
  tag: readonly string[]
  archived: string
  sort: string
  direction: string
  page: number
  after: string | null
}

export const standardClients: ClientsAddress = {
  text: "",
  status: [],
  owner: [],
  industry: [],
  tag: [],
  archived: "no",
  sort: "name",
  direction: "asc",
  page: 1,
  after: null,
}

/** The filter that stands for "without an owner". */
export const noOwner = "none"

const isStatus = (value: string): value is ClientStatus => clientStatuses.some((status) => status === value)
const isSort = (value: string): value is ClientSort => clientSorts.some((sort) => sort === value)
const isId = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

const archivedOf = (value: string): "no" | "only" | "also" =>
  value === "only" || value === "also" ? value : "no"

/** The filters that an address stands for; what nobody knows is left out. */
export function clientFiltersOf(address: ClientsAddress) {
  const { text, status, owner, industry, tag, archived } = address
  return {
    text: text.slice(0, 200),
    status: status.filter(isStatus),
    ownerId: owner.filter((id) => id === noOwner || isId(id)).map((id) => (id === noOwner ? null : id)),
    industry: [...industry],
    tags: [...tag],
    archived: archivedOf(archived),
  }
}

/** The question that an address stands for. */
export function clientsQuery(address: ClientsAddress) {
  const { sort, direction, after } = address
  return {
    ...clientFiltersOf(address),
    sort: isSort(sort) ? sort : ("name" as const),
    direction: direction === "desc" ? ("desc" as const) : ("asc" as const),
    cursor: after,
    limit: defaultPageSize,
    count: true,
  }
}

/** Whether anything narrows the list. */
export const isFiltered = ({ text, status, owner, industry, tag, archived }: ClientsAddress) =>
  text !== "" || archived !== "no" || [status, owner, industry, tag].some((filter) => filter.length > 0)
