import { randomSecret, sha256 } from "./secrets"

/** A secret as it leaves the house once, and what stays of it. */
export interface IssuedSecret {
  secret: string
  hash: string
}

/** A secret for one use by mail: an invitation, a reset. Only its SHA-256 is stored. */
export function oneTimeSecret(): IssuedSecret {
  const secret = randomSecret()
  return { secret, hash: sha256(secret) }
}

/** Milliseconds for which a link in a mail is good. */
export const oneTimeLife = 60 * 60 * 1000

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
