import type { Auth } from "@alphas/auth/auth"
import type { Identity } from "@alphas/auth/identity"
import type { Feed } from "@alphas/changes/feed"
import type { PresenceBoard } from "@alphas/changes/presence"
import type { Change } from "@alphas/changes/record"
import type { Wake } from "@alphas/changes/wake"
import type { Db, Tx } from "@alphas/db/connection"
import type { Redis } from "@alphas/db/redis"
import type { Visible } from "@alphas/db/visible"
import type { Environment } from "@alphas/domain/environment"
import type { Saved } from "@alphas/domain/ids"
import type { Jobs } from "@alphas/jobs/jobs"
import type { Logger } from "pino"
import type { Sql } from "postgres"
import type { ByteStore } from "./byte-store"
import type { Names } from "./names"

/** What a process opens once and every call uses. */
export interface Services {
  db: Db
  sql: Sql
  redis: Redis | null
  auth: Auth
  jobs: Jobs
  /** The bytes of files. */
  files: ByteStore
  wake: Wake
  log: Logger
  environment: Environment
  /** Under which the body of a mutation is hashed: it may be a password, which a bare hash would give away. */
  bodyKey: Buffer
  names: Names
  /** What follows from a change in other domains than its own, in the same transaction. */
  reactions: readonly Reaction[]
  /** In tests: a mutation that changed rows and recorded nothing is an error. */
  strict: boolean
  /** Only in a process that serves sockets: the feed of the log, and who is online. */
  live?: Live | undefined
}

/** What subscriptions are served from. */
export interface Live {
  feed: Feed
  presence: PresenceBoard
}

/** One call, whoever makes it. */
export interface Context {
  services: Services
  db: Db
  identity: Identity | null
  requestId: string
  idempotencyKey: string | null
  /** The caller's address, for limits and for the list of sessions. */
  address: string
  /** What the caller calls itself (User-Agent). */
  device: string
  /** The `Cookie` header as it came. */
  cookies: string
  /** Sends a `Set-Cookie` header with the answer. */
  setCookie: (header: string) => void
  /** `false` on a socket, which cannot give a browser a cookie. */
  keepsCookies?: false | undefined
  signal?: AbortSignal | undefined
}

/** A call of somebody who is signed in. */
export interface SignedIn extends Context {
  identity: Identity
  /** The predicates of this call; without an argument those of the procedure's own permission. */
  visible: Visible
}

/** What a verb has inside its transaction. */
export interface Writing {
  tx: Tx
  /** Writes to the change log, in this transaction. Every mutation that changes rows records them. */
  record: (change: Change) => void
  /**
   * Has everything follow now that other domains do about what was recorded, for an answer that depends on it; else it
   * follows when the verb is done. Answers the versions of the rows that have another one by it.
   */
  settle: () => Promise<ReadonlyMap<string, number>>
  /** Has a statement awaited at the end: nobody needs its answer before, and what follows goes the same way with it. */
  later: (sent: Promise<unknown>) => void
  /** Says that the answer holds a secret that is shown once: it is not kept for a retry, which is then refused. */
  answerOnce: () => void
}

/** A mutation: signed in, in a transaction. */
export interface Mutating extends SignedIn, Writing {}

/** What a reaction has: the transaction of the verb that it reacts to, and its log. */
export type Reacting = Context & Pick<Writing, "tx" | "record" | "later">

/**
 * What a domain does in the transaction of a verb of another domain, which need not know of it: it is given what the verb
 * recorded, once, and what the reactions before it recorded. It answers the rows that have another version by it.
 */
export type Reaction = (ctx: Reacting, changes: readonly Change[]) => Promise<readonly Saved[]>
