import { permissionNames, type Role, roles, scopeOf } from "@alphas/domain/permissions"
import type { Sql } from "postgres"
import type { Access } from "./audience"

/** Roles for which it matters whom a client is assigned to. */
const assignedRoles = roles.filter((role) =>
  permissionNames.some((permission) => scopeOf(role, permission) === "assigned"),
)

/** A person whom somebody in this process listens for. */
export interface Listener {
  readonly id: string
  /** Null while it is not known yet, and for people who are disabled or gone. */
  access: Access | null
}

interface Raw {
  id: string
  role: Role
  clientId: string | null
  clients: string[]
  campaigns: string[]
}

interface Entry<Person extends Listener> {
  person: Person
  holders: number
  /** Number of the load whose answer this is; an older one that arrives late is not taken. */
  asOf: number
  /** The same of the last load that looked at everything. */
  wholeAsOf: number
  loaded: Promise<void> | undefined
}

/**
 * What the people who are connected to this process may see, kept as it is in the database, and the index that finds
 * them by it.
 */
export class AccessBook<Person extends Listener> {
  private readonly entries = new Map<string, Entry<Person>>()
  private readonly byRole = new Map<Role, Set<Person>>(roles.map((role) => [role, new Set()]))
  private readonly byClient = new Map<string, Set<Person>>()
  private readonly byCampaign = new Map<string, Set<Person>>()
  private loads = 0
  private asked: { ids: Set<string>; answer: Promise<unknown> } | undefined

  constructor(
    private readonly sql: Sql,
    private readonly make: (id: string) => Person,
  ) {}

  /** The person, with their access loaded; `release` when nobody listens for them any more. */
  async hold(id: string): Promise<Person> {
    let entry = this.entries.get(id)
    if (entry === undefined) {
      entry = { person: this.make(id), holders: 0, asOf: 0, wholeAsOf: 0, loaded: undefined }
      this.entries.set(id, entry)
    }
    entry.holders++
    try {
      if (entry.asOf === 0) await this.ask(id)
      return entry.person
    } catch (error) {
      this.release(id)
      throw error
    }
  }

  release(id: string): void {
    const entry = this.entries.get(id)
    if (entry === undefined || --entry.holders > 0) return
    this.index(entry.person, null)
    this.entries.delete(id)
  }

  get(id: string): Person | undefined {
    return this.entries.get(id)?.person
  }

  get size(): number {
    return this.entries.size
  }

  all(): Iterable<string> {
    return this.entries.keys()
  }

  withRole(role: Role): Iterable<Person> {
    return this.byRole.get(role) ?? []
  }

  assignedTo(clientId: string): Iterable<Person> {
    return this.byClient.get(clientId) ?? []
  }

  workingOn(campaignId: string): Iterable<Person> {
    return this.byCampaign.get(campaignId) ?? []
  }

  /** Whether it matters to what this person sees whom a client is assigned to, as far as is known. */
  goesByAssignment(id: string): boolean {
    const access = this.get(id)?.access ?? null
    return access === null || assignedRoles.includes(access.role)
  }

  /**
   * Reads again what these people may see, in one statement; who is not connected is left out. With `only` just these
   * clients are looked at, whatever else may have changed: an import of 100,000 clients must not read all those that
   * its owner has once a page.
   * @returns those for whom it has changed.
   */
  async refresh(ids: Iterable<string>, only: string[] | null = null): Promise<Person[]> {
    const wanted = new Map<string, Entry<Person>>()
    for (const id of ids) {
      const entry = this.entries.get(id)
      if (entry !== undefined) wanted.set(id, entry)
    }
    if (wanted.size === 0) return []
    if ([...wanted.values()].some((entry) => entry.asOf === 0)) only = null
    const asOf = ++this.loads
    const found = await this.read([...wanted.keys()], only)
    const changed: Person[] = []
    const overtaken: string[] = []
    for (const [id, entry] of wanted) {
      if (this.entries.get(id) !== entry) continue
      if (entry.asOf > asOf) {
        if (only === null && entry.wholeAsOf < asOf) overtaken.push(id)
        continue
      }
      const read = found.get(id) ?? null
      const access = only === null ? read : merged(entry.person.access, read, only)
      const same = sameAccess(entry.person.access, access)
      if (!same && entry.asOf > 0) changed.push(entry.person)
      entry.asOf = asOf
      if (only === null) entry.wholeAsOf = asOf
      if (!same) this.index(entry.person, access)
    }
    // A look at some clients came back before this one at all: what this one has found of those may be older.
    if (overtaken.length > 0) changed.push(...(await this.refresh(overtaken)))
    return changed
  }

  /** Those who come at the same moment are loaded together: after a restart everybody does. */
  private ask(id: string): Promise<unknown> {
    if (this.asked === undefined) {
      const ids = new Set<string>()
      const answer = new Promise((resolve) => setImmediate(resolve)).then(() => {
        this.asked = undefined
        return this.refresh(ids)
      })
      this.asked = { ids, answer }
    }
    this.asked.ids.add(id)
    return this.asked.answer
  }

  private async read(ids: string[], only: string[] | null): Promise<Map<string, Access>> {
    const among = only === null ? this.sql`` : this.sql`and c.id = any(${only}::uuid[])`
    const rows = await this.sql<Raw[]>`
      select u.id, u.role, u.client_id as "clientId",
        case when u.role::text = any(${assignedRoles}) then array(
          select c.id from clients c where c.owner_id = u.id and c.deleted_at is null ${among}
          union
          select m.client_id from client_members m join clients c on c.id = m.client_id and c.deleted_at is null
          where m.user_id = u.id ${among}
        ) else '{}' end as clients,
        case when u.role::text = any(${assignedRoles}) and ${only === null}::boolean then array(
          select w.campaign_id from campaign_members w where w.user_id = u.id
        ) else '{}' end as campaigns
      from users u
      where u.id = any(${ids}::uuid[]) and u.disabled_at is null`
    return new Map(
      rows.map(({ id, role, clientId, clients, campaigns }) => [
        id,
        { role, clientId, clients: new Set(clients), campaigns: new Set(campaigns) },
      ]),
    )
  }

  private index(person: Person, access: Access | null): void {
    const before = person.access
    person.access = access
    if (before?.role !== access?.role) {
      if (before !== null) this.byRole.get(before.role)?.delete(person)
      if (access !== null) this.byRole.get(access.role)?.add(person)
    }
    move(this.byClient, person, clientsOf(before), clientsOf(access))
    move(this.byCampaign, person, before?.campaigns ?? nothing, access?.campaigns ?? nothing)
  }
}

/** Finds the person under what they have now, and no more under what they had. */
function move<Person>(
  index: Map<string, Set<Person>>,
  person: Person,
  had: ReadonlySet<string>,
  has: ReadonlySet<string>,
): void {
  for (const id of had) {
    if (has.has(id)) continue
    const people = index.get(id)
    people?.delete(person)
    if (people?.size === 0) index.delete(id)
  }
  for (const id of has) {
    if (had.has(id)) continue
    const people = index.get(id)
    if (people === undefined) index.set(id, new Set([person]))
    else people.add(person)
  }
}

const nothing: ReadonlySet<string> = new Set()

/** What a person is found by; a client viewer is assigned to nothing but belongs to one. */
const clientsOf = (access: Access | null): ReadonlySet<string> =>
  access === null ? nothing : access.clientId === null ? access.clients : new Set([access.clientId])

/** The clients that were known, with the answer for those that were looked at; campaigns were not. */
function merged(known: Access | null, read: Access | null, only: string[]): Access | null {
  if (read === null || known === null) return read
  const clients = new Set(known.clients)
  for (const client of only) clients.delete(client)
  for (const client of read.clients) clients.add(client)
  return { ...read, clients, campaigns: known.campaigns }
}

function sameAccess(a: Access | null, b: Access | null): boolean {
  if (a === null || b === null) return a === b
  if (a.role !== b.role || a.clientId !== b.clientId) return false
  return sameSet(a.clients, b.clients) && sameSet(a.campaigns, b.campaigns)
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false
  for (const each of a) if (!b.has(each)) return false
  return true
}
