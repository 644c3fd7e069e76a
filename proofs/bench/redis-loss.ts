/** Redis killed in the middle: signed-in reads go on, hardly slower. */
import { setTimeout as sleep } from "node:timers/promises"
import { startRedis } from "@alphas/local/redis"
import { type LoadResult, load, request } from "../load"
import { inRounds, milliseconds, perSecond, Report } from "../measure"
import { startAlphas, withServers } from "../servers"
import { openWorld } from "../world"

const rounds = Number(process.argv[2] ?? 5)
const seconds = 5

let redis = await startRedis()
if (redis === null) {
  console.log("There is no redis-server on this machine; install it to measure what its loss costs.")
  process.exit(1)
}
const { url } = redis

const world = await openWorld(100_000)
await withServers(async (start) => {
  const server = await start(startAlphas(world.url, url))
  const path = `/api/trpc/clients.list?input=${encodeURIComponent(JSON.stringify({ limit: 25 }))}`
  const requests = world.cookies.map((cookie) => request("GET", path, { cookie }))
  const results = new Map<string, LoadResult[]>()
  let sent = 0
  const read = async (name: string): Promise<LoadResult> => {
    const result = await load({
      port: server.port,
      connections: 8,
      seconds,
      request: () => requests[sent++ % requests.length] ?? Buffer.alloc(0),
    })
    results.set(name, [...(results.get(name) ?? []), result])
    return result
  }
  const healthy = async () => {
    if (redis === null) {
      redis = await startRedis({ url })
      if (redis?.url !== url) throw new Error("Redis did not come back on its port.")
      // Long enough for the server to have found it again.
      await sleep(3_000)
    }
    return (await read("healthy")).p99
  }
  /** The time in which it dies is part of what is measured. */
  const killed = async () => {
    const reading = read("killed")
    await sleep(500)
    if (redis !== null) process.kill(redis.pid, "SIGKILL")
    redis = null
    return (await reading).p99
  }

  const report = new Report("Signed-in clients.list while Redis is killed, 8 connections")
  await read("warm")
  await healthy()
  await killed()
  results.clear()
  const measured = await inRounds(
    [
      {
        name: "both",
        turn: async () => {
          const before = await healthy()
          return (await killed()) / before
        },
      },
    ],
    rounds,
  )
  for (const name of ["healthy", "killed"]) {
    const all = results.get(name) ?? []
    const middle = [...all].sort((a, b) => a.p99 - b.p99)[Math.floor(all.length / 2)]
    if (middle === undefined) continue
    report.line(
      name,
      perSecond(middle.perSecond),
      `p50 ${milliseconds(middle.p50)}, p99 ${milliseconds(middle.p99)}, longest ${milliseconds(middle.max)}`,
    )
  }
  const failed = [...results.values()].flat().reduce((sum, result) => sum + result.failed, 0)
  report.must("no call failed", failed === 0, `${failed} failed`)
  report.bar("p99 with Redis killed over healthy", measured.figure("both"), "at most", 1.5)
  report.end()
}).finally(async () => {
  await redis?.stop()
  await world.drop()
})
