import { setTimeout as sleep } from "node:timers/promises"
import { type OpenServices, openServices } from "@alphas/api/services"
import { sha256 } from "@alphas/auth/secrets"
import { apiToken } from "@alphas/auth/tokens"
import { appendChanges, type Change } from "@alphas/changes/record"
import { Wake } from "@alphas/changes/wake"
import type { Db } from "@alphas/db/connection"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { connectRedis } from "@alphas/db/redis"
import { apiTokens, sessions } from "@alphas/db/schema/users"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { readEnvironment } from "@alphas/domain/environment"
import { eq } from "drizzle-orm"
import { type Pair, startPair } from "../../pair"
import { type Credential, headersOf } from "./ear"

const secret = "a secret that is only good for proving"

/** An agency on two servers, with a writer that never rests. */
export interface Agency {
  db: Db
  ports: readonly number[]
  /** An admin's session. */
  boss: Credential
  /** Clients of which something happens all the time. */
  busy: Set<string>
  /** Signs somebody in: their cookie, and the name of the session. */
  signIn(user: UserRow): Promise<{ cookie: string; name: string }>
  makeToken(user: UserRow): Promise<{ token: string; id: string }>
  close(): Promise<void>
}

/** Milliseconds between two transactions of the writer. */
const beat = 40

export async function openAgency(redisUrl: string | undefined): Promise<Agency> {
  const database = await testDatabase()
  const { db } = database.connection
  const environment = readEnvironment({ DATABASE_URL: database.url, ALPHAS_SECRET: secret })
  const services = openServices(environment, { name: "proof" })
  const pair = await startPair(database.url, redisUrl, { ALPHAS_SECRET: secret })
  const agency = agencyOn(db, services, pair)
  const busy = new Set<string>()
  const stop = keepBusy(database, redisUrl, busy)
  const boss = await agency.signIn(await makeUser(db, { role: "admin" }))
  return {
    ...agency,
    boss,
    busy,
    async close() {
      await stop()
      await pair.stop()
      await services.close()
      await database.drop()
    },
  }
}

function agencyOn(db: Db, services: OpenServices, pair: Pair) {
  return {
    db,
    ports: pair.ports,
    async signIn(user: UserRow) {
      const caller = { userId: user.id, device: "proof", address: null }
      const started = await db.transaction((tx) => services.auth.sessions.start(tx, caller))
      const cookie = started.cookie.split(";")[0] ?? ""
      const idHash = sha256(cookie.slice(cookie.indexOf("=") + 1))
      const [row] = await db.select({ name: sessions.name }).from(sessions).where(eq(sessions.idHash, idHash))
      return { cookie, name: row?.name ?? "" }
    },
    async makeToken(user: UserRow) {
      const { secret: token, hash, prefix } = apiToken()
      const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
      const [row] = await db
        .insert(apiTokens)
        .values({ userId: user.id, name: "Proof", scope: "read_write", prefix, hash, expiresAt })
        .returning({ id: apiTokens.id })
      return { token, id: row?.id ?? "" }
    },
  }
}

/** Writes a change of every busy client, and one that everybody hears of, again and again until it is stopped. */
function keepBusy(database: TestDatabase, redisUrl: string | undefined, busy: Set<string>) {
  const redis = redisUrl === undefined ? null : connectRedis(redisUrl)
  const wake = new Wake(database.connection.sql, redis)
  const { db } = database.connection
  const author = { actorId: null, channel: "system", tokenId: null, requestId: null } as const
  let stopped = false
  const write = async () => {
    while (!stopped) {
      const changes: Change[] = [...busy].map((id) => ({ entity: "client", id, clientId: id }))
      if (changes.length > 0) {
        await db.transaction(async (tx) => {
          await appendChanges(tx, author, "prove.revocation", changes)
        })
        wake.afterCommit()
      }
      await sleep(beat)
    }
  }
  const done = write()
  return async () => {
    stopped = true
    await done
    redis?.disconnect()
  }
}

export interface Called {
  ok: boolean
  /** `performance.now()` when it was sent and when the answer was there. */
  sent: number
  answered: number
  text: string
}

/** Makes one call over HTTP. */
export async function call(
  port: number,
  credential: Credential,
  kind: "query" | "mutation",
  path: string,
  input: unknown,
): Promise<Called> {
  const url = `http://127.0.0.1:${port}/${path}`
  const body = JSON.stringify(input)
  const headers = headersOf(credential)
  const sent = performance.now()
  const response = await (kind === "query"
    ? fetch(`${url}?input=${encodeURIComponent(body)}`, { headers })
    : fetch(url, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body }))
  const text = await response.text()
  return { ok: response.ok, sent, answered: performance.now(), text }
}
