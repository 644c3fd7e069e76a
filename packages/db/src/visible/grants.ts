import { declarations, type Entity } from "@alphas/domain/entities"
import type { Declaration } from "@alphas/domain/entity"
import { type Permission, type Role, type Scope, scopeOf } from "@alphas/domain/permissions"
import { type AnyColumn, getTableColumns, getTableName, or, type SQL, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import { campaignMembers, campaigns } from "../schema/campaigns"
import { clientMembers, clients } from "../schema/clients"

/** Whose eyes a read happens with. */
export interface Viewer {
  id: string
  role: Role
  clientId: string | null
}

/** One way in which a row can be within a scope, with the words that `permissions.explain` uses for it. */
export interface Grant {
  because: string
  holds: SQL
}

/** The columns of a table through which its rows are reached. */
export interface Place {
  client?: AnyColumn
  campaign?: AnyColumn
  person?: AnyColumn
}

export type Predicate = (viewer: Viewer, permission?: Permission) => SQL

const nothing = sql`false`
const everything = sql`true`
export const living = (column: AnyColumn): SQL => sql`${column} is null`
/** What hangs on a client goes with it when it is deleted. */
const ofLivingClient = (clientId: AnyColumn): SQL =>
  clientId === campaigns.clientId
    ? sql`not ${campaigns.clientDeleted}`
    : sql`exists (select from ${clients} as own where own.id = ${clientId} and own.deleted_at is null)`

// `offset 0` keeps Postgres from reading everything that a person belongs to in order to answer for one row: each row is
// asked by itself, and whoever looks for all rows of somebody begins with what they belong to (see the gates of lists).

/** The ways in which the client that a column names is within `scope`. */
function clientGrants(viewer: Viewer, scope: Scope | null, clientId: AnyColumn): Grant[] {
  if (scope === "all") return [{ because: "the role reaches every client", holds: everything }]
  if (scope === "own" && viewer.clientId !== null)
    return [{ because: "it is the client they belong to", holds: sql`${clientId} = ${viewer.clientId}` }]
  if (scope !== "assigned") return []
  return [
    {
      because: "they own the client",
      holds:
        clientId === clients.id
          ? sql`${clients.ownerId} = ${viewer.id}`
          : sql`exists (select from ${clients} as owned where owned.id = ${clientId} and owned.owner_id = ${viewer.id} offset 0)`,
    },
    {
      because: "they are a member of the client",
      holds: sql`exists (select from ${clientMembers} as membership where membership.client_id = ${clientId} and membership.user_id = ${viewer.id} offset 0)`,
    },
  ]
}

/** The ways in which the campaign that a column names is within `scope`. A campaign's manager is a member of it. */
function campaignGrants(viewer: Viewer, scope: Scope | null, campaignId: AnyColumn): Grant[] {
  const ofClient = clientGrants(viewer, scope, campaigns.clientId)
  const grants =
    scope === "all"
      ? [{ because: "the role reaches every campaign", holds: everything }]
      : scope !== "assigned"
        ? ofClient
        : [
            {
              because: "they manage the campaign or work on it",
              holds: sql`exists (select from ${campaignMembers} as working where working.campaign_id = ${campaigns.id} and working.user_id = ${viewer.id} offset 0)`,
            },
            ...ofClient,
          ]
  if (campaignId === campaigns.id || grants.length === 0) return grants
  const seen = sql`select ${campaigns.id} from ${campaigns}
    where /* visible campaigns */ ${ofLivingClient(campaigns.clientId)} and (${anyOf(grants)})`
  return [{ because: "they see the campaign", holds: sql`${campaignId} in (${seen})` }]
}

/** The ways in which the tasks of the campaign that a column names are within `scope`. */
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

function personGrants(viewer: Viewer, scope: Scope | null, userId: AnyColumn): Grant[] {
  if (scope === "all") return [{ because: "the role reaches every person", holds: everything }]
  if (scope === "self") return [{ because: "it is their own", holds: sql`${userId} = ${viewer.id}` }]
  return []
}

/** The ways in which a row that is about a person, and perhaps of a campaign, is within `scope`. */
const throughCampaign = (
  viewer: Viewer,
  scope: Scope | null,
  userId: AnyColumn,
  campaignId: AnyColumn,
): Grant[] =>
  scope === null
    ? []
    : [...personGrants(viewer, "self", userId), ...campaignGrants(viewer, scope, campaignId)]

const roleGrants = (scope: Scope | null): Grant[] =>
  scope === null ? [] : [{ because: "the role has the permission", holds: everything }]

/** The ways in which a row is within the reach of `permission`, as its entity's declaration says. */
export function grantsOf(
  { reach }: Declaration,
  place: Place,
  viewer: Viewer,
  permission: Permission,
): Grant[] {
  const scope = scopeOf(viewer.role, permission)
  const at = (column: AnyColumn | undefined): AnyColumn => {
    if (column === undefined) throw new Error(`A row that is reached by ${reach.by} needs a column for it.`)
    return column
  }
  if ("also" in reach && reach.also !== undefined && scopeOf(viewer.role, reach.also) === null) return []
  switch (reach.by) {
    case "client":
      return clientGrants(viewer, scope, at(place.client))
    case "campaign":
      return campaignGrants(viewer, scope, at(place.campaign))
    case "tasks":
      return taskGrants(viewer, scope, at(place.campaign))
    case "person":
      return reach.through === undefined || scope === "all" || scope === "self"
        ? personGrants(viewer, scope, at(place.person))
        : throughCampaign(viewer, scope, at(place.person), at(place.campaign))
    case "named":
      return personGrants(viewer, reach.permission === undefined ? "self" : scope, at(place.person))
    default:
      return roleGrants(scope)
  }
}

/** Whether any of the ways holds. */
export const anyOf = (grants: readonly Grant[]): SQL => or(...grants.map((grant) => grant.holds)) ?? nothing

/**
 * A predicate, marked so that a statement shows that it went through here: the tests read the mark in every statement
 * that the API sends.
 */
export const predicate = (table: string, given: readonly Grant[], also: SQL = everything): SQL =>
  sql`(${sql.raw(`/* visible ${table} */`)} ${also} and (${anyOf(given)}))`

/** A table with its predicate. */
export interface Guarded<Table extends PgTable = PgTable> {
  table: Table
  visible: Predicate
}

/** The same of a table of an entity, with the ways in which a row can be within reach. */
export interface Entities<Table extends PgTable = PgTable> extends Guarded<Table> {
  /** Where a row of the table is reached. */
  place: Place
  grants: (viewer: Viewer, permission: Permission) => Grant[]
}

/** The table of an entity: visible as the declaration says, and only while it and the client that it hangs on live. */
export function entityTable<Table extends PgTable>(
  entity: Entity,
  table: Table,
  place: Place,
): Entities<Table> & { entity: Entity } {
  return { entity, ...declaredTable(declarations[entity], table, place) }
}

/** The same for any declaration. */
export function declaredTable<Table extends PgTable>(
  declaration: Declaration,
  table: Table,
  place: Place,
): Entities<Table> {
  const { reach } = declaration
  const { deletedAt } = getTableColumns(table)
  const grants = (viewer: Viewer, permission: Permission) => grantsOf(declaration, place, viewer, permission)
  const also = [
    ...(deletedAt === undefined ? [] : [living(deletedAt)]),
    ...(place.client === undefined || place.client === clients.id ? [] : [ofLivingClient(place.client)]),
  ]
  const standard = reach.permission ?? "account.self"
  return {
    table,
    place,
    grants,
    visible: (viewer, permission = standard) =>
      predicate(
        getTableName(table),
        grants(viewer, permission),
        also.length === 0 ? everything : sql.join(also, sql` and `),
      ),
  }
}

/** Tables whose rows are a person's own, whatever the role. */
export const ownRows = <Table extends PgTable>(table: Table, userId: AnyColumn): Guarded<Table> => ({
  table,
  visible: (viewer) => predicate(getTableName(table), personGrants(viewer, "self", userId)),
})

/** Tables that no verb shows. */
export const nobodys = <Table extends PgTable>(table: Table): Guarded<Table> => ({
  table,
  visible: () => predicate(getTableName(table), []),
})

/** All rows for whoever has the permission, whatever its reach. */
export const byRole = <Table extends PgTable>(table: Table, standard: Permission): Guarded<Table> => ({
  table,
  visible: (viewer, permission = standard) =>
    predicate(getTableName(table), roleGrants(scopeOf(viewer.role, permission))),
})

/** Rows of whatever client the viewer reaches within the permission. */
export const clientReach = <Table extends PgTable>(
  table: Table,
  clientId: AnyColumn,
  standard: Permission,
): Guarded<Table> => ({
  table,
  visible: (viewer, permission = standard) =>
    predicate(getTableName(table), clientGrants(viewer, scopeOf(viewer.role, permission), clientId)),
})

/** Rows that hang on a row of another table, and are seen by whoever sees that. */
export const hangingOn = <Table extends PgTable>(
  table: Table,
  column: AnyColumn,
  on: Guarded,
  id: AnyColumn,
  because: string,
): Guarded<Table> => ({
  table,
  visible: (viewer, permission) =>
    predicate(getTableName(table), [
      {
        because,
        holds: sql`${column} in (select ${id} from ${on.table} where ${on.visible(viewer, permission)})`,
      },
    ]),
})

/** Rows of a table that were removed, within the same reach: to restore them. */
export const removed = (
  { table, grants }: Entities,
  deletedAt: AnyColumn,
  standard: Permission,
): Guarded => ({
  table,
  visible: (viewer, permission = standard) =>
    predicate(getTableName(table), grants(viewer, permission), sql`${deletedAt} is not null`),
})
