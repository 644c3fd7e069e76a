/** Signed-in `clients.list`, 25 of 100,000: against bare node:http and a stock tRPC server. */
import { type Contestant, contest } from "../contest"
import { ask, request } from "../load"
import { Report } from "../measure"
import { startAlphas, startBaseline, startPages, withServers } from "../servers"
import { openWorld } from "../world"

const rounds = Number(process.argv[2] ?? 7)
const input = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const ours = `/api/trpc/clients.list?input=${input({ limit: 25 })}`
const stocks = `/clients.list?input=${input({ json: { limit: 25 } })}`

const report = new Report("Signed-in clients.list, 25 of 100,000, over HTTP with 16 connections")
const world = await openWorld(100_000)
await withServers(async (start) => {
  const redis = report.redis("alphas with Redis")
  const [bare, stock, alphas] = [
    await start(startBaseline("bare-http", world.url)),
    await start(startBaseline("stock-trpc", world.url)),
    await start(startAlphas(world.url, undefined)),
  ]
  const withRedis = redis
    ? [{ name: "alphas with Redis", server: await start(startAlphas(world.url, redis)) }]
    : []
  const pages = { name: "pages (Next mount)", server: await start(startPages(world.url, redis)) }
  const entries = [
    { name: "bare", server: bare, path: "/" },
    { name: "stock", server: stock, path: stocks },
    ...[{ name: "alphas", server: alphas }, ...withRedis, pages].map((each) => ({ ...each, path: ours })),
  ]
  const contestants = entries.map(({ name, server, path }): Contestant => {
    const requests = world.cookies.map((cookie) => request("GET", path, { cookie }))
    return { name, server, request: (number) => requests[number % requests.length] ?? Buffer.alloc(0) }
  })

  const firsts = await Promise.all(contestants.map(firstPage))
  report.must(
    "the same rows from all",
    firsts.every((page) => page.length === 25 && page.join() === firsts[0]?.join()),
  )
  const measured = await contest(report, contestants, { rounds, seconds: 3, connections: 16 })
  // The mount in the pages is printed beside them and has no bar.
  for (const { name } of contestants.slice(2, -1)) {
    report.bar(`${name} over bare`, measured.ratio(name, "bare"), "at least", 0.5)
    report.bar(`${name} over stock`, measured.ratio(name, "stock"), "at least", 1.8)
  }
  report.end()
}).finally(world.drop)

interface Page {
  items: { id: string; name: string; createdAt: string; owner: { name: string } | null; tags: string[] }[]
}

/** The rows that a server answers with, as text to compare. */
async function firstPage({ server, request }: Contestant): Promise<string[]> {
  const { status, body } = await ask(server.port, request(0))
  if (status !== 200) throw new Error(`The answer was ${status}: ${body.slice(0, 300)}`)
  const { data } = (JSON.parse(body) as { result: { data: Page | { json: Page } } }).result // as these servers write it
  return ("json" in data ? data.json : data).items.map(({ id, name, createdAt, owner, tags }) =>
    [id, name, createdAt, owner?.name, ...tags].join("|"),
  )
}
