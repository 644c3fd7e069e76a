import { declarations, type Entity, entities } from "@alphas/domain/entities"
import type { Declaration } from "@alphas/domain/entity"
import { may, type Permission, type Role, roles, scopeOf } from "@alphas/domain/permissions"

/** What decides which rows a person hears of. */
export interface Access {
  role: Role
  /** The client that a client viewer belongs to. */
  clientId: string | null
  /** The clients that they own or are a member of; only kept for roles with an assigned scope. */
  clients: ReadonlySet<string>
  /** The campaigns that they manage or work on; kept for the same roles. */
  campaigns: ReadonlySet<string>
}

/** What an audience looks at in a row of the log. */
export interface Told {
  entity: Entity
  entityId: string
  clientId: string | null
  campaignId: string | null
  actorId: string | null
  people: readonly string[]
}

/** The people whom a row names; the row of a person is about that person. */
export const concerned = (row: Told): readonly string[] =>
  row.entity === "user" && !row.people.includes(row.entityId) ? [...row.people, row.entityId] : row.people

/** Whether a person hears of a row. `access` is null for people who are disabled or gone. */
export const hears = (personId: string, access: Access | null, row: Told): boolean =>
  access !== null &&
  may(access.role, "changes.live") &&
  isFor(personId, access, row, declarations[row.entity])

/** Whether somebody reaches a row as its entity's declaration says: what the entity's predicate says in SQL. */
export function isFor(personId: string, access: Access, row: Told, { reach }: Declaration): boolean {
  switch (reach.by) {
    case "everyone":
      return true
    case "named":
      return names(row).includes(personId)
    case "role":
      return may(access.role, reach.permission)
    case "person": {
      const scope = scopeOf(access.role, reach.permission)
      const through = reach.through !== undefined && scope !== null && scope !== "self"
      const own = scope === "self" || through || (reach.own !== undefined && may(access.role, reach.own))
      return (
        scope === "all" ||
        (own && concerned(row).includes(personId)) ||
        (through && seesCampaign(access, reach.permission, row))
      )
    }
    default:
      return (
        (reach.also === undefined || may(access.role, reach.also)) &&
        sees[reach.by](access, reach.permission, row)
      )
  }
}

/** What of a row's ids a person may read: the others are left out of what they are told. */
export interface Readable {
  client: boolean
  campaign: boolean
  actor: boolean
}

/** @param row one that the person hears of. */
export const readableTo = (personId: string, access: Access, row: Told): Readable => ({
  client: seesClient(access, "clients.read", row.clientId),
  campaign: seesCampaign(access, "campaigns.read", row),
  actor: row.actorId === personId || may(access.role, "users.directory"),
})

const sees = {
  client: (access: Access, permission: Permission, row: Told) => seesClient(access, permission, row.clientId),
  campaign: (access: Access, permission: Permission, row: Told) => seesCampaign(access, permission, row),
  tasks: (access: Access, permission: Permission, row: Told) => seesTasks(access, permission, row.campaignId),
}

/** Whether a client is within a person's reach of `permission`: what `visible.clients` says in SQL. */
export function seesClient(access: Access, permission: Permission, clientId: string | null): boolean {
  switch (scopeOf(access.role, permission)) {
    case "all":
      return true
    case "assigned":
      return clientId !== null && access.clients.has(clientId)
    case "own":
      return clientId !== null && access.clientId === clientId
    default:
      return false
  }
}

/** Whether a campaign is within a person's reach of `permission`: what `visible.campaigns` says in SQL. */
export function seesCampaign(
  access: Access,
  permission: Permission,
  { clientId, campaignId }: Pick<Told, "clientId" | "campaignId">,
): boolean {
  return (
    seesClient(access, permission, clientId) ||
    (scopeOf(access.role, permission) === "assigned" &&
      campaignId !== null &&
      access.campaigns.has(campaignId))
  )
}

/** Whether the tasks of a campaign are within a person's reach of `permission`: what `visible.tasks` says in SQL. */
export function seesTasks(access: Access, permission: Permission, campaignId: string | null): boolean {
  const scope = scopeOf(access.role, permission)
  return scope === "all" || (scope === "assigned" && campaignId !== null && access.campaigns.has(campaignId))
}

/** Whether a row may change what anybody can see. */
export const touchesAccess = (row: Told): boolean => declarations[row.entity].access !== undefined

/** Whether a row may end or change somebody's role, sessions or tokens. */
export const touchesCredentials = (row: Told): boolean => declarations[row.entity].credentials ?? false

/** The entities of such rows. */
export const accessEntities = entities.filter((entity) => declarations[entity].access !== undefined)
export const credentialEntities = entities.filter((entity) => declarations[entity].credentials)

/** Whether the person must be told to look at everything again; `heard` says whether they hear of the row itself. */
export function changesAccessOf(personId: string, row: Told, heard: boolean): boolean {
  const { access } = declarations[row.entity]
  return (access === "always" || (access === "lost" && !heard)) && concerned(row).includes(personId)
}

/** Where the people who may hear of a row are to be looked for; each is still asked by `hears`. */
export interface Candidates {
  /** Everybody with one of these roles. */
  roles: readonly Role[]
  /** And those who are assigned to, or belong to, this client. */
  clientId: string | null
  /** And those who manage this campaign or work on it. */
  campaignId: string | null
  /** And these people. */
  people: readonly string[]
}

/** The roles of which everybody hears of an entity. */
const reaching = new Map<Entity, readonly Role[]>(
  entities.map((entity) => {
    const { reach } = declarations[entity]
    if (reach.by === "everyone") return [entity, roles]
    if (reach.by === "named") return [entity, []]
    if (reach.by === "role") return [entity, roles.filter((role) => may(role, reach.permission))]
    return [entity, roles.filter((role) => scopeOf(role, reach.permission) === "all")]
  }),
)

/** A superset of the audience that costs what the audience costs, not what everybody costs. */
export function candidates(row: Told): Candidates {
  const { reach } = declarations[row.entity]
  const by = reach.by === "person" ? reach.through : reach.by
  return {
    roles: reaching.get(row.entity) ?? [],
    clientId: by === "client" || by === "campaign" ? row.clientId : null,
    campaignId: by === "campaign" || by === "tasks" ? row.campaignId : null,
    people: reach.by === "named" ? names(row) : concerned(row),
  }
}

const names = (row: Told): readonly string[] => {
  const people = concerned(row)
  return people.length > 0 || row.actorId === null ? people : [row.actorId]
}
