import { connectRedis } from "@alphas/db/redis"
import postgres from "postgres"
import { wakeChannel } from "./wake"

export interface Hearing {
  close(): Promise<void>
}

export interface HearingOptions {
  databaseUrl: string
  /** Null without Redis. With it both are listened to: a writer that cannot reach Redis says it through Postgres. */
  redisUrl: string | null
  /** The word of this process's own commits, which need not be heard. */
  own: string | null
  /** Called for every wake-up of another process, and after each reconnection, for some may have been missed. */
  onWake: () => void
}

/** Listens for wake-ups, on connections of its own that come back by themselves. */
export function hearWakeUps(options: HearingOptions): Hearing {
  const closes = [hearPostgres(options)]
  if (options.redisUrl !== null) closes.push(hearRedis(options.redisUrl, options))
  return {
    async close() {
      await Promise.all(closes.map((close) => close()))
    },
  }
}

function hearRedis(url: string, { own, onWake }: HearingOptions): () => Promise<void> {
  const redis = connectRedis(url)
  redis.on("message", (_channel, word) => {
    if (word !== own) onWake()
  })
  redis.on("ready", () => {
    redis.subscribe(wakeChannel).then(onWake, () => {
      // It went away again; the next "ready" subscribes anew, and the poll stands behind it.
    })
  })
  return async () => redis.disconnect()
}

/** Milliseconds before the next attempt to listen. */
const retryAfter = 500

function hearPostgres({ databaseUrl, own: word, onWake }: HearingOptions): () => Promise<void> {
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let listening: postgres.Sql | undefined
  /** The driver's own `listen` gives up when Postgres is still away at its first attempt; so each loss begins anew. */
  const listen = (): void => {
    const options = {
      max: 1,
      connect_timeout: 5,
      idle_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      onnotice: () => undefined,
      connection: { application_name: "alphas wake-ups" },
      onclose: () => again(own),
      // The driver calls it for every notification; its types only know it through `listen`.
      onnotify: (_channel: string, said: string) => {
        if (said !== word) onWake()
      },
    }
    const own = postgres(databaseUrl, options)
    listening = own
    own.unsafe(`listen ${wakeChannel}`).then(onWake, () => again(own))
  }
  const again = (lost: postgres.Sql): void => {
    if (closed || lost !== listening) return
    listening = undefined
    lost.end({ timeout: 0 }).catch(() => {
      // It is gone already.
    })
    retry = setTimeout(listen, retryAfter)
  }
  listen()
  return async () => {
    closed = true
    clearTimeout(retry)
    await listening?.end({ timeout: 1 })
  }
}
