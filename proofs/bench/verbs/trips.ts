import { readFile } from "node:fs/promises"
import { connect, createServer, type Socket } from "node:net"
import type { Sql } from "postgres"

/** Stands between a pool and Postgres, and counts how often the pool waits for an answer. */
export interface Trips {
  /** Where the pool connects. */
  url: string
  /** Round trips so far: how often something was sent after something was answered. */
  count(): number
  close(): Promise<void>
}

/** Opens it on a free port. */
export async function countTrips(url: string): Promise<Trips> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let trips = 0
  const server = createServer((client) => {
    const postgres = connect(Number(target.port), target.hostname)
    let answered = true
    for (const socket of [client, postgres]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.on("error", () => undefined).on("close", () => sockets.delete(socket))
    }
    client.on("data", (chunk) => {
      if (answered) trips++
      answered = false
      postgres.write(chunk)
    })
    postgres.on("data", (chunk) => {
      answered = true
      client.write(chunk)
    })
    client.on("end", () => postgres.end())
    postgres.on("end", () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const between = new URL(url)
  between.hostname = "127.0.0.1"
  between.port = String(typeof address === "object" && address !== null ? address.port : 0)
  return {
    url: between.toString(),
    count: () => trips,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Milliseconds of CPU that Postgres has spent for the connections of this name, as the scheduler of Linux says. */
export async function cpuOfBackends(sql: Sql, name: string): Promise<number> {
  const rows = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where application_name = ${name} and datname = current_database()`
  const spent = await Promise.all(
    rows.map(
      async ({ pid }) => Number((await readFile(`/proc/${pid}/schedstat`, "utf8")).split(" ")[0]) / 1e6,
    ),
  )
  return spent.reduce((sum, each) => sum + each, 0)
}
