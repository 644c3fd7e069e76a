import { type Entity, entities } from "@alphas/domain/changes/dto"
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

/**
 * Who hears of a change.
 * - `client`: who sees the row's client within `permission`, and has every permission of `also`.
 * - `campaign`: the same for the row's campaign.
 * - `task`: who has `permission` for all rows, or works on the row's campaign.
 * - `people`: who has `permission`, and the people whom the row concerns.
 * - `role`: who has `permission`, whatever its reach.
 * - `named`: only the people whom the row concerns, or who did it when it concerns nobody by name.
 * - `everyone`: everybody who is signed in.
 */
type Audience =
  | { kind: "client" | "campaign"; permission: Permission; also?: Permission }
  | { kind: "task"; permission: Permission }
  | { kind: "people"; permission: Permission }
  | { kind: "role"; permission: Permission }
  | { kind: "named" }
  | { kind: "everyone" }

/**
 * Whether a row changes what the people whom it concerns can see, so that they have to look at everything again.
 * - `always`: it does.
 * - `lost`: only when they do not hear of the row itself any more; else that is enough to look again at one client.
 */
type AccessEffect = "always" | "lost" | "never"

interface Rule {
  audience: Audience
  access: AccessEffect
  /** Whether a row may end or change what the people whom it concerns are signed in with. */
  credentials?: true
}

/** The people whom a row names; the row of a person is about that person. */
export const concerned = (row: Told): readonly string[] =>
  row.entity === "user" && !row.people.includes(row.entityId) ? [...row.people, row.entityId] : row.people

/** One rule an entity: a new entity does not compile without it. */
const rules: Record<Entity, Rule> = {
  user: { audience: { kind: "people", permission: "users.read" }, access: "always", credentials: true },
  client: { audience: { kind: "client", permission: "clients.read" }, access: "lost" },
  client_member: {
    // Who works on a client is the agency's directory, which client viewers do not see.
    audience: { kind: "client", permission: "clients.read", also: "users.directory" },
    access: "always",
  },
  contact: { audience: { kind: "client", permission: "contacts.read" }, access: "never" },
  campaign: { audience: { kind: "campaign", permission: "campaigns.read" }, access: "lost" },
  campaign_member: {
    audience: { kind: "campaign", permission: "campaigns.read", also: "users.directory" },
    access: "always",
  },
  kpi: { audience: { kind: "campaign", permission: "campaigns.read" }, access: "never" },
  campaign_template: { audience: { kind: "role", permission: "campaigns.create" }, access: "never" },
  task: { audience: { kind: "task", permission: "tasks.read" }, access: "never" },
  task_dependency: { audience: { kind: "task", permission: "tasks.read" }, access: "never" },
  schedule: { audience: { kind: "task", permission: "tasks.read" }, access: "never" },
  leave: { audience: { kind: "people", permission: "calendar.read" }, access: "never" },
  calendar_link: { audience: { kind: "named" }, access: "never" },
  time_entry: { audience: { kind: "people", permission: "time.read" }, access: "never" },
  timer: { audience: { kind: "named" }, access: "never" },
  timesheet: { audience: { kind: "people", permission: "time.read" }, access: "never" },
  locked_month: { audience: { kind: "people", permission: "calendar.read" }, access: "never" },
  rate: { audience: { kind: "people", permission: "rates.manage" }, access: "never" },
  client_import: { audience: { kind: "named" }, access: "never" },
  session: { audience: { kind: "named" }, access: "never", credentials: true },
  api_token: { audience: { kind: "named" }, access: "never", credentials: true },
  invitation: { audience: { kind: "people", permission: "users.manage" }, access: "never" },
  settings: { audience: { kind: "everyone" }, access: "never" },
}

/** Whether a person hears of a row. `access` is null for people who are disabled or gone. */
export function hears(personId: string, access: Access | null, row: Told): boolean {
  if (access === null || !may(access.role, "changes.live")) return false
  const { audience } = rules[row.entity]
  switch (audience.kind) {
    case "everyone":
      return true
    case "named":
      return names(row).includes(personId)
    case "role":
      return may(access.role, audience.permission)
    case "people":
      return scopeOf(access.role, audience.permission) === "all" || concerned(row).includes(personId)
    case "client":
      return (
        (audience.also === undefined || may(access.role, audience.also)) &&
        seesClient(access, audience.permission, row.clientId)
      )
    case "task":
      return seesTasks(access, audience.permission, row.campaignId)
    case "campaign":
      return (
        (audience.also === undefined || may(access.role, audience.also)) &&
        seesCampaign(access, audience.permission, row)
      )
  }
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
export const touchesAccess = (row: Told): boolean => rules[row.entity].access !== "never"

/** Whether a row may end or change somebody's role, sessions or tokens. */
export const touchesCredentials = (row: Told): boolean => rules[row.entity].credentials ?? false

/** The entities of such rows. */
export const accessEntities = entities.filter((entity) => rules[entity].access !== "never")
export const credentialEntities = entities.filter((entity) => rules[entity].credentials)

/** Whether the person must be told to look at everything again; `heard` says whether they hear of the row itself. */
export function changesAccessOf(personId: string, row: Told, heard: boolean): boolean {
  const { access } = rules[row.entity]
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
    const { audience } = rules[entity]
    if (audience.kind === "everyone") return [entity, roles]
    if (audience.kind === "named") return [entity, []]
    if (audience.kind === "role") return [entity, roles.filter((role) => may(role, audience.permission))]
    return [entity, roles.filter((role) => scopeOf(role, audience.permission) === "all")]
  }),
)

const isNested = (entity: Entity) => ["client", "campaign"].includes(rules[entity].audience.kind)

/** A superset of the audience that costs what the audience costs, not what everybody costs. */
export const candidates = (row: Told): Candidates => ({
  roles: reaching.get(row.entity) ?? [],
  clientId: isNested(row.entity) ? row.clientId : null,
  campaignId: ["campaign", "task"].includes(rules[row.entity].audience.kind) ? row.campaignId : null,
  people: rules[row.entity].audience.kind === "named" ? names(row) : concerned(row),
})

const names = (row: Told): readonly string[] => {
  const people = concerned(row)
  return people.length > 0 || row.actorId === null ? people : [row.actorId]
}
