import type { TestApi } from "@alphas/api/testing"
import type { Agency } from "../../agency"
import { type Role, readsClient, relations, roles } from "../../calls/who"
import type { lists } from "../../list-questions"
import type { Miss } from "./attempts"

type Path = keyof typeof lists

/** Orders that show something by which row comes first, and from whom they are kept. */
const orders: readonly { path: Path; sort: string; from: readonly Role[] }[] = [
  { path: "clients.list", sort: "owner", from: ["client_viewer"] },
]

/** Filters that answer yes or no, from whom they are kept, and values of which some row has one. */
const filters: readonly {
  path: Path
  name: string
  from: readonly Role[]
  values: (agency: Agency, role: Role) => unknown[]
}[] = [
  {
    ...{ path: "clients.list", name: "tags", from: ["client_viewer"] },
    values: ({ people }, role) => [[people[role].rows.own.tag]],
  },
  { path: "clients.list", name: "ownerId", from: ["client_viewer"], values: (agency) => each(staff(agency)) },
  {
    path: "campaigns.list",
    name: "managerId",
    from: ["client_viewer"],
    values: (agency) => each(staff(agency)),
  },
  { path: "campaigns.list", name: "memberId", from: ["client_viewer"], values: (agency) => staff(agency) },
]

const staff = ({ shared: { stranger, doer, colleague } }: Agency) =>
  [stranger, doer, colleague].map(({ id }) => id)
const each = (values: readonly string[]) => values.map((value) => [value])

/**
 * Asks each list in the orders and by the filters that are kept from some role: the order is refused, the filter lets
 * nothing pass. Whose campaigns they are is answered to whoever may see the client.
 */
export async function tryLists(
  api: TestApi,
  agency: Agency,
  only: (path: string) => boolean = () => true,
): Promise<{ cells: number; misses: Miss[] }> {
  let cells = 0
  const misses: Miss[] = []
  const expect = (path: string, role: Role, relation: Miss["relation"], expected: string, got: string) => {
    cells++
    if (got !== expected) misses.push({ path, role, relation, expected, got })
  }
  for (const role of roles) {
    for (const { path, sort, from } of orders.filter((order) => only(order.path))) {
      const answer = await ask(api, agency, role, path, { sort })
      const got = "refused" in answer ? answer.refused : "done"
      expect(`${path} by ${sort}`, role, "-", from.includes(role) ? "forbidden" : "done", got)
    }
    for (const { path, name, from, values } of filters.filter((filter) => only(filter.path))) {
      if (!from.includes(role)) continue
      for (const value of values(agency, role)) {
        const answer = await ask(api, agency, role, path, { [name]: value, archived: "also" })
        const got = "refused" in answer ? answer.refused : `${answer.items.length} rows`
        expect(`${path} where ${name}`, role, "-", "0 rows", got)
      }
    }
    for (const relation of only("campaigns.list") ? relations : []) {
      const row = agency.people[role].rows[relation]
      if (row === undefined) continue
      const answer = await ask(api, agency, role, "campaigns.list", {
        clientId: [row.clientId],
        archived: "also",
      })
      const got = "refused" in answer ? answer.refused : answer.items.length > 0 ? "done" : "not_found"
      expect("campaigns.list where clientId", role, relation, readsClient(role, relation), got)
    }
  }
  return { cells, misses }
}

async function ask(
  api: TestApi,
  agency: Agency,
  role: Role,
  path: Path,
  input: object,
): Promise<{ items: unknown[] } | { refused: string }> {
  const [name = "", verb = ""] = path.split(".")
  // The caller is a tree of the procedures by their paths.
  const caller = api.as(agency.people[role].user) as unknown as Record<
    string,
    Record<string, (input: object) => Promise<{ items: unknown[] }>>
  >
  const list = caller[name]?.[verb]
  if (list === undefined) throw new Error(`There is no ${path}.`)
  return list({ ...input, limit: 200 }).catch((error) => {
    if (error.code === "INTERNAL_SERVER_ERROR") throw error
    return { refused: String(error.reason) }
  })
}
