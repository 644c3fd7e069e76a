import type { Reader } from "@alphas/db/connection"
import { sessions, users } from "@alphas/db/schema/users"
import type { Environment } from "@alphas/domain/environment"
import { newId } from "@alphas/domain/ids"
import { eq, lte, sql } from "drizzle-orm"
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from "lucia"
import type { Viewer } from "./identity"
import type { FoundSession, Lookups } from "./lookups"
import { sha256 } from "./secrets"

/** Days for which a session lives on after it was last used. */
const slidingDays = 7
/** Days after which it ends, used or not. */
const absoluteDays = 30
/** Milliseconds of use between two notes of when a session was last seen. */
const seenEvery = 5 * 60 * 1000
const day = 24 * 60 * 60 * 1000

export const sessionCookie = "alphas_session"

interface SessionAttributes {
  name: string
  device: string
  address: string | null
}

declare module "lucia" {
  interface Register {
    Lucia: AlphasLucia
    DatabaseSessionAttributes: SessionAttributes
    DatabaseUserAttributes: Viewer
  }
}

export type AlphasLucia = Lucia<Pick<SessionAttributes, "name">, { viewer: Viewer }>

/**
 * Lucia's storage as we want it: only the SHA-256 of an id reaches the table, a session ends 30 days after sign-in
 * however often it is used, and lookups go through the cache. Lucia itself knows neither (its last release stores ids
 * in clear), so it stays behind this adapter.
 */
class SessionAdapter implements Adapter {
  constructor(
    private readonly db: Reader,
    private readonly lookups: Lookups,
  ) {}

  async getSessionAndUser(id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const found = await this.lookups.session(sha256(id))
    return found === null
      ? [null, null]
      : [sessionOf(id, found), { id: found.viewer.id, attributes: found.viewer }]
  }

  /** Whose sessions there are is read where visibility is, in `packages/api`; ids in clear are nowhere. */
  getUserSessions(): Promise<DatabaseSession[]> {
    return Promise.reject(new Error("Sessions are listed by account.sessions: their ids are not stored."))
  }

  async setSession(session: DatabaseSession): Promise<void> {
    const { name, device, address } = session.attributes
    await this.db.insert(sessions).values({
      idHash: sha256(session.id),
      name,
      userId: session.userId,
      expiresAt: session.expiresAt.toISOString(),
      endsAt: new Date(Date.now() + absoluteDays * day).toISOString(),
      device,
      address,
    })
  }

  /** Once in five minutes of use, one statement: the session's new end, and when the person was last seen. */
  async updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
    const hash = sha256(id)
    await this.db.execute(sql`
      with seen as (
        update ${sessions} set last_seen_at = now(), expires_at = least(${expiresAt.toISOString()}::timestamptz, ends_at)
        where id_hash = ${hash} and last_seen_at < now() - interval '1 minute' returning user_id
      )
      update ${users} set last_seen_at = now() where id in (select user_id from seen)`)
    await this.lookups.forget(hash)
  }

  async deleteSession(id: string): Promise<void> {
    await this.db.delete(sessions).where(eq(sessions.idHash, sha256(id)))
  }

  async deleteUserSessions(userId: string): Promise<void> {
    await this.db.delete(sessions).where(eq(sessions.userId, userId))
  }

  async deleteExpiredSessions(): Promise<void> {
    await this.db.delete(sessions).where(lte(sessions.expiresAt, sql`now()`))
  }
}

/**
 * A row as Lucia should see it. Lucia prolongs a session when less than half of its seven days is left; ours live seven
 * days from when they were last used. So one that was used five minutes ago is shown with a day left, to be prolonged.
 */
function sessionOf(id: string, found: FoundSession): DatabaseSession {
  const now = Date.now()
  const ended = now >= Math.min(found.expiresAt, found.endsAt)
  const left = now - found.lastSeenAt >= seenEvery ? 1 : slidingDays
  return {
    id,
    userId: found.viewer.id,
    expiresAt: new Date(ended ? 0 : now + left * day),
    attributes: { name: found.name, device: "", address: null },
  }
}

/** Lucia over a connection, or over a transaction: a sign-in belongs to the transaction that records it. */
export function luciaOn(db: Reader, lookups: Lookups, environment: Environment): AlphasLucia {
  return new Lucia(new SessionAdapter(db, lookups), {
    sessionExpiresIn: new TimeSpan(slidingDays, "d"),
    sessionCookie: {
      name: sessionCookie,
      attributes: { sameSite: "lax", path: "/", secure: secureCookies(environment) },
    },
    getSessionAttributes: ({ name }) => ({ name }),
    getUserAttributes: (viewer) => ({ viewer }),
  })
}

/**
 * The `Set-Cookie` header that signs a browser in. It lasts as long as any session can, for how long this one lasts is
 * the server's to decide: a visit of one page, which cannot set a cookie while it is drawn, prolongs it as well.
 */
export function signInCookie(lucia: AlphasLucia, id: string): string {
  const cookie = lucia.createSessionCookie(id)
  cookie.attributes.maxAge = (absoluteDays * day) / 1000
  return cookie.serialize()
}

/** Whether cookies may only travel over TLS. */
export const secureCookies = (environment: Environment): boolean =>
  environment.SECURE_COOKIES || new URL(environment.WEB_URL).protocol === "https:"

/** What a new session is given beside its id. */
export const newSession = (device: string, address: string | null): SessionAttributes => ({
  name: newId(),
  device,
  address,
})
