import { createHash } from "node:crypto"
import { connect, type Reader } from "@alphas/db/connection"
import { sql } from "drizzle-orm"
import { openBoss, poolDatabase } from "./boss"
import { type JobName, jobNames, rules } from "./names"

/** Any number, the same in every process: who holds it may set up the queue. */
const installLock = 4_172_028

/** Seconds for which a worker that is not heard of keeps its jobs; after that another one takes them. */
export const lease = 60

/**
 * Creates the queue's tables in the schema `pgboss`, or brings them up to date. Belongs to the migration step; safe
 * from several processes at once, and nothing to do the second time.
 */
export async function installJobs(databaseUrl: string): Promise<void> {
  const connection = connect(databaseUrl, { pool: 1, name: "alphas jobs install", statementTimeout: 0 })
  try {
    await connection.sql`select pg_advisory_lock(${installLock})`
    if (await checkInstalled(connection.db)) return
    const boss = await openBoss(poolDatabase(connection.sql))
    await boss.start()
    for (const name of jobNames) {
      const queue = queueOf(name)
      await boss.createQueue(name, queue)
      await boss.updateQueue(name, queue)
    }
    await boss.stop({ graceful: false })
    await connection.sql`comment on schema pgboss is ${connection.sql.unsafe(`'${fingerprint}'`)}`
  } finally {
    await connection.close()
  }
}

const queueOf = (name: JobName) => ({
  name,
  // One waiting job a key; every job without a key gets its own id as one.
  policy: "short" as const,
  retryLimit: rules[name].retries,
  retryDelay: rules[name].retryDelay,
  retryBackoff: true,
  expireInSeconds: lease,
})

/** Changes with the rules of the queues: a comment on the schema says for which ones it was set up. */
const fingerprint = createHash("sha256")
  .update(JSON.stringify(["pg-boss 10.4", jobNames.map(queueOf)]))
  .digest("hex")

/** Whether the queue is set up for the rules of this version of the program. One small query. */
export async function checkInstalled(reader: Reader): Promise<boolean> {
  const rows = await reader.execute<{ fingerprint: string | null }>(
    sql`select obj_description(to_regnamespace('pgboss'), 'pg_namespace') as fingerprint`,
  )
  return rows[0]?.fingerprint === fingerprint
}
