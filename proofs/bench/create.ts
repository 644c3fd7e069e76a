/** `clients.create` with its transaction, log, idempotency and permission: against servers that only insert. */
import { randomUUID } from "node:crypto"
import { type Contestant, contest } from "../contest"
import { request } from "../load"
import { Report } from "../measure"
import { startAlphas, startBaseline, webOrigin, withServers } from "../servers"
import { openWorld } from "../world"

const rounds = Number(process.argv[2] ?? 7)

const world = await openWorld(100_000)
await withServers(async (start) => {
  const redis = process.env.ALPHAS_TEST_REDIS
  const run = Date.now().toString(36)
  const client = (number: number) => ({
    name: `Kestrel ${run} ${number}`,
    status: "prospect",
    website: `https://www.kestrel-${run}-${number}.example`,
    email: `hello@kestrel-${run}-${number}.example`,
    phone: "+44 20 7946 0123",
    city: "London",
    country: "GB",
    currency: "GBP",
    tags: ["seo", "print"],
  })
  const cookieOf = (number: number) => world.cookies[number % world.cookies.length] ?? ""
  const ours = (number: number) =>
    request(
      "POST",
      "/api/trpc/clients.create",
      { cookie: cookieOf(number), origin: webOrigin, "idempotency-key": randomUUID() },
      JSON.stringify(client(number)),
    )
  const contestants: Contestant[] = [
    {
      name: "stock",
      server: await start(startBaseline("stock-trpc", world.url)),
      request: (number) =>
        request(
          "POST",
          "/clients.create",
          { cookie: cookieOf(number) },
          JSON.stringify({ json: client(number) }),
        ),
    },
    {
      name: "bare",
      server: await start(startBaseline("bare-http", world.url)),
      request: (number) => request("POST", "/", { cookie: cookieOf(number) }, JSON.stringify(client(number))),
    },
    { name: "alphas", server: await start(startAlphas(world.url, undefined)), request: ours },
  ]
  if (redis) {
    contestants.push({
      name: "alphas with Redis",
      server: await start(startAlphas(world.url, redis)),
      request: ours,
    })
  }

  const report = new Report("Signed-in clients.create over HTTP with 16 connections")
  const measured = await contest(report, contestants, { rounds, seconds: 3, connections: 16 })
  const counted = await world.sql<{ clients: number; logged: number; kept: number }[]>`
    select (select count(*)::int from clients where name like ${`Kestrel ${run} %`} and created_by is not null) as clients,
      (select count(*)::int from changes where verb = 'clients.create' and at > now() - interval '10 minutes'
        and fields -> 'name' ->> 'after' like ${`Kestrel ${run} %`}) as logged,
      (select count(*)::int from idempotency_keys where answer is not null) as kept`
  const { clients = 0, logged = 0, kept = 0 } = counted[0] ?? {}
  report.must(
    "each of ours is in the log, its answer kept",
    logged > 0 && logged === kept,
    `${logged} of ${clients}`,
  )
  for (const { name } of contestants.slice(2)) {
    report.bar(`${name} over stock`, measured.ratio(name, "stock"), "at least", 1)
  }
  report.end()
}).finally(world.drop)
