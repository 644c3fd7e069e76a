/** `clients.create` with its transaction, log, idempotency and permission: against servers that only insert. */
import { randomUUID } from "node:crypto"
import { type Contestant, contest } from "../contest"
import { request } from "../load"
import { Report } from "../measure"
import { startAlphas, startBaseline, webOrigin, withServers } from "../servers"
import { openWorld } from "../world"

const rounds = Number(process.argv[2] ?? 7)

const world = await openWorld(100_000)
const run = Date.now().toString(36)
const report = new Report("Signed-in clients.create over HTTP with 16 connections")
const redis = report.redis("alphas with Redis")
try {
  // One after the other, for each of our servers follows the log of what the other writes.
  await against("alphas", undefined)
  if (redis) await against("alphas with Redis", redis)
  const [counted] = await world.sql<{ clients: number; logged: number; kept: number }[]>`
    select (select count(*)::int from clients where name like ${`Kestrel ${run} o%`}) as clients,
      (select count(*)::int from changes where verb = 'clients.create' and at > now() - interval '1 hour'
        and fields -> 'name' ->> 'after' like ${`Kestrel ${run} o%`}) as logged,
      (select count(*)::int from idempotency_keys where answer is not null) as kept`
  const { clients = 0, logged = 0, kept = 0 } = counted ?? {}
  const complete = clients > 0 && logged === clients && kept === clients
  report.must("each of ours is in the log, its answer kept", complete, `${logged} and ${kept} of ${clients}`)
  report.end()
} finally {
  await world.drop()
}

async function against(name: string, redisUrl: string | undefined): Promise<void> {
  await withServers(async (start) => {
    const stock = await start(startBaseline("stock-trpc", world.url))
    const bare = await start(startBaseline("bare-http", world.url))
    const alphas = await start(startAlphas(world.url, redisUrl))
    const contestants: Contestant[] = [
      {
        name: "stock",
        server: stock,
        request: (number) => post("/clients.create", number, { json: client("s", number) }),
      },
      { name: "bare", server: bare, request: (number) => post("/", number, client("b", number)) },
      {
        name,
        server: alphas,
        request: (number) => post("/api/trpc/clients.create", number, client("o", number), randomUUID()),
      },
    ]
    const measured = await contest(report, contestants, { rounds, seconds: 3, connections: 16 })
    report.bar(`${name} over stock`, measured.ratio(name, "stock"), "at least", 1)
  })
}

function client(by: string, number: number) {
  const place = `kestrel-${run}-${by}${number}.example`
  return {
    name: `Kestrel ${run} ${by}${number}`,
    status: "prospect",
    website: `https://www.${place}`,
    email: `hello@${place}`,
    phone: "+44 20 7946 0123",
    city: "London",
    country: "GB",
    currency: "GBP",
    tags: ["seo", "print"],
  }
}

function post(path: string, number: number, body: unknown, key?: string): Buffer {
  const cookie = world.cookies[number % world.cookies.length] ?? ""
  const headers = { cookie, origin: webOrigin, ...(key === undefined ? {} : { "idempotency-key": key }) }
  return request("POST", path, headers, JSON.stringify(body))
}
