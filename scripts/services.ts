import { existsSync } from "node:fs"
import { join } from "node:path"
import { ensureDatabase } from "@alphas/local/database"
import { startOutbox } from "@alphas/local/outbox"
import { keepPostgres } from "@alphas/local/postgres-kept"
import { startRedis } from "@alphas/local/redis"
import { say } from "./console"
import { keptSecret } from "./secret"

export interface Services {
  databaseUrl: string
  redisUrl?: string
  smtpUrl: string
  /** Where the emails can be read, unless SMTP_URL sends them elsewhere. */
  outboxUrl?: string
  /** In the order opposite to their start. */
  stop(): Promise<void>
}

export interface ServicesOptions {
  /** Where the data is kept. */
  folder: string
  /** Which of them to bring up; the others' variables are left as they are. */
  only?: "database"
  /** Restart a PostgreSQL that still runs on the folder, for the caller who holds its lock. */
  ownsFolder?: boolean
}

const POSTGRES_PORT = 54320
const REDIS_PORT = 63790
const SMTP_PORT = 10250
const OUTBOX_PORT = 10251

/** Reads `.env` of the project, if there is one. What the environment already names stays as it is. */
export function loadEnvironmentFile(root: string): void {
  const file = join(root, ".env")
  if (existsSync(file)) process.loadEnvFile(file)
}

/**
 * What the applications lean on: PostgreSQL, Redis and an SMTP server, each private and on 127.0.0.1 unless
 * DATABASE_URL, REDIS_URL or SMTP_URL names another. `REDIS_URL=none` means none at all.
 */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one()
  }
  try {
    const databaseUrl = await database(options, stops)
    if (options.only === "database") return { databaseUrl, smtpUrl: "", stop }
    const redisUrl = await redis(stops)
    const sending = await outbox(options, stops)
    return { databaseUrl, ...sending, ...(redisUrl ? { redisUrl } : {}), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function database(
  { folder, ownsFolder }: ServicesOptions,
  stops: (() => Promise<void>)[],
): Promise<string> {
  if (process.env.DATABASE_URL) {
    say("PostgreSQL: the one that DATABASE_URL names.")
    return process.env.DATABASE_URL
  }
  const server = await keepPostgres({
    folder: join(folder, "postgres"),
    port: POSTGRES_PORT,
    ifRunning: ownsFolder ? "restart" : "reuse",
    log: say,
  })
  stops.push(server.stop)
  if (!server.reused) say(`PostgreSQL listens on 127.0.0.1:${server.port}.`)
  return ensureDatabase(server.url, "alphas")
}

async function redis(stops: (() => Promise<void>)[]): Promise<string | undefined> {
  const wanted = process.env.REDIS_URL
  if (wanted === "none") {
    say("Redis: none, as REDIS_URL says.")
    return undefined
  }
  if (wanted) {
    say("Redis: the one that REDIS_URL names.")
    return wanted
  }
  const server = await startRedis({ port: REDIS_PORT })
  if (!server) {
    say("Redis: none on this machine; Alphas does without.")
    return undefined
  }
  stops.push(server.stop)
  say(`Redis listens on 127.0.0.1:${server.port}.`)
  return server.url
}

async function outbox(
  { folder }: ServicesOptions,
  stops: (() => Promise<void>)[],
): Promise<{ smtpUrl: string; outboxUrl?: string }> {
  if (process.env.SMTP_URL) {
    say("Email leaves through the server that SMTP_URL names.")
    return { smtpUrl: process.env.SMTP_URL }
  }
  const running = await startOutbox({
    smtpPort: SMTP_PORT,
    httpPort: OUTBOX_PORT,
    folder: join(folder, "outbox"),
    // Kept, so that a page that is open finds it again after a restart.
    secret: keptSecret(join(folder, "outbox-secret")),
  })
  stops.push(running.stop)
  return { smtpUrl: running.smtpUrl, outboxUrl: running.webUrl }
}
