import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { makeInvoice, makeSeller } from "@alphas/db/money-factories"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { createJobs, type Jobs } from "@alphas/jobs/jobs"
import { bundle } from "@alphas/local/bundle"
import { type Outbox, startOutbox } from "@alphas/local/outbox"
import { afterEach, beforeEach, expect, test, vi } from "vitest"

// Each test starts processes, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let database: TestDatabase
let outbox: Outbox
let jobs: Jobs
const workers: ChildProcess[] = []

beforeEach(async () => {
  database = await testDatabase()
  outbox = await startOutbox()
  jobs = createJobs({ databaseUrl: database.url, db: database.connection.db })
})
afterEach(async () => {
  for (const worker of workers.splice(0)) if (worker.exitCode === null) worker.kill("SIGKILL")
  await outbox.stop()
  await database.drop()
})

const home = fileURLToPath(new URL("..", import.meta.url))

/** A worker process of its own, and what it says on both its outputs. */
async function startWorker(environment: Record<string, string>) {
  return listenTo(environment, [await bundle(home, 'import "./src/main"')])
}

function listenTo(environment: Record<string, string>, program: string[]) {
  const child = spawn(process.execPath, program, {
    cwd: home,
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  })
  workers.push(child)
  let output = ""
  let look = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk
      look()
    })
  }
  return {
    child,
    output: () => output,
    said: (part: string) =>
      new Promise<void>((resolve) => {
        look = () => {
          if (output.includes(part)) resolve()
        }
        look()
      }),
    ended: once(child, "exit"),
  }
}

const environment = (also: Record<string, string> = {}) => ({
  DATABASE_URL: database.url,
  ALPHAS_SECRET: "a secret that is only good for tests",
  WEB_URL: "https://crm.example.com",
  MAIL_FROM: "Alphas <alphas@example.com>",
  ...also,
})

const invite = (email: string) =>
  database.connection.db.transaction((tx) =>
    jobs.enqueue(tx, "email.invitation", {
      email,
      name: "Ada",
      invitedBy: "Bo",
      agencyName: "Studio Nord",
      token: "the-token",
    }),
  )

test("an invitation that a transaction enqueues arrives, and the worker ends well on SIGTERM", async () => {
  const worker = await startWorker(environment({ SMTP_URL: outbox.smtpUrl }))
  await worker.said("The worker is ready")
  await invite("ada@example.com")
  const email = await outbox.waitFor("ada@example.com", { timeout: 30_000 })
  expect(email.subject).toBe("Bo invites you to Studio Nord")
  expect(email.text).toContain("https://crm.example.com/accept-invitation#token=the-token")
  await worker.said('"job":"email.invitation"')
  worker.child.kill("SIGTERM")
  expect(await worker.ended).toEqual([0, null])
  expect(worker.output()).toContain("The worker has stopped.")
  expect(worker.output()).not.toContain("the-token")
  const rows = await database.connection.sql`select name from pgboss.job where name = 'email.invitation'`
  expect([...rows]).toEqual([])
})

test("without SMTP_URL the log says how to set it and the email is kept for another try", async () => {
  const worker = await startWorker(environment())
  await worker.said("SMTP_URL is not set")
  await invite("bo@example.com")
  await worker.said("Set SMTP_URL, for example")
  await expect
    .poll(
      async () => {
        const rows = await database.connection.sql`
        select state::text from pgboss.job where name = 'email.invitation'`
        return rows[0]?.state
      },
      { timeout: 15_000 },
    )
    .toBe("retry")
  const repaired = await startWorker(environment({ SMTP_URL: outbox.smtpUrl }))
  worker.child.kill("SIGTERM")
  await worker.ended
  await database.connection
    .sql`update pgboss.job set start_after = now() - interval '1 second' where state = 'retry'`
  await outbox.waitFor("bo@example.com", { timeout: 30_000 })
  repaired.child.kill("SIGTERM")
  expect(await repaired.ended).toEqual([0, null])
})

test("a wrong environment ends the worker with a sentence a variable", async () => {
  const wrong = { DATABASE_URL: "mysql://localhost", ALPHAS_SECRET: "short" }
  // From the sources, as the product starts it.
  const worker = listenTo(wrong, ["--import", "tsx", "src/main.ts"])
  expect(await worker.ended).toEqual([1, null])
  expect(worker.output()).toBe(
    "The environment is incomplete:\n" +
      "  - DATABASE_URL is wrong: must be an address that starts with postgres:// or postgresql://.\n" +
      "  - ALPHAS_SECRET is wrong: must have at least 32 characters.\n",
  )
})

test("an invoice that was sent arrives with its PDF and its e-invoice", async () => {
  const { db } = database.connection
  await makeSeller(db)
  const { id, number } = await makeInvoice(db, { state: "issued" })
  const worker = await startWorker(environment({ SMTP_URL: outbox.smtpUrl }))
  await worker.said("The worker is ready")
  await db.transaction((tx) =>
    jobs.enqueue(tx, "email.invoice", { invoiceId: id, email: "pay@acme.example", message: "With thanks" }),
  )
  const email = await outbox.waitFor("pay@acme.example", { timeout: 30_000 })
  expect(email.subject).toContain(`Invoice ${number} from`)
  expect(email.text).toContain("With thanks")
  expect(email.attachments.map(({ name, type }) => [name, type])).toEqual([
    [`${number}.pdf`, "application/pdf"],
    [`${number}.xml`, "application/xml"],
  ])
  expect(email.attachments[0]?.bytes).toBeGreaterThan(10_000)
})
