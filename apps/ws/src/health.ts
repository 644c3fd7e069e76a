import type { ServerResponse } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import type { Live, Services } from "@alphas/api/context"

/** Milliseconds that Postgres gets to say that it is there. */
const patience = 1_000

/** Answers `GET /health`: 200 while calls and the feed can be served, 503 while Postgres is away. */
export async function health(services: Services, live: Live, response: ServerResponse): Promise<void> {
  const database = await reachable(services)
  const { following, position, lag, people, subscriptions } = live.feed.state()
  const { redis } = services
  const ok = database && following
  const body = JSON.stringify({
    ok,
    database: database ? "up" : "down",
    redis: redis === null ? "none" : redis.status === "ready" ? "up" : "down",
    feed: { following, position, lag, people, subscriptions },
  })
  response.writeHead(ok ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" })
  response.end(body)
}

async function reachable({ sql }: Services): Promise<boolean> {
  const answer = sql`select 1`.then(
    () => true,
    () => false,
  )
  return Promise.race([answer, sleep(patience, false, { ref: false })])
}
