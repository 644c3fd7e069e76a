import type { Entity } from "@alphas/domain/entities"
import type { Permission } from "@alphas/domain/permissions"
import type { SQL } from "drizzle-orm"
import { slot } from "./statement"
import { calendarSettings, calendarTables } from "./visible/calendar"
import { campaignsTables } from "./visible/campaigns"
import { changesTables } from "./visible/changes"
import { clientsTables } from "./visible/clients"
import type { Entities, Guarded, Predicate, Viewer } from "./visible/grants"
import { campaignTasks, removedTasks, tasksTables } from "./visible/tasks"
import { removedTimeEntries, timeTables } from "./visible/time"
import { directory, usersTables } from "./visible/users"

export type { Entities, Grant, Guarded, Viewer } from "./visible/grants"
export { anyOf, declaredTable, grantsOf } from "./visible/grants"

/** The viewer of a statement that serves every viewer of the same role: see `Statements`. */
export const anyViewer = (viewer: Viewer): Viewer => ({
  id: slot("viewer"),
  role: viewer.role,
  clientId: viewer.clientId === null ? null : slot("viewerClient"),
})

/** What goes into the slots of `anyViewer`. */
export const viewerValues = (viewer: Viewer) => ({ viewer: viewer.id, viewerClient: viewer.clientId })

/** Every table with its predicate, by its property name in `visible`. A table that is not here does not pass the tests. */
const tables = {
  ...usersTables,
  ...calendarTables,
  ...clientsTables,
  ...campaignsTables,
  ...tasksTables,
  ...timeTables,
  ...changesTables,
}
/** Other ways to look at some of them. */
const further = { directory, calendarSettings, campaignTasks, removedTasks, removedTimeEntries }

/** The values of an object by the same keys, each made into something else. */
const mapped = <Key extends string, Value, Made>(
  object: Readonly<Record<Key, Value>>,
  make: (value: Value) => Made,
): Record<Key, Made> =>
  // The entries of an object with its values made anew: fromEntries forgets the keys.
  Object.fromEntries(Object.entries<Value>(object).map(([key, value]) => [key, make(value)])) as Record<
    Key,
    Made
  >

type Tables = typeof tables

/** Tables by their property name. */
export const guardedTables = mapped<keyof Tables, Guarded, Guarded["table"]>(
  tables,
  ({ table }) => table,
) as {
  // Each keeps the type of its own table.
  [Name in keyof Tables]: Tables[Name]["table"]
}

/** One function a table, through which every read of that table goes, joins and counts included. */
export const visible: Record<keyof Tables | keyof typeof further, Predicate> = mapped<
  keyof Tables | keyof typeof further,
  Guarded,
  Predicate
>({ ...tables, ...further }, (guarded) => guarded.visible)

<<<<<<< HEAD
// `offset 0` keeps Postgres from reading everything that a person belongs to in order to answer for one row: each row is
// asked by itself, and whoever looks for all rows of somebody begins with what they belong to (see the gates of lists).

/** The ways in which the client named by `clientId` is within `scope` of the viewer. */
function clientGrants(viewer: Viewer, scope: Scope | null, clientId: AnyColumn): Grant[] {
  switch (scope) {
    case "all":
      return [{ because: "the role reaches every client", holds: everything }]
    case "assigned":
      return [
        {
          because: "they own the client",
          holds: sql`exists (select from ${clients} as owned where owned.id = ${clientId} and owned.owner_id = ${viewer.id} offset 0)`,
        },
        {
          because: "they are a member of the client",
          holds: sql`exists (select from ${clientMembers} as membership where membership.client_id = ${clientId} and membership.user_id = ${viewer.id} offset 0)`,
        },
      ]
    case "own":
      return viewer.clientId === null
        ? []
        : [{ because: "it is the client they belong to", holds: sql`${clientId} = ${viewer.clientId}` }]
    default:
      return []
  }
}

/** The same for a row of `clients` itself: the owner is in the row. */
function ownClientGrants(viewer: Viewer, scope: Scope | null): Grant[] {
  return clientGrants(viewer, scope, clients.id).map((grant) =>
    grant.because === "they own the client"
      ? { ...grant, holds: sql`${clients.ownerId} = ${viewer.id}` }
      : grant,
  )
}

function personGrants(viewer: Viewer, scope: Scope | null, userId: AnyColumn): Grant[] {
  if (scope === "all") return [{ because: "the role reaches every person", holds: everything }]
  if (scope === "self") return [{ because: "it is their own", holds: sql`${userId} = ${viewer.id}` }]
  return []
}

/** The ways in which a row of `campaigns` is within `scope` of the viewer. A campaign's manager is a member of it. */
function campaignGrants(viewer: Viewer, scope: Scope | null): Grant[] {
  const ofClient = clientGrants(viewer, scope, campaigns.clientId)
  if (scope === "all") return [{ because: "the role reaches every campaign", holds: everything }]
  if (scope !== "assigned") return ofClient
  return [
    {
      because: "they manage the campaign or work on it",
      holds: sql`exists (select from ${campaignMembers} as working where working.campaign_id = ${campaigns.id} and working.user_id = ${viewer.id} offset 0)`,
    },
    ...ofClient,
  ]
}

/** The ways in which the task of the campaign `campaignId` is within `scope`: whoever does a task works on its campaign. */
function taskGrants(viewer: Viewer, scope: Scope | null, campaignId: AnyColumn): Grant[] {
  if (scope === "all") return [{ because: "the role reaches every task", holds: everything }]
  if (scope !== "assigned") return []
  return [
    {
      because: "they manage its campaign or work on it",
      holds: sql`exists (select from ${campaignMembers} as working where working.campaign_id = ${campaignId} and working.user_id = ${viewer.id} offset 0)`,
    },
  ]
}

/** The grants of a row of each table that people ask about. */
export const grants = {
  campaigns: (viewer: Viewer, permission: Permission) =>
    campaignGrants(viewer, scopeOf(viewer.role, permission)),
  clients: (viewer: Viewer, permission: Permission) =>
    ownClientGrants(viewer, scopeOf(viewer.role, permission)),
  tasks: (viewer: Viewer, permission: Permission) =>
    taskGrants(viewer, scopeOf(viewer.role, permission), tasks.campaignId),
  contacts: (viewer: Viewer, permission: Permission) =>
    clientGrants(viewer, scopeOf(viewer.role, permission), contacts.clientId),
  users: (viewer: Viewer, permission: Permission) =>
    personGrants(viewer, scopeOf(viewer.role, permission), users.id),
} satisfies Record<string, (viewer: Viewer, permission: Permission) => Grant[]>

/**
 * The predicate of a table, marked so that a statement shows that it went through here: the tests read the mark in
 * every statement that the API sends.
 */
const predicate = (table: string, given: Grant[], also: SQL = everything): SQL =>
  sql`(${sql.raw(`/* visible ${table} */`)} ${also} and ${or(...given.map((grant) => grant.holds)) ?? nothing})`

/** What hangs on a client goes with it when it is deleted. */
const ofLivingClient = (clientId: AnyColumn) =>
  sql`exists (select from ${clients} as own where own.id = ${clientId} and own.deleted_at is null)`
/** What hangs on a campaign is seen by whoever sees the campaign. */
function ofCampaign(viewer: Viewer, permission: Permission, campaignId: AnyColumn): Grant[] {
  const holds = grants.campaigns(viewer, permission).map((grant) => grant.holds)
  if (holds.length === 0) return []
  const seen = sql`select ${campaigns.id} from ${campaigns}
    where /* visible campaigns */ ${ofLivingClient(campaigns.clientId)} and (${or(...holds)})`
  return [{ because: "they see the campaign", holds: sql`${campaignId} in (${seen})` }]
}
/** What hangs on a task is seen by whoever sees the task. */
const ofTask = (table: string, taskId: AnyColumn) => (viewer: Viewer, permission: Permission) => {
  const [grant] = grants.tasks(viewer, permission)
  const seen = sql`select ${tasks.id} from ${tasks} where /* visible tasks */ ${living(tasks.deletedAt)} and ${grant?.holds ?? nothing}`
  return predicate(
    table,
    grant === undefined ? [] : [{ because: "they see the task", holds: sql`${taskId} in (${seen})` }],
  )
}
const living = (column: AnyColumn) => sql`${column} is null`
/** Tables that hold only a person's own rows, whatever the role. */
const ownRows = (table: string, userId: AnyColumn) => (viewer: Viewer) =>
  predicate(table, [{ because: "it is their own", holds: sql`${userId} = ${viewer.id}` }])
/** Tables that no verb shows. */
const nobody = (table: string) => () => predicate(table, [])
const byScope = (table: string) => (viewer: Viewer, permission: Permission) =>
  predicate(
    table,
    scopeOf(viewer.role, permission) === null
      ? []
      : [{ because: "the role has the permission", holds: everything }],
  )

const ownImport = (table: string, importId: AnyColumn) => (viewer: Viewer, permission: Permission) =>
  predicate(
    table,
    scopeOf(viewer.role, permission) === null
      ? []
      : [
          {
            because: "it is their own import",
            holds: sql`exists (select from ${clientImports} as own where own.id = ${importId} and own.user_id = ${viewer.id})`,
          },
        ],
  )

/**
 * One function a table, through which every read of that table goes, joins and counts included. A table without its
 * function does not pass the tests.
 */
export const visible = {
  users: (viewer: Viewer, permission: Permission = "users.read") =>
    predicate("users", grants.users(viewer, permission)),
  /** Names and pictures only: what agency roles need to assign somebody, and to read who did something. */
  directory: (viewer: Viewer) =>
    predicate(
      "users",
      scopeOf(viewer.role, "users.directory") === null
        ? [{ because: "it is their own", holds: sql`${users.id} = ${viewer.id}` }]
        : [{ because: "the role sees the directory", holds: everything }],
    ),
  clients: (viewer: Viewer, permission: Permission = "clients.read") =>
    predicate("clients", grants.clients(viewer, permission), living(clients.deletedAt)),
  clientMembers: (viewer: Viewer, permission: Permission = "clients.read") =>
    predicate(
      "client_members",
      scopeOf(viewer.role, "users.directory") === null
        ? []
        : clientGrants(viewer, scopeOf(viewer.role, permission), clientMembers.clientId),
    ),
  contacts: (viewer: Viewer, permission: Permission = "contacts.read") =>
    predicate(
      "contacts",
      grants.contacts(viewer, permission),
      sql`${living(contacts.deletedAt)} and ${ofLivingClient(contacts.clientId)}`,
    ),
  campaigns: (viewer: Viewer, permission: Permission = "campaigns.read") =>
    predicate("campaigns", grants.campaigns(viewer, permission), ofLivingClient(campaigns.clientId)),
  campaignMembers: (viewer: Viewer, permission: Permission = "campaigns.read") =>
    predicate(
      "campaign_members",
      scopeOf(viewer.role, "users.directory") === null
        ? []
        : ofCampaign(viewer, permission, campaignMembers.campaignId),
    ),
  kpis: (viewer: Viewer, permission: Permission = "campaigns.read") =>
    predicate("kpis", ofCampaign(viewer, permission, kpis.campaignId)),
  kpiValues: (viewer: Viewer, permission: Permission = "campaigns.read") =>
    predicate(
      "kpi_values",
      ofCampaign(viewer, permission, kpis.campaignId).map(({ because, holds }) => ({
        because,
        holds: sql`${kpiValues.kpiId} in (select ${kpis.id} from ${kpis} where /* visible kpis */ ${holds})`,
      })),
    ),
  campaignTemplates: byScope("campaign_templates"),
  tasks: (viewer: Viewer, permission: Permission = "tasks.read") =>
    predicate("tasks", grants.tasks(viewer, permission), living(tasks.deletedAt)),
  /** Campaigns whose tasks are within reach: where a task may be added, or the plan changed. */
  campaignTasks: (viewer: Viewer, permission: Permission = "tasks.write") =>
    predicate(
      "campaigns",
      taskGrants(viewer, scopeOf(viewer.role, permission), campaigns.id),
      ofLivingClient(campaigns.clientId),
    ),
  /** Tasks that were removed, to bring them back. */
  removedTasks: (viewer: Viewer, permission: Permission = "tasks.write") =>
    predicate("tasks", grants.tasks(viewer, permission), sql`${tasks.deletedAt} is not null`),
  taskAssignees: ofTask("task_assignees", taskAssignees.taskId),
  checklistItems: ofTask("checklist_items", checklistItems.taskId),
  taskDependencies: (viewer: Viewer, permission: Permission = "tasks.read") =>
    predicate(
      "task_dependencies",
      taskGrants(viewer, scopeOf(viewer.role, permission), taskDependencies.campaignId),
    ),
  daysOff: byScope("days_off"),
  /** Working days and holidays only: what everybody of the agency plans by. */
  calendarSettings: byScope("settings"),
  leaves: (viewer: Viewer, permission: Permission = "calendar.read") =>
    predicate("leaves", personGrants(viewer, scopeOf(viewer.role, permission), leaves.userId)),
  calendarLinks: ownRows("calendar_links", calendarLinks.userId),
  timeEntries: (viewer: Viewer, permission: Permission = "time.read") =>
    predicate(
      "time_entries",
      personGrants(viewer, scopeOf(viewer.role, permission), timeEntries.userId),
      living(timeEntries.deletedAt),
    ),
  /** Time that was removed, to bring it back. */
  removedTimeEntries: (viewer: Viewer, permission: Permission = "time.track") =>
    predicate(
      "time_entries",
      personGrants(viewer, scopeOf(viewer.role, permission), timeEntries.userId),
      sql`${timeEntries.deletedAt} is not null`,
    ),
  timesheets: (viewer: Viewer, permission: Permission = "time.read") =>
    predicate("timesheets", personGrants(viewer, scopeOf(viewer.role, permission), timesheets.userId)),
  timers: ownRows("timers", timers.userId),
  lockedMonths: byScope("locked_months"),
  rates: byScope("rates"),
  clientImports: (viewer: Viewer, permission: Permission = "clients.import") =>
    predicate("client_imports", personGrants(viewer, scopeOf(viewer.role, permission), clientImports.userId)),
  clientImportRows: ownImport("client_import_rows", clientImportRows.importId),
  clientImportChunks: ownImport("client_import_chunks", clientImportChunks.importId),
  clientImportKeys: ownImport("client_import_keys", clientImportKeys.importId),
  changes: (viewer: Viewer, permission: Permission = "changes.history") =>
    predicate("changes", clientGrants(viewer, scopeOf(viewer.role, permission), changes.clientId)),
  settings: byScope("settings"),
  invitations: byScope("invitations"),
  sessions: ownRows("sessions", sessions.userId),
  apiTokens: ownRows("api_tokens", apiTokens.userId),
  recoveryCodes: ownRows("recovery_codes", recoveryCodes.userId),
  passwordResets: nobody("password_resets"),
  idempotencyKeys: ownRows("idempotency_keys", idempotencyKeys.userId),
  changeEpoch: nobody("change_epoch"),
} satisfies Record<string, (viewer: Viewer, permission: Permission) => SQL>

/** Every table by its property name in `visible`: the test compares this with the schema. */
export const guardedTables = {
  users,
  clients,
  clientMembers,
  contacts,
  campaigns,
  campaignMembers,
  kpis,
  kpiValues,
  campaignTemplates,
  tasks,
  taskAssignees,
  checklistItems,
  taskDependencies,
  daysOff,
  leaves,
  calendarLinks,
  timeEntries,
  timesheets,
  timers,
  lockedMonths,
  rates,
  clientImports,
  clientImportRows,
  clientImportChunks,
  clientImportKeys,
  changes,
  settings,
  invitations,
  sessions,
  apiTokens,
  recoveryCodes,
  passwordResets,
  idempotencyKeys,
  changeEpoch,
} satisfies Partial<Record<keyof typeof visible, unknown>>
=======
const byEntity = new Map(
  Object.values<Guarded & { entity?: Entity }>(tables).flatMap((guarded) =>
    guarded.entity === undefined ? [] : [[guarded.entity, guarded as Entities]],
  ),
)

/** The table of an entity, with the ways in which a row of it can be within reach; undefined for one without a table. */
export const tableOf = (entity: Entity): Entities | undefined => byEntity.get(entity)
>>>>>>> e2d2921 (Declare each entity once)

/** The predicates of one call: without an argument they are those of the permission that the call asked for. */
export type Visible = { readonly [Table in keyof typeof visible]: (permission?: Permission) => SQL }

/** Every predicate, bound to a viewer and to the permission of the procedure. */
export function visibleTo(viewer: Viewer, permission: Permission): Visible {
  return mapped<keyof typeof visible, Predicate, (other?: Permission) => SQL>(
    visible,
    (of) =>
      (other = permission) =>
        of(viewer, other),
  )
}
