import { clientSorts, clientStatuses } from "@alphas/domain/clients/words"
import {
  archivedOf,
  firstBy,
  idsOrWithout,
  type ListAddress,
  narrows,
  placeOf,
  textOf,
  wordsOf,
} from "../../table/address-values"

/** What the list of clients keeps in its address. */
export interface ClientsAddress extends ListAddress {
  text: string
  status: readonly string[]
  /** Ids of owners; `none` for clients without one. */
  owner: readonly string[]
  industry: readonly string[]
  tag: readonly string[]
  archived: string
}

export const standardClients: ClientsAddress = {
  ...{ text: "", status: [], owner: [], industry: [], tag: [], archived: "no" },
  ...firstBy("name"),
}

/** The filters that an address stands for. */
export function clientFiltersOf({ text, status, owner, industry, tag, archived }: ClientsAddress) {
  return {
    text: textOf(text),
    status: wordsOf(clientStatuses, status),
    ownerId: idsOrWithout(owner),
    industry: [...industry],
    tags: [...tag],
    archived: archivedOf(archived),
  }
}

/** The question that an address stands for. */
export const clientsQuery = (address: ClientsAddress) => ({
  ...clientFiltersOf(address),
  ...placeOf(address, clientSorts, "name"),
})

/** Whether anything narrows the list. */
export const isFiltered = (address: ClientsAddress) =>
  narrows(standardClients, address, ["text", "status", "owner", "industry", "tag", "archived"])
