import type { Services } from "@alphas/api/context"
import type { Identity } from "@alphas/auth/identity"
import { tellUnlessAway } from "@alphas/db/away"
import { isConnectionLost } from "@alphas/db/lost-connections"

/** Something that is open in somebody's name and must end when their right to it does. */
export interface Bearer {
  identity: Identity
  /** The session or token is no more, or the person was disabled. */
  revoked(): void
  /** The person's role, or the client that they belong to, is another now. */
  changed(): void
}

interface Standing {
  key: string
  role: string
  clientId: string | null
}

/** Names what a bearer's right rests on; null for what rests on nothing that can be revoked. */
function keyOf({ via }: Identity): string | null {
  if (via.kind === "session") return `session ${via.idHash}`
  return via.kind === "token" ? `token ${via.id}` : null
}

/**
 * Keeps open subscriptions no longer open than the session or token they were opened with: asks Postgres when the log
 * says that something about a person changed, and about all of them every few seconds.
 */
export class Credentials {
  private readonly bearers = new Map<string, Set<Bearer>>()
  private readonly byPerson = new Map<string, Set<string>>()
  private readonly timer: NodeJS.Timeout
  private asked = new Set<string>()
  private asking = false

  constructor(
    private readonly sql: Services["sql"],
    recheckEvery: number,
  ) {
    this.timer = setInterval(() => this.ask(this.bearers.keys()), recheckEvery)
  }

  /** Watches over a bearer until the returned function is called. */
  watch(bearer: Bearer): () => void {
    const key = keyOf(bearer.identity)
    if (key === null) return () => undefined
    const personId = bearer.identity.viewer.id
    add(this.bearers, key, bearer)
    add(this.byPerson, personId, key)
    return () => {
      if (!remove(this.bearers, key, bearer)) return
      if (!this.bearers.has(key)) remove(this.byPerson, personId, key)
    }
  }

  /** Something about these people has changed: ask at once. */
  recheck(people: string[]): void {
    for (const id of people) this.ask(this.byPerson.get(id) ?? [])
  }

  /** Asks about this bearer now: between its call and its being watched over, its right may have ended. */
  confirm(bearer: Bearer): void {
    const key = keyOf(bearer.identity)
    if (key !== null) this.ask([key])
  }

  close(): void {
    clearInterval(this.timer)
  }

  private ask(keys: Iterable<string>): void {
    for (const key of keys) this.asked.add(key)
    if (!this.asking && this.asked.size > 0) void this.answer()
  }

  private async answer(): Promise<void> {
    this.asking = true
    while (this.asked.size > 0) {
      const keys = [...this.asked]
      this.asked = new Set()
      try {
        const standing = await this.read(keys)
        for (const key of keys) this.apply(key, standing.get(key))
      } catch (error) {
        tellUnlessAway(error, isConnectionLost, "What sockets may could not be read")
        // Postgres is away: nothing new can be read either, so nothing is told; the next round asks again.
        break
      }
    }
    this.asking = false
  }

  private apply(key: string, standing: Standing | undefined): void {
    for (const bearer of [...(this.bearers.get(key) ?? [])]) {
      const { role, clientId } = bearer.identity.viewer
      if (standing === undefined) bearer.revoked()
      else if (standing.role !== role || standing.clientId !== clientId) bearer.changed()
    }
  }

  private async read(keys: string[]): Promise<Map<string, Standing>> {
    const of = (kind: string) =>
      keys.filter((key) => key.startsWith(`${kind} `)).map((key) => key.slice(kind.length + 1))
    const rows = await this.sql<Standing[]>`
      select /* visible sessions: those that are open here */ /* visible users: whose they are */
        'session ' || s.id_hash as key, u.role, u.client_id as "clientId"
      from sessions s join users u on u.id = s.user_id and u.disabled_at is null
      where s.id_hash = any(${of("session")}::text[]) and s.expires_at > now() and s.ends_at > now()
      union all
      select /* visible api_tokens: those that are used here */ 'token ' || t.id, u.role, u.client_id
      from api_tokens t join users u on u.id = t.user_id and u.disabled_at is null
      where t.id = any(${of("token")}::uuid[]) and t.revoked_at is null and t.expires_at > now()`
    return new Map(rows.map((row) => [row.key, row]))
  }
}

function add<Value>(map: Map<string, Set<Value>>, key: string, value: Value): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, new Set([value]))
  else values.add(value)
}

/** Whether it was there. */
function remove<Value>(map: Map<string, Set<Value>>, key: string, value: Value): boolean {
  const values = map.get(key)
  const was = values?.delete(value) ?? false
  if (values?.size === 0) map.delete(key)
  return was
}
