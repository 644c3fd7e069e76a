import { paymentKinds, paymentMethods } from "@alphas/domain/payments/words"
import {
  dayOf,
  firstBy,
  idsOf,
  type ListAddress,
  narrows,
  placeOf,
  wordsOf,
} from "../../table/address-values"

/** What the list of payments keeps in its address. */
export interface PaymentsAddress extends ListAddress {
  kind: readonly string[]
  method: readonly string[]
  /** Ids of clients. */
  client: readonly string[]
  from: string | null
  to: string | null
  /** The id of the payment that is looked at, or empty. */
  open: string
}

export const standardPayments: PaymentsAddress = {
  ...{ kind: [], method: [], client: [], from: null, to: null, open: "" },
  ...firstBy("day", "desc"),
}

const sorts = ["day", "minor", "createdAt"] as const

/** The question that an address stands for. */
export const paymentsQuery = (address: PaymentsAddress) => ({
  kind: wordsOf(paymentKinds, address.kind),
  method: wordsOf(paymentMethods, address.method),
  clientId: idsOf(address.client),
  ...{ from: dayOf(address.from), to: dayOf(address.to) },
  ...placeOf(address, sorts, "day"),
})

/** Whether anything narrows the list. */
export const isFiltered = (address: PaymentsAddress) =>
  narrows(standardPayments, address, ["kind", "method", "client", "from", "to"])
