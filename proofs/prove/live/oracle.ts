import type { Sql } from "postgres"
import type { Role } from "./agency"

/** A row of the log as it stands in the table at the end. */
export interface LogEntry {
  position: string
  at: number
  verb: string
  entity: string
  entityId: string
  clientId: string | null
  actorId: string | null
  people: string[]
}

/** A person as the tables describe them. */
interface Standing {
  id: string
  role: Role
  clientId: string | null
  clients: Set<string>
}

/** The whole log, in the order of the design: epoch, transaction, sequence. */
export async function readLog(sql: Sql): Promise<LogEntry[]> {
  const rows = await sql<(Omit<LogEntry, "at"> & { at: string })[]>`
    select epoch || '.' || tx || '.' || seq as position, floor(extract(epoch from at) * 1000)::text as at,
      verb, entity, entity_id as "entityId", client_id as "clientId", actor_id as "actorId", people
    from changes order by epoch, tx, seq`
  return rows.map((row) => ({ ...row, at: Number(row.at) }))
}

/** Who has which client, from the tables. */
export async function readStandings(sql: Sql): Promise<Map<string, Standing>> {
  const rows = await sql<(Omit<Standing, "clients"> & { clients: string[] })[]>`
    select u.id, u.role, u.client_id as "clientId", array(
      select id from clients where owner_id = u.id union select client_id from client_members where user_id = u.id
    ) as clients
    from users u`
  return new Map(rows.map((row) => [row.id, { ...row, clients: new Set(row.clients) }]))
}

/**
 * Whether somebody must hear of a row: the prose of the design (3 and 4) written down a second time. Clients, and what
 * hangs on them, for those who may see the client; people and invitations for those who may see these; what is a
 * person's own only for that person; the settings, which shape every page, for everybody.
 */
export function mustHear(person: Standing, entry: LogEntry): boolean {
  const named = entry.entity === "user" ? [...entry.people, entry.entityId] : entry.people
  const isNamed = named.includes(person.id)
  const { role } = person
  switch (entry.entity) {
    case "client":
    case "contact":
      return seesClient(person, entry.clientId)
    case "client_member":
      return role !== "client_viewer" && seesClient(person, entry.clientId)
    case "user":
      return role === "admin" || role === "manager" || isNamed
    case "invitation":
      return role === "admin" || isNamed
    case "session":
    case "api_token":
    case "client_import":
      return named.length > 0 ? isNamed : entry.actorId === person.id
    case "settings":
      return true
    default:
      throw new Error(`The oracle knows no ${entry.entity}.`)
  }
}

function seesClient(person: Standing, clientId: string | null): boolean {
  if (person.role === "admin" || person.role === "finance") return true
  if (clientId === null) return false
  return person.role === "client_viewer" ? person.clientId === clientId : person.clients.has(clientId)
}
