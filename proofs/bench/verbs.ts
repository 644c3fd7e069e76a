/** Every mutation of the router on a filled agency: statements, round trips, CPU of Node and Postgres; the worst first. */
import { callProcedure } from "@alphas/api/call"
import type { Context } from "@alphas/api/context"
import { type OpenServices, openServices } from "@alphas/api/services"
import { settings } from "@alphas/db/schema/settings"
import { readEnvironment } from "@alphas/domain/environment"
import { newId } from "@alphas/domain/ids"
import { makeSubject } from "../agency"
import { type AnyCall, type Example, mutations } from "../calls/calls"
import { median, Report } from "../measure"
import { openTaskWorld } from "../world"
import { settlePlan } from "./verbs/settle"
import { countTrips, cpuOfBackends } from "./verbs/trips"
import { unusual } from "./verbs/unusual"

/** No ordinary verb may need more. */
const tripsAtMost = 8
const nodeAtMost = 3
/** Calls through the counter, of which the quickest counts: the first ones make the statements that later ones find prepared. */
const counted = 4

// A path, or the beginning of some, measures only these; a number is how many calls are measured of each.
const args = process.argv.slice(2)
const rounds = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 12)
const only = args.filter((arg) => !/^\d+$/.test(arg))

interface Figures {
  path: string
  statements: number
  trips: number
  node: number
  postgres: number
}

const report = new Report("Every mutation, called in one process on an agency with 100,000 tasks")
const world = await openTaskWorld(100_000)
const trips = await countTrips(world.url)
let statements = 0
// With one connection each, which has prepared and planned what it is asked: as in a process that has run for a while.
const open = (url: string, name: string, onQuery?: () => void) =>
  openServices(
    readEnvironment({
      ...{ NODE_ENV: "production", DATABASE_URL: url, DATABASE_POOL: "1", LOG_LEVEL: "silent" },
      ALPHAS_SECRET: "a secret that is only good for measuring",
    }),
    { name, strict: false, ...(onQuery && { onQuery }) },
  )
// What counts stands in this process, and its CPU must not be in the figures.
const counting = open(trips.url, "counted verbs", () => void statements++)
const services = open(world.url, "verbs")
try {
  const chosen = mutations.filter(
    ({ path }) => only.length === 0 || only.some((each) => path.startsWith(each)),
  )
  const measured: Figures[] = []
  for (const example of chosen) {
    try {
      measured.push(await measure(example))
    } catch (error) {
      report.must(
        `${example.path} is carried out`,
        false,
        error instanceof Error ? error.message : String(error),
      )
    }
  }
  tell(measured, await bareTrip())
} finally {
  await Promise.all([services.close(), counting.close()])
  await trips.close()
  await world.drop()
}
report.end()

/** What a verb needs at least in statements and trips, and the medians of its CPU, each call about rows of its own. */
async function measure({ path, calls: [call] }: Example): Promise<Figures> {
  const needs: [trips: number, statements: number][] = []
  for (let round = 0; round < (call.beforeAnybody ? 1 : counted); round++) {
    const run = await prepare(path, call, counting)
    const before = [trips.count(), statements] as const
    await run()
    needs.push([trips.count() - before[0], statements - before[1]])
  }
  const spent: [node: number, postgres: number][] = []
  // Postgres plans a prepared statement anew five times.
  for (let round = call.beforeAnybody ? 0 : -6; round < (call.beforeAnybody ? 1 : rounds); round++) {
    const run = await prepare(path, call, services)
    const postgres = await cpuOfBackends(world.sql, "alphas verbs")
    const node = process.cpuUsage()
    await run()
    const { user, system } = process.cpuUsage(node)
    if (round < 0) continue
    spent.push([(user + system) / 1000, (await cpuOfBackends(world.sql, "alphas verbs")) - postgres])
  }
  const [fewest = [0, 0]] = needs.sort(([one], [other]) => one - other)
  return {
    ...{ path, trips: fewest[0], statements: fewest[1] },
    ...{ node: median(spent.map(([each]) => each)), postgres: median(spent.map(([, each]) => each)) },
  }
}

/** Makes what a call needs, and answers how to make it. */
async function prepare(path: string, call: AnyCall, through: OpenServices): Promise<() => Promise<unknown>> {
  const { db } = through
  const subject = await db.transaction((tx) => makeSubject(tx, "admin"))
  // A template fills a campaign that has no tasks.
  if (path !== "campaigns.templates.fill") await fillCampaign(subject.row.campaignId)
  if (call.beforeAnybody) {
    await world.sql`truncate users cascade`
    await db.update(settings).set({ setUpAt: null })
  }
  const input = await call.input({ ...subject, db, services: through })
  const ctx: Context = {
    ...{ services: through, db, requestId: newId(), idempotencyKey: newId() },
    ...{ address: "127.0.0.1", device: "a benchmark", cookies: "", setCookie: () => undefined },
    identity: call.beforeAnybody
      ? null
      : { viewer: subject.me, via: { kind: "session", name: subject.row.session, idHash: "" } },
  }
  await new Promise((resolve) => setTimeout(resolve, 20))
  return () => callProcedure(ctx, { path, type: "mutation", input: () => input, signal: undefined })
}

/** What a prepared `select 1` costs here and now, to read the figures by. */
async function bareTrip(): Promise<{ node: number; postgres: number }> {
  const times = 2_000
  const ask = async () => {
    for (let time = 0; time < times; time++) await services.sql.unsafe("select 1", [], { prepare: true })
  }
  await ask()
  const before = await cpuOfBackends(world.sql, "alphas verbs")
  const node = process.cpuUsage()
  await ask()
  const { user, system } = process.cpuUsage(node)
  const postgres = (await cpuOfBackends(world.sql, "alphas verbs")) - before
  return { node: (user + system) / 1000 / times, postgres: postgres / times }
}

/** As many tasks as a campaign has, some waiting for others. */
async function fillCampaign(campaignId: string): Promise<void> {
  await world.sql`
    with made as (
      insert into tasks (id, campaign_id, title, start_day, end_day, duration_days, rank)
      select gen_random_uuid(), c.id, 'Task ' || n, c.start_day, c.start_day + 2, 3, n
      from campaigns c, generate_series(1, 24) n where c.id = ${campaignId}
      returning id, rank
    )
    insert into task_dependencies (id, campaign_id, predecessor_id, successor_id)
    select gen_random_uuid(), ${campaignId}, one.id, other.id
    from made one join made other on other.rank = one.rank + 1 where one.rank::int % 3 <> 0`
  // As the first verb about it would leave it.
  await settlePlan(services, campaignId)
}

function tell(measured: Figures[], bare: { node: number; postgres: number }): void {
  const rank = ({ trips, node }: Figures) => Math.max(trips / tripsAtMost, node / nodeAtMost)
  const { node, postgres } = bare
  report.line("bare round trip", "1", `1, ${node.toFixed(2)} ms, ${postgres.toFixed(2)} ms`)
  report.line("verb", "round trips", "statements, Node, Postgres")
  for (const { path, trips, statements, node, postgres } of measured.sort((a, b) => rank(b) - rank(a))) {
    const why = unusual[path]
    const held = trips <= tripsAtMost && node <= nodeAtMost
    const figures = `${statements}, ${node.toFixed(2)} ms, ${postgres.toFixed(2)} ms`
    const verdict = held ? "" : why === undefined ? "MISSED" : why
    report.line(path, String(trips), `${figures.padEnd(26)} ${verdict}`)
  }
  const ordinary = measured.filter(({ path }) => unusual[path] === undefined)
  const most = (figure: "trips" | "node") => Math.max(...ordinary.map((each) => each[figure]))
  console.log("")
  report.must(
    "verbs were measured",
    ordinary.length > 0,
    `${measured.length}, ${ordinary.length} of them ordinary`,
  )
  report.bar("round trips of an ordinary verb", most("trips"), "at most", tripsAtMost, 0)
  report.bar("ms of Node of an ordinary verb", most("node"), "at most", nodeAtMost)
}
