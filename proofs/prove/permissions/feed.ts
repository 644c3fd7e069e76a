import type { TestApi } from "@alphas/api/testing"
import { AccessBook } from "@alphas/changes/access"
import { type Access, hears, readableTo } from "@alphas/changes/audience"
import type { LogRow } from "@alphas/changes/log"
import { ChangeMessage } from "@alphas/changes/message"
import type { Db } from "@alphas/db/connection"
import { changes } from "@alphas/db/schema/changes"
import { sql } from "drizzle-orm"
import type { Agency } from "../../agency"
import { examples } from "../../calls/calls"
import { roles } from "../../calls/who"
import type { Sample } from "../../sample"
import { attempt, sceneOf } from "./attempts"

/** What the feed told. */
interface Told {
  events: number
  /** Events that hold an id which whoever is told must not read. */
  leaks: string[]
}

/**
 * What the live feed tells each role of every mutation, carried out by an admin on every row: an event carries to each
 * person only ids that they may read. Of a sample for a time it goes on until that share of it has passed.
 */
export async function tryFeed(
  api: TestApi,
  agency: Agency,
  { paths, sample, until }: { paths: string[]; sample: Sample; until: number },
): Promise<Told> {
  const told: Told = { events: 0, leaks: [] }
  const book = new AccessBook<{ id: string; access: Access | null }>(api.database.connection.sql, (id) => ({
    id,
    access: null,
  }))
  const listening = await Promise.all(
    roles.map(async (role) => ({ role, ...(await book.hold(agency.people[role].user.id)) })),
  )
  const all = roles.flatMap((role) => Object.values(agency.people[role].rows))
  const trials = paths.flatMap((path) => {
    const { type, calls } = examples.get(path) ?? { type: "query", calls: [] }
    if (type !== "mutation") return []
    return calls.flatMap((call) =>
      (call.role === undefined ? all : all.slice(0, 1)).map((row) => ({ path, call, row })),
    )
  })
  for (const { path, call, row } of sample.draw(trials)) {
    if (sample.passed > until) break
    await attempt(api, {
      path,
      user: agency.people.admin.user,
      input: async (db) => call.input(sceneOf(api, agency, "admin", row, db)),
      after: async (db) => {
        for (const each of await writtenIn(db)) {
          const message = new ChangeMessage(each)
          for (const { role, id, access } of listening) {
            if (access === null || !hears(id, access, each)) continue
            told.events++
            const { json } = message.for(readableTo(id, access, each))
            const joined = call.joins ? Object.values(agency.people.admin.spare).map(String) : []
            const rest = joined.reduce((text, value) => text.replaceAll(value, ""), json)
            for (const what of agency.secrets.leaked(rest, role))
              told.leaks.push(`${path} tells ${role} of ${each.entity} with ${what}`)
          }
        }
      },
    })
  }
  return told
}

/** The rows that this transaction has written to the log, as the feed reads them. */
async function writtenIn(db: Db): Promise<LogRow[]> {
  const rows = await db.select().from(changes).where(sql`tx = pg_current_xact_id()`)
  return rows.map((row): LogRow => ({ ...row, tx: BigInt(row.tx), seq: Number(row.seq) }))
}
