import { type Connection, connect } from "@alphas/db/connection"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { type Environment, readEnvironment } from "@alphas/domain/environment"
import { startRedis } from "@alphas/local/redis"
import { Redis } from "ioredis"
import { type Auth, createAuth } from "./auth"
import type { Identity } from "./identity"

export type RedisServer = NonNullable<Awaited<ReturnType<typeof startRedis>>>

/** A Redis of the test's own, to be killed; with the URL of one that was, one that takes its place. */
export async function redisServer(url?: string): Promise<RedisServer> {
  const started = await startRedis(url === undefined ? {} : { url })
  if (started === null) throw new Error("This test needs redis-server: apt-get install redis-server.")
  return started
}

/**
 * A connection as `connectRedis` makes it, but with more patience: a busy machine must not look like a Redis that is
 * away, unless the test is about that.
 */
export async function redisClient(url: string, commandTimeout = 5_000): Promise<Redis> {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout,
    maxRetriesPerRequest: 1,
    retryStrategy: () => 50,
  })
  client.setMaxListeners(0)
  client.on("error", () => undefined)
  await new Promise((resolve) => client.once("ready", resolve))
  return client
}

/** A process with a pool and a connection to Redis of its own. */
export interface TestProcess {
  auth: Auth
  redis: Redis | null
}

/** A database with people, and processes over it. */
export class TestHouse {
  private readonly closers: (() => unknown)[] = []

  private constructor(
    private readonly database: TestDatabase,
    private readonly environment: Environment,
  ) {}

  static async open(): Promise<TestHouse> {
    const database = await testDatabase()
    const environment = readEnvironment({
      DATABASE_URL: database.url,
      ALPHAS_SECRET: "a secret that is only good for tests",
    })
    return new TestHouse(database, environment)
  }

  get db(): Connection["db"] {
    return this.database.connection.db
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close()
    await this.database.drop()
  }

  async process(redisUrl: string | null, also: Partial<Environment> = {}): Promise<TestProcess> {
    const connection = connect(this.database.url, { pool: 3 })
    this.closers.push(() => connection.close())
    const redis = redisUrl === null ? null : await redisClient(redisUrl, 250)
    if (redis) this.closers.push(() => redis.disconnect())
    return {
      auth: createAuth({ ...connection, redis, environment: { ...this.environment, ...also } }),
      redis,
    }
  }

  person(values: Partial<UserRow> = {}): Promise<UserRow> {
    return makeUser(this.db, values)
  }

  /** The cookie of a new session. */
  async signIn({ auth }: TestProcess, user: UserRow): Promise<string> {
    const started = await this.db.transaction((tx) =>
      auth.sessions.start(tx, { userId: user.id, device: "test", address: "192.0.2.1" }),
    )
    return cookieOf(started.cookie)
  }

  /** Ends every session of a person, as `process` does it. */
  async signOut({ auth }: TestProcess, user: UserRow): Promise<void> {
    await this.db.transaction((tx) => auth.sessions.end(tx, { userId: user.id }))
  }
}

export const cookieOf = (header: string): string => header.split(";")[0] ?? ""

export const who = async ({ auth }: TestProcess, cookies: string): Promise<Identity | null> =>
  await auth.identify({ cookies, authorization: null })
