/** `tasks.list` of team members, 25 of their own among 1,000,000: against the same SQL over bare node:http. */
import { type Contestant, contest } from "../contest"
import { ask, request } from "../load"
import { Report } from "../measure"
import { startAlphas, startBaseline, withServers } from "../servers"
import { openTaskWorld } from "../world"

const rounds = Number(process.argv[2] ?? 7)
const count = Number(process.argv[3] ?? 1_000_000)
const path = `/api/trpc/tasks.list?input=${encodeURIComponent(JSON.stringify({ limit: 25 }))}`

const world = await openTaskWorld(count)
await withServers(async (start) => {
  const contestants: Contestant[] = [
    { name: "bare", server: await start(startBaseline("bare-tasks", world.url)), path: "/" },
    { name: "alphas", server: await start(startAlphas(world.url, undefined)), path },
  ].map(({ path, ...each }) => {
    const requests = world.cookies.map((cookie) => request("GET", path, { cookie }))
    return { ...each, request: (number: number) => requests[number % requests.length] ?? Buffer.alloc(0) }
  })
  const report = new Report(
    `A team member's tasks, 25 of ${count.toLocaleString("en")}, over HTTP with 16 connections`,
  )
  const pages = await Promise.all(contestants.map(firstPage))
  report.must(
    "the same rows from both",
    pages.every((page) => page.length === 25 && page.join() === pages[0]?.join()),
  )
  const measured = await contest(report, contestants, { rounds, seconds: 3, connections: 16 })
  report.bar("alphas over bare", measured.ratio("alphas", "bare"), "at least", 0.5)
  report.end()
}).finally(world.drop)

/** The rows that a server answers with, as text to compare. */
async function firstPage({ server, request }: Contestant): Promise<string[]> {
  const { status, body } = await ask(server.port, request(0))
  if (status !== 200) throw new Error(`The answer was ${status}: ${body.slice(0, 300)}`)
  const { data } = (
    JSON.parse(body) as { result: { data: { items: { id: string; assignees: { name: string }[] }[] } } }
  ).result // as both write it
  return data.items.map(({ id, assignees }) => [id, ...assignees.map(({ name }) => name)].join("|"))
}
