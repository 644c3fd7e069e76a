import { tellUnlessAway } from "@alphas/db/away"
import { isConnectionLost } from "@alphas/db/lost-connections"
import { formatPosition } from "@alphas/domain/changes/position"
import { concerned, touchesAccess, touchesCredentials } from "./audience"
import type { Concerned, LogRow } from "./log"
import type { People, Person } from "./subscriber"

/** An import touches this many clients at once and more; then only those are looked at anew. */
const manyClients = 50
/** Milliseconds after which every person's access is read again, whatever the log said. */
const refreshEvery = 60_000

/** Keeps what people may see in step with the log, which says whom each change concerns. */
export class Standing {
  private readonly listeners = new Set<(people: string[]) => void>()
  private readonly ahead = new Set<string>()
  private beyond = new Map<string, string>()
  private refreshed = Date.now()

  constructor(
    private readonly people: People,
    /** Called for a person whose access is another, when no row that is still to come says so. */
    private readonly changed: (person: Person) => void,
  ) {}

  /** Calls `listener` with the people whose role, sessions or tokens new rows may have changed. */
  onPeople(listener: (people: string[]) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Reads anew what the people may see whom these rows concern, before the rows are told. */
  async follow(rows: LogRow[]): Promise<Person[]> {
    const bearers = new Set<string>()
    const touched = new Set<string>()
    const clients = new Set<string>()
    let onlyClients = true
    for (const row of rows) {
      const people = concerned(row)
      if (touchesCredentials(row)) for (const id of people) bearers.add(id)
      if (people.length === 0 || !touchesAccess(row)) continue
      if (row.clientId === null || row.campaignId !== null || touchesCredentials(row)) {
        onlyClients = false
        for (const id of people) touched.add(id)
      } else {
        clients.add(row.clientId)
        for (const id of people) if (this.people.goesByAssignment(id)) touched.add(id)
      }
    }
    if (bearers.size > 0) for (const listener of this.listeners) listener([...bearers])
    if (touched.size === 0) return []
    return this.people.refresh(touched, onlyClients && clients.size >= manyClients ? [...clients] : null)
  }

  /** The same for rows that wait for an older transaction, such as a long import: what they take away goes at once. */
  async followAhead(rows: LogRow[]): Promise<void> {
    if (this.ahead.size > 10_000) this.ahead.clear()
    const fresh = rows.filter((row) => concerned(row).length > 0 && !this.ahead.has(formatPosition(row)))
    if (fresh.length === 0) return
    for (const row of fresh) this.ahead.add(formatPosition(row))
    try {
      for (const person of await this.follow(fresh)) this.changed(person)
    } catch (error) {
      // Postgres went away; the look that finds it again sees these rows again.
      tellUnlessAway(error, isConnectionLost, "People's access could not be read")
      for (const row of fresh) this.ahead.delete(formatPosition(row))
    }
  }

  /** And for those of them that one read does not reach, by whom they concern. */
  async followBeyond(people: Concerned[]): Promise<void> {
    const fresh = people.filter(({ id, rows }) => this.beyond.get(id) !== rows)
    this.beyond = new Map(people.map(({ id, rows }) => [id, rows]))
    const bearers = fresh.filter(({ credentials }) => credentials).map(({ id }) => id)
    if (bearers.length > 0) for (const listener of this.listeners) listener(bearers)
    try {
      for (const person of await this.people.refresh(fresh.map(({ id }) => id))) this.changed(person)
    } catch (error) {
      this.beyond.clear()
      throw error
    }
  }

  /** Call about once a second: reads everybody anew once a minute. */
  keep(): void {
    if (Date.now() - this.refreshed < refreshEvery) return
    this.refreshed = Date.now()
    this.people.refresh(this.people.all()).then(
      (changed) => {
        for (const person of changed) this.changed(person)
      },
      // Postgres is away, which the tail reports; the next minute tries again.
      (error) => tellUnlessAway(error, isConnectionLost, "People's access could not be read"),
    )
  }
}
