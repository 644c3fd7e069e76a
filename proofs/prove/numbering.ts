/**
 * Numbers of invoices: no gap, no repeat, days in order, whatever is killed; and what a number costs.
 *
 * A process issues drafts over eight connections through the API. One in ten transactions is aborted after its number was
 * given. In between the process is killed, and PostgreSQL with it, by SIGKILL; both start again and go on. At the end the
 * table is looked at by SQL that knows nothing of the product.
 *
 * What a number costs is measured beside it: the statement that numbers and issues, in its transaction, against a bare
 * statement that counts and inserts the same document into a table of the same shape, over eight connections each, in turns.
 *
 *     npm run prove -- numbering [issues]        50000 by default
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { connect } from "@alphas/db/connection"
import { makeClient, makeUser } from "@alphas/db/factories"
import { migrate } from "@alphas/db/migrate"
import { makeSeller } from "@alphas/db/money-factories"
import { type Postgres, startPostgres } from "@alphas/local/postgres"
import postgres from "postgres"
import { showProgress } from "../progress"
import { addDrafts, costOfANumber } from "./numbering/cost"

const wanted = Number(process.argv[2] ?? 50_000)
const lanes = 8
const kills = { process: 4, server: 3 }
const home = fileURLToPath(new URL("../..", import.meta.url))

const folder = await mkdtemp(join(tmpdir(), "alphas-numbering-"))
const data = join(folder, "postgres")
let server: Postgres = await startPostgres({ folder: data, ifRunning: "restart" })
let issuer: ChildProcess | undefined

/** How many are issued; null while the server cannot be reached. */
async function issued(): Promise<number | null> {
  const sql = postgres(server.url, { max: 1, connect_timeout: 2, onnotice: () => undefined })
  try {
    const [row] = await sql<
      { count: number }[]
    >`select count(*)::int as count from invoices where state <> 'draft'`
    return row?.count ?? 0
  } catch {
    return null
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function startIssuer(adminId: string): ChildProcess {
  const program = fileURLToPath(new URL("numbering/issuer.ts", import.meta.url))
  const child = spawn(process.execPath, ["--import", "tsx", program, server.url, adminId, String(lanes)], {
    cwd: home,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "test" },
  })
  return child
}

/** Ends the process that issues as a crash would. */
async function killIssuer(): Promise<void> {
  if (issuer === undefined || issuer.exitCode !== null || issuer.signalCode !== null) return
  issuer.kill("SIGKILL")
  await once(issuer, "exit")
}

/** Ends the server, with every process of it, as a power cut would, and starts it again on what is on the disk. */
async function killServer(): Promise<void> {
  const [pid = ""] = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n")
  process.kill(Number(pid), "SIGKILL")
  await sleep(500)
  server = await startPostgres({ folder: data, ifRunning: "restart" })
}

try {
  await migrate(server.url)
  const { db, sql, close } = connect(server.url, { pool: 4 })
  const admin = await makeUser(db, { role: "admin" })
  const client = await makeClient(db)
  await makeSeller(db)
  await addDrafts(sql, client.id, wanted)
  await close()

  const started = performance.now()
  const moments = [
    ...Array.from({ length: kills.process }, (_, turn) => ({
      what: "process",
      at: (turn + 1) / (kills.process + 1),
    })),
    ...Array.from({ length: kills.server }, (_, turn) => ({
      what: "server",
      at: (turn + 0.5) / (kills.server + 0.3),
    })),
  ].sort((a, b) => a.at - b.at)
  issuer = startIssuer(admin.id)
  let done = 0
  const clear = showProgress(() => `${done} of ${wanted} issued`)
  while (done < wanted) {
    await sleep(250)
    done = (await issued()) ?? done
    const [next] = moments
    if (next !== undefined && done >= next.at * wanted) {
      moments.shift()
      if (next.what === "server") await killServer()
      await killIssuer()
      issuer = startIssuer(admin.id)
    } else if (done < wanted && issuer.exitCode !== null) issuer = startIssuer(admin.id)
  }
  clear()
  const seconds = (performance.now() - started) / 1000
  await killIssuer()

  const look = postgres(server.url, { max: 1 })
  const [found] = await look<
    { count: number; gaps: number; repeats: number; backwards: number; others: number }[]
  >`
    with numbered as (
      select series_year as year, split_part(number, '-', 3)::int as place, number, issue_day,
        row_number() over (partition by series_year order by split_part(number, '-', 3)::int) as expected,
        lag(issue_day) over (partition by series_year order by split_part(number, '-', 3)::int) as before
      from invoices where state <> 'draft'
    )
    select count(*)::int as count, count(*) filter (where place <> expected)::int as gaps,
      (count(*) - count(distinct number))::int as repeats, count(*) filter (where before > issue_day)::int as backwards,
      (select count(*) from number_series s where s.last <> (
        select count(*) from numbered n where n.year = s.year))::int as others
    from numbered`
  const [tried] = await look<
    { aborted: number }[]
  >`select coalesce(sum(count), 0)::int as aborted from aborted`
  await look.end()
  console.log(
    `${found?.count} issued over ${lanes} connections in ${seconds.toFixed(0)} s (${Math.round(wanted / seconds)} a second, restarts included), ${tried?.aborted} transactions aborted after their number, ${kills.process + kills.server} times killed: ${found?.gaps} gaps, ${found?.repeats} repeats, ${found?.backwards} days out of order, ${found?.others} series that count otherwise.`,
  )
  const { ratio, ours, bare } = await costOfANumber(server.url, client.id, lanes)
  console.log(
    `A number in its transaction: ${Math.round(ours)} a second, the bare statement ${Math.round(bare)}: ${ratio.toFixed(2)} of it (at least 0.5).`,
  )
  const wrong = [found?.gaps, found?.repeats, found?.backwards, found?.others].some((each) => each !== 0)
  if (wrong || found?.count !== wanted || (tried?.aborted ?? 0) === 0 || ratio < 0.5) process.exitCode = 1
} finally {
  await killIssuer()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
