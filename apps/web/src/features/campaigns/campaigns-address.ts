import { campaignSorts, campaignStatuses } from "@alphas/domain/campaigns/words"
import {
  archivedOf,
  firstBy,
  idsOf,
  type ListAddress,
  narrows,
  placeOf,
  textOf,
  wordsOf,
} from "../../table/address-values"

/** What the list of campaigns keeps in its address. */
export interface CampaignsAddress extends ListAddress {
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
}

export const standardCampaigns: CampaignsAddress = {
  ...{ view: "table", text: "", client: [], manager: [], mine: "", archived: "no" },
  // What is over would come first where the list is ordered by its end.
  status: campaignStatuses.filter((status) => status !== "completed"),
  ...firstBy("endDay"),
}

/** The question that an address stands for, asked by the person `me`. */
export function campaignsQuery(address: CampaignsAddress, me: string) {
  const { text, status, client, manager, mine, archived } = address
  return {
    text: textOf(text),
    status: wordsOf(campaignStatuses, status),
    clientId: idsOf(client),
    managerId: idsOf(manager),
    memberId: mine === "yes" ? me : null,
    archived: archivedOf(archived),
    ...placeOf(address, campaignSorts, "endDay"),
  }
}

/** Whether anything narrows the list more than it is by itself. */
export const isFiltered = (address: CampaignsAddress) =>
  narrows(standardCampaigns, address, ["text", "status", "client", "manager", "mine", "archived"])

/** The campaigns of one client, as its page lists them. */
export const campaignsOf = (clientId: string) => ({
  clientId: [clientId],
  sort: "endDay" as const,
  direction: "desc" as const,
  limit: 50,
})
