import { invoiceKinds, invoiceSorts, invoiceStates } from "@alphas/domain/invoices/words"
import {
  dayOf,
  firstBy,
  idsOf,
  isId,
  type ListAddress,
  narrows,
  placeOf,
  textOf,
  wordsOf,
} from "../../table/address-values"

/** What the list of invoices keeps in its address. */
export interface InvoicesAddress extends ListAddress {
  text: string
  kind: readonly string[]
  state: readonly string[]
  /** Ids of clients. */
  client: readonly string[]
  /** The id of a campaign, or empty. */
  campaign: string
  /** Issued in these days. */
  from: string | null
  to: string | null
  /** Due in these days: the receivables of an age. */
  dueFrom: string | null
  dueTo: string | null
  /** ISO 4217, or empty for every currency. */
  currency: string
  /** `yes` for what is open past its due day. */
  overdue: string
}

export const standardInvoices: InvoicesAddress = {
  ...{ text: "", kind: [], state: [], client: [], campaign: "" },
  ...{ from: null, to: null, dueFrom: null, dueTo: null, currency: "", overdue: "" },
  ...firstBy("issueDay", "desc"),
}

/** What an address lets pass. */
export function invoicesFilter(address: InvoicesAddress) {
  const { text, kind, state, client, campaign, from, to, dueFrom, dueTo, currency, overdue } = address
  return {
    text: textOf(text),
    kind: wordsOf(invoiceKinds, kind),
    state: wordsOf(invoiceStates, state),
    clientId: idsOf(client),
    campaignId: isId(campaign) ? campaign : null,
    ...{ from: dayOf(from), to: dayOf(to), dueFrom: dayOf(dueFrom), dueTo: dayOf(dueTo) },
    currency: /^[A-Z]{3}$/.test(currency) ? currency : null,
    overdue: overdue === "yes" ? true : null,
  }
}

/** The question that an address stands for. */
export const invoicesQuery = (address: InvoicesAddress) => ({
  ...invoicesFilter(address),
  ...placeOf(address, invoiceSorts, "issueDay"),
})

const filters = [
  ...(["text", "kind", "state", "client", "campaign", "from", "to"] as const),
  ...(["dueFrom", "dueTo", "currency", "overdue"] as const),
]

/** Whether anything narrows the list. */
export const isFiltered = (address: InvoicesAddress) => narrows(standardInvoices, address, filters)
