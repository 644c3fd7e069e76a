import type { Reader } from "@alphas/db/connection"
import type { Prepared } from "@alphas/db/testing"
import { sql } from "drizzle-orm"
import { installJobs } from "./install"
import { type JobName, type JobPayload, payloads } from "./names"

/** Makes a test database one whose queue is set up, as the migration step leaves it. */
export const queue: Prepared = { name: "queue", prepare: installJobs }

/** What waits under a name, oldest first: how a test sees what a verb enqueued without a worker. */
export async function waitingJobs<Name extends JobName>(db: Reader, name: Name): Promise<JobPayload<Name>[]> {
  const installed = await db.execute<{ there: boolean }>(
    sql`select to_regclass('pgboss.job') is not null as there`,
  )
  if (!installed[0]?.there) return []
  const rows = await db.execute<{ data: unknown }>(
    sql`select data from pgboss.job where name = ${name} and state < 'active' order by created_on, id`,
  )
  // The schema of a name gives the payload of that name; the compiler does not see through the table.
  return rows.map(({ data }) => payloads[name].parse(data) as JobPayload<Name>)
}
