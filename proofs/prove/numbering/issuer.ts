import { numberAndIssue } from "@alphas/api/invoices/numbers"
import { callerOf } from "@alphas/api/router"
import { openServices } from "@alphas/api/services"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { readEnvironment } from "@alphas/domain/environment"
import { newId } from "@alphas/domain/ids"

/** Issues every draft over so many connections; each lane has those of its own. Started, and killed, by the proof. */
const [url = "", adminId = "", lanes = "8"] = process.argv.slice(2)
const environment = readEnvironment({
  ...{ NODE_ENV: "test", DATABASE_URL: url, ALPHAS_SECRET: "a secret that is only good for tests" },
  ...{ LOG_LEVEL: "silent", DATABASE_POOL: lanes },
})
const services = openServices(environment, { name: "issuer", strict: false })
const viewer = { id: adminId, role: "admin" as const, clientId: null, name: "Admin", email: "" }
const caller = callerOf({
  ...{ services, db: services.db, requestId: newId(), idempotencyKey: null, address: "127.0.0.1" },
  ...{ device: "proof", cookies: "", setCookie: () => undefined },
  identity: { viewer, via: { kind: "session", name: newId(), idHash: "" } },
})
const { sql } = services
const patterns = { firstMonth: 1, invoicePattern: "INV-{year}-0000", creditNotePattern: "CN-{year}-0000" }

class Aborted extends Error {}

/** Gives a draft a number in a transaction that comes to nothing. */
async function abort(id: string, day: string): Promise<void> {
  try {
    await services.db.transaction(async (tx) => {
      const given = { id, kind: "invoice", state: "issued", issueDay: day, dueDay: day } as const
      await numberAndIssue(tx, { ...given, seller: "{}", buyer: "{}", issuedBy: adminId }, patterns)
      throw new Aborted()
    })
  } catch (error) {
    if (error instanceof Aborted) await sql`insert into aborted (count) values (1)`
  }
}

/** The day up to which others have issued, and now and then the one before: that must be refused. */
let latest = ""

async function issue(id: string, turn: number, share: number): Promise<void> {
  const due = dayOf(dayNumberOf("2025-06-01") + Math.floor(share * 500))
  let day = due > latest ? due : latest
  if (turn % 23 === 0) day = dayOf(dayNumberOf(day) - 1)
  if (turn % 10 === 0) await abort(id, day)
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      await caller.invoices.issue({ id, version: 1, issueDay: day })
      if (day > latest) latest = day
      return
    } catch {
      // The day before is refused, and so is everything while the server is away.
      day = dayOf(dayNumberOf(day) + 1)
      const [row] = await sql<{ day: string | null }[]>`
        select max(last_day)::text as day from number_series where kind = 'invoice'`.catch(() => [])
      if (row?.day != null) day = row.day
    }
  }
}

const drafts = await sql<{ id: string; share: number }[]>`
  select id, row_number() over (order by id)::float8 / count(*) over () as share, state from invoices order by id`
await Promise.all(
  Array.from({ length: Number(lanes) }, async (_, lane) => {
    for (const [turn, { id, share }] of drafts.entries()) {
      if (turn % Number(lanes) !== lane) continue
      const [row] = await sql<
        { open: boolean }[]
      >`select state = 'draft' as open from invoices where id = ${id}`
      if (row?.open) await issue(id, turn, share)
    }
  }),
)
await services.close()
