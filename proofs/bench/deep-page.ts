/** Page 4,000 of `clients.list` costs no more than page 1, for it begins where the last one ended. */
import { type Contestant, contest } from "../contest"
import { ask, request } from "../load"
import { Report } from "../measure"
import { startAlphas, withServers } from "../servers"
import { openWorld } from "../world"

const rounds = Number(process.argv[2] ?? 7)
const page = 4_000
const limit = 25

const world = await openWorld(100_000)
await withServers(async (start) => {
  const server = await start(startAlphas(world.url, undefined))
  const path = (input: object) => `/api/trpc/clients.list?input=${encodeURIComponent(JSON.stringify(input))}`

  const read = async (input: object, number: number): Promise<Page> => {
    const cookie = world.cookies[number % world.cookies.length] ?? ""
    const { status, body } = await ask(server.port, request("GET", path(input), { cookie }))
    if (status !== 200) throw new Error(`The answer was ${status}: ${body.slice(0, 300)}`)
    return (JSON.parse(body) as { result: { data: Page } }).result.data // as the server writes it
  }
  /** Walks to the page in strides of 200 rows: a cursor does not depend on how long the pages were. */
  const walk = async (sort: string, direction: string): Promise<{ cursor: string; seen: number }> => {
    const before = (page - 1) * limit
    let cursor: string | null = null
    let seen = 0
    for (let number = 0; seen < before; number++) {
      const stride = Math.min(200, before - seen)
      const { items, nextCursor }: Page = await read({ limit: stride, sort, direction, cursor }, number)
      seen += items.length
      cursor = nextCursor
      if (cursor === null) throw new Error(`The list ended after ${seen} rows.`)
    }
    return { cursor: cursor ?? "", seen }
  }

  const report = new Report(
    `Page ${page.toLocaleString("en")} of clients.list against page 1, ${limit} rows each`,
  )
  for (const [sort, direction] of [
    ["name", "asc"],
    ["createdAt", "desc"],
  ] as const) {
    const { cursor, seen } = await walk(sort, direction)
    const deep = await read({ limit, sort, direction, cursor }, 0)
    report.must(
      `by ${sort}: page ${page} is there`,
      deep.items.length > 0,
      `after ${seen.toLocaleString("en")} rows`,
    )
    const contestant = (name: string, input: object): Contestant => {
      const requests = world.cookies.map((cookie) => request("GET", path(input), { cookie }))
      return { name, server, request: (number) => requests[number % requests.length] ?? Buffer.alloc(0) }
    }
    const first = `page 1 by ${sort}`
    const last = `page ${page} by ${sort}`
    const measured = await contest(
      report,
      [contestant(first, { limit, sort, direction }), contestant(last, { limit, sort, direction, cursor })],
      { rounds, seconds: 2, connections: 8 },
    )
    report.bar("cost of the deep page over the first", measured.ratio(first, last), "at most", 1.5)
  }
  report.end()
}).finally(world.drop)

interface Page {
  items: unknown[]
  nextCursor: string | null
}
