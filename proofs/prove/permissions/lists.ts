import { campaignList } from "@alphas/api/campaigns/list"
import { clientsList } from "@alphas/api/clients/list"
import { taskList } from "@alphas/api/tasks/list"
import type { TestApi } from "@alphas/api/testing"
import { entryList } from "@alphas/api/time/list"
import type { Permission } from "@alphas/domain/permissions"
import type { Agency } from "../../agency"
import type { Row } from "../../calls/calls"
import { type Role, readsClient, relations, roles } from "../../calls/who"
import { type Miss, outcomeOf } from "./attempts"
import { type Removals, withoutPrepared } from "./removals"

/** A list with what it is asked, and who may ask it: written apart from the list's own declaration. */
interface Asking {
  path: string
  /** Who may call it at all. */
  callers: readonly Role[]
  always: Record<string, unknown>
  sorts: Record<string, readonly Role[]>
  filters: Record<string, { for: readonly Role[]; values: (all: Known) => unknown[] }>
}

/** Ids of everything that there is. */
interface Known {
  rows: Row[]
  people: string[]
}

const agency: readonly Role[] = ["admin", "manager", "team_member", "finance"]
const all = (...names: string[]) => Object.fromEntries(names.map((name) => [name, roles]))
const words = (...given: string[]) => ({ for: roles, values: () => given.map((each) => [each]) })
const people = { for: agency, values: (known: Known) => [null, ...known.people].map((id) => [id]) }
const persons = { for: agency, values: (known: Known) => known.people.map((id) => [id]) }
const ofRows = (id: (row: Row) => string) => ({
  for: roles,
  values: (known: Known) => known.rows.map((row) => [id(row)]),
})
const texts = { for: roles, values: () => ["a", "client", "campaign", "task"] }
const days = { for: roles, values: () => ["2026-01-01", "2026-12-31"] }

const lists: Asking[] = [
  {
    path: "clients.list",
    callers: roles,
    always: { archived: "also", count: true },
    sorts: { ...all("name", "status", "industry", "createdAt", "updatedAt"), owner: agency },
    filters: {
      text: texts,
      status: words("prospect", "active"),
      industry: words("Retail"),
      ownerId: people,
      tags: { for: agency, values: ({ rows }) => rows.map(({ tag }) => [tag]) },
      archived: { for: roles, values: () => ["no", "only"] },
    },
  },
  {
    path: "campaigns.list",
    callers: roles,
    always: { archived: "also", count: true },
    sorts: all("name", "status", "startDay", "endDay", "createdAt", "updatedAt"),
    filters: {
      text: texts,
      status: words("planning", "active"),
      clientId: ofRows(({ clientId }) => clientId),
      managerId: persons,
      memberId: { for: agency, values: ({ people }) => people },
      archived: { for: roles, values: () => ["no", "only"] },
    },
  },
  {
    path: "tasks.list",
    callers: ["admin", "manager", "team_member"],
    always: { count: true },
    sorts: all("title", "status", "priority", "startDay", "endDay", "createdAt", "updatedAt"),
    filters: {
      text: texts,
      campaignId: ofRows(({ campaignId }) => campaignId),
      status: words("not_started", "completed"),
      priority: words("normal", "urgent"),
      assigneeId: people,
      from: days,
      to: days,
      overdue: { for: roles, values: () => [true] },
    },
  },
  {
    path: "time.list",
    callers: agency,
    always: {},
    sorts: {},
    filters: {
      userId: persons,
      campaignId: ofRows(({ campaignId }) => campaignId),
      taskId: { for: roles, values: ({ rows }) => rows.map(({ taskId }) => taskId) },
      from: days,
      to: days,
      billable: { for: roles, values: () => [true, false] },
    },
  },
  {
    path: "users.list",
    callers: ["admin", "manager"],
    always: { state: "all", count: true },
    sorts: {},
    filters: {
      text: texts,
      role: words(...roles),
      state: { for: roles, values: () => ["active", "disabled"] },
    },
  },
]

interface Answer {
  items: Record<string, unknown>[]
  total: number | string | null
}

/** Tries every order and every filter of a list as every role, and what filters offer; of no list nothing. */
export async function tryList(
  api: TestApi,
  agency: Agency,
  wanted: string,
): Promise<{ cells: number; misses: Miss[] }> {
  const misses: Miss[] = []
  let cells = 0
  const rows = roles.flatMap((role) =>
    relations.flatMap((relation) => agency.people[role].rows[relation] ?? []),
  )
  const { stranger, colleague } = agency.shared
  const known = {
    rows,
    people: [stranger.id, colleague.id, ...roles.map((role) => agency.people[role].user.id)],
  }
  for (const { path, callers, always, sorts, filters } of lists.filter((list) => list.path === wanted)) {
    for (const role of callers) {
      const expect = (what: string, expected: string, got: string) => {
        cells++
        if (expected !== got) misses.push({ path: `${path} by ${what}`, role, relation: "-", expected, got })
      }
      const ask = (input: object) => call(api, agency, role, path, { limit: 200, ...always, ...input })
      const search = (what: string, answer: unknown) => {
        for (const found of agency.secrets.leaked(answer, role))
          expect(what, "kept from them", `shows ${found}`)
      }
      const base = idsOf((await ask({})).answer)
      const fields = fieldsOf((await ask({})).answer)
      for (const [sort, who] of Object.entries(sorts)) {
        for (const direction of ["asc", "desc"]) {
          const { outcome, answer } = await ask({ sort, direction })
          expect(sort, who.includes(role) ? "done" : "forbidden", outcome)
          if (outcome === "done") {
            expect(sort, base.join(), idsOf(answer).join())
            expect(sort, fields.join(), fieldsOf(answer).join())
          }
          search(sort, answer)
        }
      }
      for (const [name, filter] of Object.entries(filters)) {
        for (const value of filter.values(known)) {
          const { outcome, answer } = await ask({ [name]: value })
          expect(name, "done", outcome)
          const found = idsOf(answer)
          const strange = found.filter((id) => !base.includes(id))
          // Of an archived campaign the list shows what is open only when that campaign is asked for.
          if (!(path === "tasks.list" && name === "campaignId")) expect(name, "", strange.join())
          if (!filter.for.includes(role))
            expect(`${name} ${String(value)}`, "nothing", found.join() || "nothing")
          search(name, answer)
        }
      }
    }
  }
  for (const role of roles) {
    // Whose campaigns they are shows only to whoever may see the client.
    for (const relation of relations) {
      const row = agency.people[role].rows[relation]
      if (row === undefined || wanted !== "campaigns.list") continue
      const { answer } = await call(api, agency, role, "campaigns.list", {
        clientId: [row.clientId],
        archived: "also",
      })
      cells++
      const got = idsOf(answer).length > 0 ? "done" : "not_found"
      const expected = readsClient(role, relation)
      if (got !== expected) misses.push({ path: "campaigns.list by clientId", role, relation, expected, got })
    }
    if (wanted !== "clients.facets") continue
    const { answer } = await call(api, agency, role, wanted, {})
    cells++
    for (const found of agency.secrets.leaked(answer, role))
      misses.push({
        path: "clients.facets",
        role,
        relation: "-",
        expected: "kept from them",
        got: `shows ${found}`,
      })
  }
  return { cells, misses }
}

const idsOf = (answer: Answer | undefined): string[] =>
  (answer?.items ?? []).map(({ id }) => String(id)).sort()
const fieldsOf = (answer: Answer | undefined): string[] => Object.keys(answer?.items[0] ?? {}).sort()

async function call(api: TestApi, agency: Agency, role: Role, path: string, input: object) {
  const caller = api.as(agency.people[role].user)
  const verb = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller)
  try {
    // Lists answer with a page; what filters offer is only searched.
    const answer = (await (verb as (input: object) => Promise<unknown>)(input)) as Answer
    return { outcome: "done", answer }
  } catch (error) {
    return { outcome: outcomeOf(error), answer: undefined }
  }
}

/** Takes away each guard of an order or a filter of the lists. */
export async function breakLists(api: TestApi, agency: Agency): Promise<Removals> {
  const removals: Removals = { tried: 0, missed: [] }
  const declared = {
    "clients.list": clientsList,
    "campaigns.list": campaignList,
    "tasks.list": taskList,
    "time.list": entryList,
  }
  for (const [path, { of }] of Object.entries(declared)) {
    // Readonly for everybody but this proof.
    const guards: [string, { needs?: Permission }][] = [
      ...Object.entries<{ needs?: Permission }>(of.filters),
      ...Object.entries<readonly { needs?: Permission }[]>(of.sorts).flatMap(([name, keys]) =>
        keys.map((key): [string, { needs?: Permission }] => [name, key]),
      ),
    ]
    for (const [name, guard] of guards) {
      const { needs } = guard
      if (needs === undefined) continue
      removals.tried++
      delete guard.needs
      try {
        const { misses } = await withoutPrepared(() => tryList(api, agency, path))
        if (misses.length === 0) removals.missed.push(`${path} by ${name} needs ${needs}`)
      } finally {
        guard.needs = needs
      }
    }
  }
  return removals
}
