import { expenseCategories, expenseSorts, expenseStates } from "@alphas/domain/expenses/words"
import {
  dayOf,
  firstBy,
  idsOf,
  idsOrWithout,
  type ListAddress,
  narrows,
  placeOf,
  textOf,
  wordsOf,
} from "../../table/address-values"

/** What the pages of expenses keep in the address. */
export interface ExpensesAddress extends ListAddress {
  /** `approvals`, or empty for the list. */
  view: string
  text: string
  state: readonly string[]
  /** Ids of people. */
  person: readonly string[]
  /** Ids of campaigns; `none` for those without. */
  campaign: readonly string[]
  category: readonly string[]
  from: string | null
  to: string | null
  /** `yes`, `no`, or empty for both. */
  billable: string
}

export const standardExpenses: ExpensesAddress = {
  ...{ view: "", text: "", state: [], person: [], campaign: [], category: [] },
  ...{ from: null, to: null, billable: "" },
  ...firstBy("day", "desc"),
}

/** What an address lets pass. */
export function expensesFilter(address: ExpensesAddress) {
  const { text, state, person, campaign, category, from, to, billable } = address
  return {
    text: textOf(text),
    state: wordsOf(expenseStates, state),
    userId: idsOf(person),
    campaignId: idsOrWithout(campaign),
    category: wordsOf(expenseCategories, category),
    ...{ from: dayOf(from), to: dayOf(to) },
    billable: billable === "yes" ? true : billable === "no" ? false : null,
  }
}

/** The question that an address stands for. */
export const expensesQuery = (address: ExpensesAddress) => ({
  ...expensesFilter(address),
  ...placeOf(address, expenseSorts, "day"),
})

/** The question for what waits for one's approval, oldest first. */
export const toDecideQuery = {
  toDecide: true,
  sort: "day",
  direction: "asc",
  limit: 100,
  count: true,
} as const

const filters = [...(["text", "state", "person", "campaign", "category", "from", "to", "billable"] as const)]

/** Whether anything narrows the list. */
export const isFiltered = (address: ExpensesAddress) => narrows(standardExpenses, address, filters)
