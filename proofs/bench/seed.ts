/** The demo agency many times its size: rows a second, of 300,000 and more. */
import { migrate } from "@alphas/db/migrate"
import { seedDemo } from "@alphas/db/seed/demo"
import { templateDatabase } from "@alphas/local/template-database"
import postgres from "postgres"
import { perSecond, Report } from "../measure"

const wanted = Number(process.argv[2] ?? 300_000)
/** A million rows a minute. */
const bar = 1_000_000 / 60

const adminUrl = process.env.ALPHAS_TEST_POSTGRES
if (adminUrl === undefined) throw new Error("There is no server to measure on. Run this with npm run bench.")
const template = await templateDatabase({ adminUrl, key: "bench_seed", prepare: (url) => migrate(url) })
const url = await template.cloneDatabase()
const sql = postgres(url, { max: 1, onnotice: () => undefined })
const report = new Report("Seeding the demo agency")
try {
  await seedDemo(url)
  const once = await countRows()
  report.line("rows of the demo agency", once.toLocaleString("en"))
  const scale = 1 + Math.ceil(wanted / once)
  await sql`checkpoint`
  const started = performance.now()
  await seedDemo(url, { scale })
  const seconds = (performance.now() - started) / 1000
  const added = (await countRows()) - once
  report.line(
    `rows added to make it ${scale} times that`,
    added.toLocaleString("en"),
    `${seconds.toFixed(1)} s`,
  )
  report.line("rows a second", perSecond(added / seconds))
  report.bar("rows a second over a million a minute", added / seconds / bar, "at least", 1)
  report.must("as many as were wanted", added >= wanted * 0.9)
} finally {
  await sql.end()
  await template.drop(url)
}
report.end()

/** All rows of ours, counted. */
async function countRows(): Promise<number> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  let rows = 0
  for (const { name } of tables) {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${sql(name)}`
    rows += row?.count ?? 0
  }
  return rows
}
