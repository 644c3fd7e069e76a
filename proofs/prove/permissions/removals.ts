import type { TestApi } from "@alphas/api/testing"
import { Statements } from "@alphas/db/statement"
import { guardedTables as of, visible } from "@alphas/db/visible"
import {
  may,
  type Permission,
  permissionNames,
  permissions,
  type Scope,
  ways,
} from "@alphas/domain/permissions"
import { type SQL, sql } from "drizzle-orm"
import type { PgColumn, PgTable } from "drizzle-orm/pg-core"
import type { Agency } from "../../agency"
import { examples } from "../../calls/calls"
import { type Role, roles } from "../../calls/who"
import { anyMiss, type Miss, metaOf, trialsOf } from "./attempts"

/** A check that is taken away for as long as it is looked whether anything notices. */
export interface Removal {
  kind: "permissions" | "predicates" | "bounds of tokens" | "guards of lists"
  what: string
  isNoticed: () => Promise<boolean>
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

/** The procedures that ask for a predicate, and the permissions with which they do. */
interface Asked {
  paths: Set<string>
  permissions: Set<Permission>
}
export type AskedFor = ReadonlyMap<Table, Asked>

/** Which procedures ask for which predicates, noted while `work` runs. */
export async function noteAsked<T>(work: (during: (path: string) => void) => Promise<T>) {
  const asked = new Map<Table, Asked>(
    tables.map((table) => [table, { paths: new Set(), permissions: new Set() }]),
  )
  const were = { ...predicates }
  let path = ""
  for (const table of tables) {
    predicates[table] = (viewer, permission) => {
      asked.get(table)?.paths.add(path)
      if (permission !== undefined) asked.get(table)?.permissions.add(permission)
      return were[table](viewer, permission)
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
 * Where the predicates are asked themselves what they show to each role. Many a read is of an id whose parent has just
 * been checked, so that no answer says whether its own predicate holds as well.
 * - A column: one whose values are planted, each with whoever may read it.
 * - `own`: a column that must be the viewer's.
 * - `door`: all or nothing; nothing for roles that must not call what asks for it.
 */
const shown: Partial<
  Record<Table, { from: PgTable; column: PgColumn } | { from: PgTable; own: PgColumn } | { door: PgTable }>
> = {
  users: { door: of.users },
  directory: { from: of.users, column: of.users.id },
  clients: { from: of.clients, column: of.clients.id },
  clientMembers: { from: of.clientMembers, column: of.clientMembers.clientId },
  contacts: { from: of.contacts, column: of.contacts.id },
  campaigns: { from: of.campaigns, column: of.campaigns.id },
  campaignMembers: { from: of.campaignMembers, column: of.campaignMembers.campaignId },
  kpis: { from: of.kpis, column: of.kpis.id },
  kpiValues: { from: of.kpiValues, column: of.kpiValues.kpiId },
  campaignTemplates: { door: of.campaignTemplates },
  tasks: { from: of.tasks, column: of.tasks.id },
  campaignTasks: { from: of.campaigns, column: of.campaigns.id },
  removedTasks: { from: of.tasks, column: of.tasks.id },
  taskAssignees: { from: of.taskAssignees, column: of.taskAssignees.taskId },
  checklistItems: { from: of.checklistItems, column: of.checklistItems.id },
  taskDependencies: { from: of.taskDependencies, column: of.taskDependencies.id },
  daysOff: { door: of.daysOff },
  calendarSettings: { door: of.settings },
  leaves: { from: of.leaves, column: of.leaves.id },
  calendarLinks: { from: of.calendarLinks, own: of.calendarLinks.userId },
  timeEntries: { from: of.timeEntries, column: of.timeEntries.id },
  timesheets: { from: of.timesheets, column: of.timesheets.reason },
  timers: { from: of.timers, own: of.timers.userId },
  lockedMonths: { door: of.lockedMonths },
  rates: { door: of.rates },
  expenses: { from: of.expenses, column: of.expenses.id },
  removedExpenses: { from: of.expenses, column: of.expenses.id },
  receipts: { from: of.receipts, column: of.receipts.id },
  billingSettings: { door: of.billingSettings },
  clientBilling: { from: of.clientBilling, column: of.clientBilling.buyerReference },
  exchangeRates: { door: of.exchangeRates },
  invoices: { from: of.invoices, column: of.invoices.id },
  invoiceLines: { from: of.invoiceLines, column: of.invoiceLines.invoiceId },
  payments: { from: of.payments, column: of.payments.id },
  clientImports: { from: of.clientImports, column: of.clientImports.id },
  clientImportRows: { from: of.clientImportRows, column: of.clientImportRows.importId },
  clientImportChunks: { from: of.clientImportChunks, column: of.clientImportChunks.importId },
  clientImportKeys: { from: of.clientImportKeys, column: of.clientImportKeys.importId },
  changes: { from: of.changes, column: of.changes.clientId },
  settings: { door: of.settings },
  invitations: { door: of.invitations },
  sessions: { from: of.sessions, own: of.sessions.userId },
  apiTokens: { from: of.apiTokens, own: of.apiTokens.userId },
}

/** Asks each predicate itself, with every permission that it is asked with, what it shows to each role. */
export async function askPredicates(
  api: TestApi,
  agency: Agency,
  asked: AskedFor,
  only: readonly Table[] = tables,
): Promise<{ cells: number; misses: Miss[] }> {
  const { db } = api.database.connection
  let cells = 0
  const misses: Miss[] = []
  for (const table of only) {
    const how = shown[table]
    for (const permission of how === undefined ? [] : (asked.get(table)?.permissions ?? [])) {
      for (const role of roles) {
        const { user } = agency.people[role]
        const where = predicates[table](user, permission)
        if (how === undefined || ("door" in how && !mustNotCall(role, asked.get(table)?.paths, permission)))
          continue
        cells++
        const [from, value] =
          "door" in how ? [how.door, sql`'a row'`] : [how.from, "own" in how ? how.own : how.column]
        const rows = await db.execute<{ value: string }>(
          sql`select distinct ${value}::text as value from ${from} where ${where} and ${value} is not null`,
        )
        const values = [...rows].map((row) => row.value)
        const found =
          "door" in how
            ? values
            : "own" in how
              ? values.filter((id) => id !== user.id)
              : agency.secrets.leaked(values, role)
        for (const what of found.slice(0, 3))
          misses.push({
            path: `visible.${table}(${permission})`,
            role,
            relation: "-",
            expected: "nothing of it",
            got: `shows ${what}`,
          })
      }
    }
  }
  return { cells, misses }
}

/** Whether a role is refused at the door of every procedure of the permission. */
function mustNotCall(role: Role, paths: Iterable<string> = [], permission: Permission): boolean {
  const theirs = [...paths].filter((path) => {
    const meta = metaOf(path)
    return meta !== undefined && meta.kind !== "open" && meta.permission === permission
  })
  const given = theirs.flatMap((path) => examples.get(path)?.calls ?? [])
  return (
    given.length > 0 &&
    given.every((each) => (each.role ?? ((to) => each.row?.(to, "own")))(role) === "forbidden")
  )
}

/** Makes prepared statements anew while a predicate is away: they are kept by a shape that does not know of it. */
export async function withoutPrepared<T>(work: () => Promise<T>): Promise<T> {
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

/** Replaces each predicate of `visible.ts` by one that lets everything pass; an answer gives that away, or it itself. */
export function ofPredicates(api: TestApi, agency: Agency, asked: AskedFor): Removal[] {
  return tables.flatMap((table) => {
    const paths = [...(asked.get(table)?.paths ?? [])]
    // What no procedure asks for can show nobody anything.
    if (paths.length === 0) return []
    const isNoticed = async () => {
      const was = predicates[table]
      predicates[table] = () => sql`true`
      try {
        return (
          (await withoutPrepared(() => anyMiss(trialsOf(api, agency, paths)))) ||
          (await askPredicates(api, agency, asked, [table])).misses.length > 0
        )
      } finally {
        predicates[table] = was
      }
    }
    return [{ kind: "predicates", what: `visible.${table}, for ${paths.join(", ")}`, isNoticed }]
  })
}

/** Lets each way of calling do what it must not. */
export function ofWays(api: TestApi, agency: Agency, paths: string[]): Removal[] {
  const mutations = paths.filter((path) => metaOf(path)?.kind === "mutation")
  const closed = [
    ["read", "changes"],
    ["read_write", "account"],
    ["read_write", "people"],
    ["manage_people", "account"],
  ] as const
  return closed.map(([way, what]) => ({
    kind: "bounds of tokens",
    what: `a token (${way}) may not: ${what}`,
    async isNoticed() {
      // The table is readonly for everybody but this proof.
      const rule = ways[way] as Record<(typeof closed)[number][1], boolean>
      rule[what] = true
      try {
        return await anyMiss(trialsOf(api, agency, mutations, { closely: true }))
      } finally {
        rule[what] = false
      }
    },
  }))
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
export function ofPermissions(api: TestApi, agency: Agency, paths: string[]): Removal[] {
  const kind = "permissions"
  const usedBy = (permission: Permission) => {
    const own = paths.filter((path) => {
      const meta = metaOf(path)
      return meta !== undefined && meta.kind !== "open" && meta.permission === permission
    })
    return own.length > 0 ? own : paths.filter((path) => within[permission]?.paths.test(path))
  }
  return permissionNames.flatMap((permission) => {
    const affected = usedBy(permission)
    if (affected.length === 0)
      return [{ kind, what: `${permission}, which nothing asks for`, isNoticed: async () => false }]
    // The table is readonly for everybody but this proof.
    const rule = permissions[permission] as Partial<Record<Role, Scope>>
    const inner = within[permission]
    const callers = roles.filter(
      (role) => inner === undefined || affected.some((path) => mayCall(role, path)),
    )
    return callers.flatMap((role) => {
      const was = rule[role]
      const widens =
        was !== "all" &&
        !(was === "self" && nobodyElse.includes(permission)) &&
        (was === undefined || inner?.rows !== false)
      const broken: (Scope | undefined)[] = [
        ...(was === undefined ? [] : [undefined]),
        ...(widens ? (["all"] as const) : []),
      ]
      const set = (scope: Scope | undefined) => {
        if (scope === undefined) delete rule[role]
        else rule[role] = scope
      }
      return broken.map((scope) => ({
        kind,
        what: `${permission} of ${role}: ${was ?? "none"} -> ${scope ?? "none"}`,
        async isNoticed() {
          set(scope)
          return withoutPrepared(() => anyMiss(trialsOf(api, agency, affected, { roles: [role] }))).finally(
            () => set(was),
          )
        },
      }))
    })
  })
}
