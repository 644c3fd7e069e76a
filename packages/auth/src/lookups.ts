import type { Role, TokenScope } from "@alphas/domain/permissions"
import type { Sql } from "postgres"
import type { Viewer } from "./identity"
import { entryLife, type SessionCache } from "./session-cache"
import { SessionMemory } from "./session-memory"

/** A session as a request needs it, with the person as they are now. Instants in milliseconds. */
export interface FoundSession {
  name: string
  viewer: Viewer
  lastSeenAt: number
  expiresAt: number
  endsAt: number
}

/** An API token as a request needs it, with the person as they are now. Instants in milliseconds. */
export interface FoundToken {
  id: string
  scope: TokenScope
  viewer: Viewer
  lastUsedAt: number | null
  expiresAt: number
}

/** Milliseconds from an answer of Postgres until the cache is told of it; a lease lasts far longer. */
const fillAfter = 10

interface PersonColumns {
  user_id: string
  role: Role
  client_id: string | null
  user_name: string
  email: string
}

type Row<Columns> = { epoch: number } & ((Columns & PersonColumns) | { user_id: null })

/**
 * Finds who stands behind a secret: in Redis if it may be trusted, without Redis in the process if Postgres says that
 * nothing was revoked since, else in Postgres, through one statement that the server has prepared. Nothing is found for a
 * disabled person. Whether it has expired is for the caller to say.
 */
export class Lookups {
  private readonly memory: SessionMemory | null

  constructor(
    private readonly sql: Sql,
    private readonly cache: SessionCache,
  ) {
    this.memory = cache.isThere ? null : new SessionMemory(() => this.epoch())
  }

  session(hash: string): Promise<FoundSession | null> {
    return this.look<FoundSession>(hash, async () => {
      const [row] = await this.sql<Row<{ name: string; last_seen: number; expires: number; ends: number }>[]>`
        select /* visible change_epoch: for the cache */ e.session_epoch as epoch, found.*
        from change_epoch e left join (
          select /* visible sessions: by its secret */ /* visible users: whose it is */ s.name, s.user_id, u.role, u.client_id, u.name as user_name, u.email,
            (extract(epoch from s.last_seen_at) * 1000)::float8 as last_seen,
            (extract(epoch from s.expires_at) * 1000)::float8 as expires,
            (extract(epoch from s.ends_at) * 1000)::float8 as ends
          from sessions s join users u on u.id = s.user_id and u.disabled_at is null
          where s.id_hash = ${hash}
        ) found on true`
      if (!row) throw lostEpoch()
      const found =
        row.user_id === null
          ? null
          : {
              name: row.name,
              viewer: viewerOf(row),
              lastSeenAt: row.last_seen,
              expiresAt: row.expires,
              endsAt: row.ends,
            }
      return { epoch: row.epoch, found }
    })
  }

  token(hash: string): Promise<FoundToken | null> {
    return this.look<FoundToken>(hash, async () => {
      const [row] = await this.sql<
        Row<{ id: string; scope: TokenScope; last_used: number | null; expires: number }>[]
      >`
        select /* visible change_epoch: for the cache */ e.session_epoch as epoch, found.*
        from change_epoch e left join (
          select /* visible api_tokens: by its secret */ /* visible users: whose it is */ t.id, t.scope, t.user_id, u.role, u.client_id, u.name as user_name, u.email,
            (extract(epoch from t.last_used_at) * 1000)::float8 as last_used,
            (extract(epoch from t.expires_at) * 1000)::float8 as expires
          from api_tokens t join users u on u.id = t.user_id and u.disabled_at is null
          where t.hash = ${hash} and t.revoked_at is null
        ) found on true`
      if (!row) throw lostEpoch()
      const found =
        row.user_id === null
          ? null
          : {
              id: row.id,
              scope: row.scope,
              viewer: viewerOf(row),
              lastUsedAt: row.last_used,
              expiresAt: row.expires,
            }
      return { epoch: row.epoch, found }
    })
  }

  /** Forgets what is remembered of a row that has changed without a revocation. */
  async forget(hash: string): Promise<void> {
    this.memory?.drop(hash)
    await this.cache.drop(hash)
  }

  private async epoch(): Promise<number> {
    const [row] = await this.sql<
      { epoch: number }[]
    >`select /* visible change_epoch: for the memory */ session_epoch as epoch from change_epoch`
    if (!row) throw lostEpoch()
    return row.epoch
  }

  private async look<Found extends { viewer: Viewer; expiresAt: number }>(
    hash: string,
    ask: () => Promise<{ epoch: number; found: Found | null }>,
  ): Promise<Found | null> {
    if (this.memory !== null) return this.remembered(this.memory, hash, ask)
    const cached = await this.cache.find(hash)
    if (cached.entry !== null) return JSON.parse(cached.entry) as Found // what fill below wrote under this very hash
    const sentAt = performance.now()
    const { epoch, found } = await ask()
    this.cache.learnEpoch(epoch, sentAt)
    if (found !== null && cached.lease !== null) {
      // Nobody waits for the cache, and it waits for whoever was looked up to go on.
      const { lease } = cached
      const entry = JSON.stringify(found)
      setTimeout(() => void this.cache.fill(lease, found.viewer.id, entry, epoch), fillAfter).unref()
    }
    return found
  }

  private async remembered<Found extends { viewer: Viewer; expiresAt: number }>(
    memory: SessionMemory,
    hash: string,
    ask: () => Promise<{ epoch: number; found: Found | null }>,
  ): Promise<Found | null> {
    const known = await memory.find(hash)
    if (known !== undefined) return known as Found // what is filled below under this very hash
    const { epoch, found } = await ask()
    // What ends within the minute may be prolonged by another process, which this one would not hear of.
    if (found !== null && found.expiresAt > Date.now() + entryLife) memory.fill(hash, found, epoch)
    return found
  }
}

const viewerOf = (row: PersonColumns): Viewer => ({
  id: row.user_id,
  role: row.role,
  clientId: row.client_id,
  name: row.user_name,
  email: row.email,
})

const lostEpoch = () =>
  new Error("The table change_epoch is empty. Put its one row back: insert into change_epoch default values.")
