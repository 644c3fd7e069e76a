/** Every question that people ask of a list: against the best SQL over bare node:http, with its plan, worst first. */
import type { List } from "@alphas/api/list"
import { Names } from "@alphas/api/names"
import { connect } from "@alphas/db/connection"
import type { Viewer } from "@alphas/db/visible"
import { lists, type Question, questions } from "../list-questions"
import { type ListWorld, openListWorld, roleOf } from "../list-world"
import { ask, load, request } from "../load"
import { inRounds, Report, type Subject } from "../measure"
import { type Server, startAlphas, startBaseline, withServers } from "../servers"

const rounds = Number(process.argv[2] ?? 4)
const clients = Number(process.argv[3] ?? 100_000)
const only = process.argv[4] ?? ""
/** Calls of one turn: each person may make so many in a minute. */
const calls = 120

type Asking = { question: Question; ours: string; bare: string; plan: Plan }
interface Plan {
  ms: number
  indexes: string[]
  scanned: number
  sorted: number
}

const world = await openListWorld(clients)
const connection = connect(world.url, { pool: 1 })
const reading = { ...connection, names: new Names() }
await withServers(async (start) => {
  const [bare, alphas] = [
    await start(startBaseline("bare-lists", world.url)),
    await start(startAlphas(world.url, undefined)),
  ]
  const report = new Report(
    `Lists of an agency with ${(clients * 10).toLocaleString("en")} tasks, over HTTP with 8 connections`,
  )
  const asked: Asking[] = []
  for (const question of questions(world, clients).filter(({ name }) => name.includes(only))) {
    const after = question.deep === undefined ? null : await cursorAt(question, question.deep)
    const { query, args = [] } = question.bare
    const asking = {
      question,
      ours: `/api/trpc/${question.list}?input=${json({ limit: 25, ...question.input, ...(after && { cursor: after }) })}`,
      bare: `/?query=${query}&args=${json(args)}&after=${json(after && JSON.parse(Buffer.from(after, "base64url").toString()))}`,
      plan: await planOf(question, after),
    }
    const [mine, theirs] = [await ids(alphas, question, asking.ours), await ids(bare, question, asking.bare)]
    if (mine.join() !== theirs.join() || mine.length === 0)
      report.must(`${question.name}: the same rows from both`, false, `${mine.length} and ${theirs.length}`)
    asked.push(asking)
  }
  const turn =
    (server: Server, { question }: Asking, path: string) =>
    async () => {
      const bytes = request("GET", path, { cookie: world.cookie(question.person) })
      const result = await load({ port: server.port, connections: 8, requests: calls, request: () => bytes })
      if (result.failed > 0) throw new Error(`${question.name}: ${result.problem}`)
      return result.perSecond
    }
  const subjects = asked.flatMap((each): Subject[] => [
    { name: `ours: ${each.question.name}`, turn: turn(alphas, each, each.ours) },
    { name: `bare: ${each.question.name}`, turn: turn(bare, each, each.bare) },
  ])
  for (const { turn } of subjects) await turn()
  const measured = await inRounds(subjects, rounds)
  const ratioOf = ({ question: { name } }: Asking) => measured.ratio(`ours: ${name}`, `bare: ${name}`)
  for (const each of [...asked].sort((one, other) => ratioOf(one) - ratioOf(other))) {
    const { name } = each.question
    const { ms, indexes, scanned, sorted } = each.plan
    report.bar(name, ratioOf(each), "at least", 0.5)
    const speed = [measured.figure(`ours: ${name}`), measured.figure(`bare: ${name}`)]
      .map(Math.round)
      .join(" and ")
    console.log(`      ${ms.toFixed(2)} ms in Postgres, ${speed} a second: ${indexes.join(", ")}`)
    if (scanned > 1_000) report.must(`${name}: no sequential scan`, false, `${scanned} rows`)
    if (sorted > 1_000) report.must(`${name}: no sort of more than 1,000 rows`, false, `${sorted} rows`)
  }
  report.end()
}).finally(() => connection.close().then(world.drop))

function json(value: unknown): string {
  return encodeURIComponent(JSON.stringify(value))
}

/** The ids of the page that a server answers with. */
async function ids(server: Server, { person, name }: Question, path: string): Promise<string[]> {
  const { status, body } = await ask(server.port, request("GET", path, { cookie: world.cookie(person) }))
  if (status !== 200) throw new Error(`${name}: the answer was ${status}: ${body.slice(0, 300)}`)
  const answer = JSON.parse(body) as { result: { data: { items: { id: string }[] } } } // as both servers write it
  return answer.result.data.items.map(({ id }) => id)
}

/** What our list is asked, as the procedure gives it on. */
function askedOf({ list, input, person }: Question, { ids }: ListWorld) {
  const { sort, direction = "asc", ...filters } = input
  // Each list takes the filters and orders of its own questions, which their union cannot say.
  const ours = lists[list] as unknown as List<{ id: string }, { id: string }, object, string>
  const viewer: Viewer = {
    id: ids[person],
    role: roleOf(person),
    clientId: person === "viewer" ? ids.client : null,
  }
  const standard = {
    "tasks.list": "endDay",
    "campaigns.list": "endDay",
    "clients.list": "name",
    "time.list": "day",
  }
  const all = Object.fromEntries(Object.keys(ours.of.filters).map((name) => [name, null]))
  const overdue = input.overdue ? { overdue: new Date().toISOString().slice(0, 10) } : {}
  const archived = "archived" in all ? { archived: "no" } : {}
  const way = {
    filters: { ...all, ...archived, ...filters, ...overdue },
    sort: String(sort ?? standard[list]),
    direction:
      list === "time.list" ? ("desc" as const) : direction === "desc" ? ("desc" as const) : ("asc" as const),
  }
  return { ours, viewer, way }
}

async function cursorAt(question: Question, depth: number): Promise<string> {
  const { ours, viewer, way } = askedOf(question, world)
  let cursor: string | undefined
  for (let seen = 0; seen < depth; ) {
    const limit = Math.min(10_000, depth - seen)
    const { rows, cursorOf } = await ours.read(reading, viewer, { ...way, limit, cursor })
    if (rows.length <= limit) throw new Error(`${question.name}: the list ends before row ${depth}.`)
    cursor = cursorOf(limit - 1)
    seen += limit
  }
  return cursor ?? ""
}

interface Node {
  "Node Type": string
  "Actual Rows": number
  "Actual Loops": number
  "Index Name"?: string
  "Rows Removed by Filter"?: number
  Plans?: Node[]
}

/** How Postgres answers our statement once it is prepared for everybody, and in what time. */
async function planOf(question: Question, cursor: string | null): Promise<Plan> {
  const { ours, viewer, way } = askedOf(question, world)
  const { text, params } = ours.statement(viewer, { ...way, limit: 25, cursor })
  const plan: Plan = { ms: Number.POSITIVE_INFINITY, indexes: [], scanned: 0, sorted: 0 }
  await world.sql.begin(async (tx) => {
    await tx`set local plan_cache_mode = force_generic_plan`
    for (let time = 0; time < 5; time++) {
      const [row] = await tx.unsafe<{ "QUERY PLAN": { Plan: Node; "Execution Time": number }[] }[]>(
        `explain (analyze, format json) ${text}`,
        params as string[], // the statement's own values, which the driver writes by the types of their places
        { prepare: true },
      )
      const [answer] = row?.["QUERY PLAN"] ?? []
      if (answer === undefined) throw new Error(`${question.name}: Postgres told no plan.`)
      plan.ms = Math.min(plan.ms, answer["Execution Time"])
      if (time === 0) look(answer.Plan, plan)
    }
  })
  return plan
}

function look(node: Node, plan: Plan): void {
  const rows = (of: Node) => of["Actual Rows"] * of["Actual Loops"]
  if (rows(node) > 0 || node["Actual Loops"] > 0) {
    const index = node["Index Name"]
    if (index !== undefined && !plan.indexes.includes(index) && !index.endsWith("_pkey"))
      plan.indexes.push(index)
    if (node["Node Type"] === "Seq Scan") {
      const read = rows(node) + (node["Rows Removed by Filter"] ?? 0) * node["Actual Loops"]
      plan.scanned = Math.max(plan.scanned, read)
    }
    const [under] = node.Plans ?? []
    if (node["Node Type"].endsWith("Sort") && under !== undefined)
      plan.sorted = Math.max(plan.sorted, rows(under))
  }
  for (const each of node.Plans ?? []) look(each, plan)
}
