import type { Db, Reader } from "@alphas/db/connection"
import type { Redis } from "@alphas/db/redis"
import type { Environment } from "@alphas/domain/environment"
import type { Sql } from "postgres"
import { readCookie } from "./cookies"
import type { Identity } from "./identity"
import { createLimits, type Limits } from "./limits"
import { Lookups } from "./lookups"
import { type AlphasLucia, luciaOn, sessionCookie } from "./lucia"
import { SecondFactor } from "./second-factor"
import { sha256 } from "./secrets"
import { SessionCache } from "./session-cache"
import { Sessions } from "./sessions"
import { SetUp } from "./set-up"
import { Tokens } from "./tokens"

/** What a request brings to say who is calling. */
export interface Caller {
  /** The `Cookie` header; empty when there is none. */
  cookies: string
  /** The `Authorization` header. */
  authorization: string | null
}

export interface Auth {
  /**
   * Who is calling, as they are now: by API token if the request brings one, else by the session in its cookie. A
   * token that is not good is nobody, whatever the cookie says. Null for a caller who is not, or no longer, signed in.
   */
  identify(caller: Caller): Promise<Identity | null>
  sessions: Sessions
  /** The `Set-Cookie` header that makes a browser forget its session. */
  blankCookie: string
  secondFactor: SecondFactor
  limits: Limits
  setup: SetUp
}

export interface AuthOptions {
  db: Db
  sql: Sql
  redis: Redis | null
  environment: Environment
}

/** Sign-in for one process. It keeps nothing that another process needs. */
export function createAuth({ db, sql, redis, environment }: AuthOptions): Auth {
  const cache = new SessionCache(redis)
  const lookups = new Lookups(sql, cache)
  const luciaIn = (reader: Reader) => luciaOn(reader, lookups, environment)
  const lucia = luciaIn(db)
  const tokens = new Tokens(db, lookups)
  return {
    async identify({ cookies, authorization }) {
      if (authorization !== null) return tokens.identify(authorization)
      const id = readCookie(cookies, sessionCookie)
      return id === null ? null : bySession(lucia, id)
    },
    sessions: new Sessions(luciaIn, cache),
    blankCookie: lucia.createBlankSessionCookie().serialize(),
    secondFactor: new SecondFactor(environment.ALPHAS_SECRET),
    limits: createLimits({ redis, environment }),
    setup: new SetUp(db, environment.ALPHAS_SECRET),
  }
}

async function bySession(lucia: AlphasLucia, id: string): Promise<Identity | null> {
  const { session, user } = await lucia.validateSession(id)
  if (session === null) return null
  return { viewer: user.viewer, via: { kind: "session", name: session.name, idHash: sha256(id) } }
}
