import { defaultPageSize } from "@alphas/domain/paging"
import { type Role, roles } from "@alphas/domain/permissions"
import type { Address } from "../../table/address"

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
  text: "",
  role: [],
  state: "active",
  page: 1,
  after: null,
  person: null,
  view: "people",
}

const states = ["active", "disabled", "all"] as const

/** The question that an address stands for; what somebody wrote into it by hand and nobody knows is left out. */
export function peopleQuery({ text, role, state, after }: PeopleAddress) {
  return {
    text,
    role: role.filter((each) => roles.includes(each)),
    state: states.find((each) => each === state) ?? "active",
    cursor: after,
    limit: defaultPageSize,
    count: true,
  }
}
