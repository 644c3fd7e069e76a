import { defaultPageSize } from "@alphas/domain/paging"
import { type Role, roles } from "@alphas/domain/permissions"
import type { Address } from "../../table/address"
import { textOf, wordOf, wordsOf } from "../../table/address-values"

/** What the people page keeps in its address. */
export interface PeopleAddress extends Address {
  text: string
  role: readonly Role[]
  state: "active" | "disabled" | "all"
  page: number
  after: string | null
  /** Whose drawer is open. */
  person: string | null
  view: string
}

export const standardPeople: PeopleAddress = {
  ...{ text: "", role: [], state: "active", page: 1, after: null, person: null, view: "people" },
}

/** The question that an address stands for. */
export const peopleQuery = ({ text, role, state, after }: PeopleAddress) => ({
  text: textOf(text),
  role: wordsOf(roles, role),
  state: wordOf(["disabled", "all"], state, "active" as const),
  cursor: after,
  limit: defaultPageSize,
  count: true,
})
