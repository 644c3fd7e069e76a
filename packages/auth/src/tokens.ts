import type { Db } from "@alphas/db/connection"
import { apiTokens } from "@alphas/db/schema/users"
import { eq, sql } from "drizzle-orm"
import type { Identity } from "./identity"
import type { Lookups } from "./lookups"
import { randomSecret, sha256 } from "./secrets"

/** A secret as it leaves the house once, and what stays of it. */
export interface IssuedSecret {
  secret: string
  hash: string
}

/** The secret of a link: an invitation, a reset, a calendar. Only its SHA-256 is stored. */
export function linkSecret(): IssuedSecret {
  const secret = randomSecret()
  return { secret, hash: sha256(secret) }
}

/** Milliseconds for which a link in an email is good. */
export const oneTimeLife = 60 * 60 * 1000

/** How long an invitation is good: people read it after a weekend, too. In milliseconds. */
export const invitationLife = 7 * 24 * 60 * 60 * 1000

const start = "alp_"

/** A new API token: `alp_` and 256 random bits. `prefix` is what may be shown to tell tokens apart. */
export function apiToken(): IssuedSecret & { prefix: string } {
  const secret = start + randomSecret()
  return { secret, hash: sha256(secret), prefix: secret.slice(0, start.length + 6) }
}

const shape = /^alp_[A-Za-z0-9_-]{43}$/

/** The API token of an `Authorization` header; null when the header holds something else. */
export function bearerToken(authorization: string): string | null {
  const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1]
  return token !== undefined && shape.test(token) ? token : null
}

/** Milliseconds of use between two notes of when a token was last used. */
const usedEvery = 60 * 1000

/** Calls by API token. */
export class Tokens {
  constructor(
    private readonly db: Db,
    private readonly lookups: Lookups,
  ) {}

  /** Whose token an `Authorization` header holds; null when there is none that is good. */
  async identify(authorization: string): Promise<Identity | null> {
    const token = bearerToken(authorization)
    if (token === null) return null
    const hash = sha256(token)
    const found = await this.lookups.token(hash)
    if (found === null || Date.now() >= found.expiresAt) return null
    if (found.lastUsedAt === null || Date.now() - found.lastUsedAt >= usedEvery) await this.noteUse(hash)
    return { viewer: found.viewer, via: { kind: "token", id: found.id, scope: found.scope } }
  }

  private async noteUse(hash: string): Promise<void> {
    await this.db
      .update(apiTokens)
      .set({ lastUsedAt: sql`now()` })
      .where(
        sql`${eq(apiTokens.hash, hash)} and coalesce(${apiTokens.lastUsedAt} < now() - interval '30 seconds', true)`,
      )
    await this.lookups.forget(hash)
  }
}
