import { appRouter } from "@alphas/api/router"
import type { TestApi } from "@alphas/api/testing"
import { Statements } from "@alphas/db/statement"
import { guardedTables, visible } from "@alphas/db/visible"
import {
  may,
  type Permission,
  permissionNames,
  permissions,
  type Scope,
  ways,
} from "@alphas/domain/permissions"
import { type SQL, sql } from "drizzle-orm"
import { type How, type Miss, metaOf, tryAll } from "./attempts"
import { cases } from "./cases"
import type { Fixture } from "./fixture"
import { type Role, roles } from "./oracle"

/** What became of taking checks away: how many, and those that nothing noticed. */
export interface Removals {
  tried: number
  missed: string[]
}

interface Within {
  paths: RegExp
  /** Whether it decides of which rows, too: where it is false, those that the procedure finds. */
  rows: boolean
}

/** Permissions that no procedure asks for at its door, and the procedures that ask for them inside. */
const within: Partial<Record<Permission, Within>> = {
  "clients.internal": { paths: /^clients\.(get|list)$/, rows: false },
  "contacts.read": { paths: /^(clients\.get|clients\.duplicates|changes\.history)$/, rows: false },
  "campaigns.finances": { paths: /^(campaigns\.(get|list)|time\.list|changes\.history)$/, rows: true },
  "leave.manage": { paths: /^calendar\.leave\./, rows: true },
  "time.manage": { paths: /^time\.(update|remove|restore)$/, rows: true },
}

type Predicate = (viewer: { id: string; role: Role; clientId: string | null }, permission?: Permission) => SQL
type Table = keyof typeof visible
// Readonly for everybody but this proof; each is called with what the product calls it with.
const predicates = visible as unknown as Record<Table, Predicate>
// The keys of an object literal: Object.keys forgets them.
const tables = Object.keys(visible) as Table[]

/** Which procedures ask for which predicates, noted while `work` runs. */
export async function noteAsked<T>(work: (during: (path: string) => void) => Promise<T>) {
  const asked = new Map<Table, Set<string>>(tables.map((table) => [table, new Set()]))
  const were = { ...predicates }
  let path = ""
  for (const table of tables) {
    predicates[table] = (...given) => {
      asked.get(table)?.add(path)
      return were[table](...given)
    }
  }
  try {
    const result = await work((now) => {
      path = now
    })
    return { asked, result }
  } finally {
    Object.assign(predicates, were)
  }
}

/**
 * Of these tables everybody with the permission sees every row: the procedure's door has said so already. What their
 * predicate is for, a read by whoever lacks the permission, is asked of it directly.
 */
const behindDoors: Partial<Record<Table, keyof typeof guardedTables>> = {
  settings: "settings",
  calendarSettings: "settings",
  daysOff: "daysOff",
  lockedMonths: "lockedMonths",
  rates: "rates",
  invitations: "invitations",
  campaignTemplates: "campaignTemplates",
}

/** Whether a predicate of such a table shows rows to a role that must not call the procedures which ask for it. */
export async function tryDoors(
  api: TestApi,
  fixture: Fixture,
  asked: ReadonlyMap<Table, ReadonlySet<string>>,
  only: readonly Table[] = tables,
): Promise<{ cells: number; misses: Miss[] }> {
  let cells = 0
  const misses: Miss[] = []
  for (const table of only) {
    const name = behindDoors[table]
    if (name === undefined) continue
    for (const path of asked.get(table) ?? []) {
      const meta = metaOf(path)
      if (meta === undefined || meta.kind === "open") continue
      for (const role of roles) {
        if ([cases[path] ?? []].flat().some((each) => each.role?.(role) !== "forbidden")) continue
        cells++
        const where = predicates[table](fixture.people[role].user, meta.permission)
        const [row] = await api.database.connection.db.execute<{ count: number }>(
          sql`select count(*)::int as count from ${guardedTables[name]} where ${where}`,
        )
        if (row?.count !== 0)
          misses.push({ path, role, relation: "-", expected: "nothing", got: `shows ${table}` })
      }
    }
  }
  return { cells, misses }
}

/** Makes prepared statements anew while a predicate is away: they are kept by a shape that does not know of it. */
async function withoutPrepared<T>(work: () => Promise<T>): Promise<T> {
  const { fill } = Statements.prototype
  const round = ++rounds
  Statements.prototype.fill = function (shape, build, values) {
    return fill.call(this, `${shape}|${round}`, build, values)
  }
  try {
    return await work()
  } finally {
    Statements.prototype.fill = fill
  }
}
let rounds = 0

/** Replaces each predicate of `visible.ts` by one that lets everything pass. */
export async function breakPredicates(
  api: TestApi,
  fixture: Fixture,
  asked: ReadonlyMap<Table, ReadonlySet<string>>,
): Promise<Removals> {
  const removals: Removals = { tried: 0, missed: [] }
  for (const table of tables) {
    const paths = [...(asked.get(table) ?? [])].filter((path) => path in cases)
    const was = predicates[table]
    // What no procedure asks for can show nobody anything.
    if (paths.length === 0) continue
    removals.tried++
    predicates[table] = () => sql`true`
    try {
      const { misses } = await withoutPrepared(() =>
        behindDoors[table] === undefined
          ? tryAll(api, fixture, paths, { closely: true, untilFirst: true })
          : tryDoors(api, fixture, asked, [table]),
      )
      if (misses.length === 0) removals.missed.push(`visible.${table}, for ${paths.join(", ")}`)
    } finally {
      predicates[table] = was
    }
  }
  return removals
}

/** Lets each way of calling do what it must not. */
export async function breakWays(api: TestApi, fixture: Fixture): Promise<Removals> {
  const removals: Removals = { tried: 0, missed: [] }
  const mutations = Object.keys(appRouter._def.procedures).filter((path) => metaOf(path)?.kind === "mutation")
  const closed = [
    ["read", "changes"],
    ["read_write", "account"],
  ] as const
  for (const [way, what] of closed) {
    removals.tried++
    // The table is readonly for everybody but this proof.
    const rule = ways[way] as Record<typeof what, boolean>
    rule[what] = true
    try {
      const { misses } = await tryAll(api, fixture, mutations, { closely: true, untilFirst: true })
      if (misses.length === 0) removals.missed.push(`a token (${way}) may not: ${what}`)
    } finally {
      rule[what] = false
    }
  }
  return removals
}

function mayCall(role: Role, path: string): boolean {
  const meta = metaOf(path)
  return meta !== undefined && meta.kind !== "open" && may(role, meta.permission)
}

/**
 * Permissions whose `self` no predicate goes by: their procedures know no other row than the caller's own, whom they do
 * not let anybody name.
 */
const nobodyElse: readonly Permission[] = [
  "account.self",
  "calendar.link",
  "leave.own",
  "time.track",
  "changes.live",
]

/** Widens and takes away each permission of each role in turn; each must make some cell come out differently. */
export async function breakPermissions(api: TestApi, fixture: Fixture, paths: string[]): Promise<Removals> {
  const removals: Removals = { tried: 0, missed: [] }
  const usedBy = (permission: Permission) => {
    const own = paths.filter((path) => {
      const meta = metaOf(path)
      return meta !== undefined && meta.kind !== "open" && meta.permission === permission
    })
    return own.length > 0 ? own : paths.filter((path) => within[permission]?.paths.test(path))
  }
  for (const permission of permissionNames) {
    const affected = usedBy(permission)
    if (affected.length === 0) removals.missed.push(`${permission}, which nothing asks for`)
    // The table is readonly for everybody but this proof.
    const rule = permissions[permission] as Partial<Record<Role, Scope>>
    const inner = within[permission]
    const callers = roles.filter(
      (role) => inner === undefined || affected.some((path) => mayCall(role, path)),
    )
    for (const role of callers) {
      const was = rule[role]
      const widens =
        was !== "all" &&
        !(was === "self" && nobodyElse.includes(permission)) &&
        (was === undefined || inner?.rows !== false)
      const broken: (Scope | undefined)[] = [
        ...(was === undefined ? [] : [undefined]),
        ...(widens ? (["all"] as const) : []),
      ]
      const how: How = { roles: [role], untilFirst: true }
      for (const scope of broken) {
        removals.tried++
        if (scope === undefined) delete rule[role]
        else rule[role] = scope
        const { misses } = await tryAll(api, fixture, affected, how).finally(() => {
          if (was === undefined) delete rule[role]
          else rule[role] = was
        })
        if (misses.length === 0)
          removals.missed.push(`${permission} of ${role}: ${was ?? "none"} -> ${scope ?? "none"}`)
      }
    }
  }
  return removals
}
