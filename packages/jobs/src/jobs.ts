import { type Connection, connect, type Db, type Reader, type Tx } from "@alphas/db/connection"
import { newId } from "@alphas/domain/ids"
import type PgBoss from "pg-boss"
import * as z from "zod"
import { openBoss, transactionDatabase } from "./boss"
import { checkInstalled, installJobs } from "./install"
import { type JobName, type JobPayload, payloads } from "./names"
import { type JobLog, type Run, silentLog } from "./run"
import { Runner, type Timing, type UncheckedHandler, usualTiming } from "./runner"

export interface EnqueueOptions {
  /** While a job of the same name with the same key waits for its first run, another one is not added. */
  singletonKey?: string
  /** Not before so many seconds have passed. */
  startAfterSeconds?: number
}

/**
 * Works on one job. A job runs at least once: a worker that dies in the middle leaves it to another one, so what a
 * handler does twice must come to the same. Throwing means trying again later.
 */
export type JobHandler<Name extends JobName> = (payload: JobPayload<Name>, run: Run) => Promise<void>

export interface Jobs {
  /**
   * Adds a job in the caller's transaction: it is there if, and only if, the transaction commits.
   * False when a job with the same `singletonKey` waits already.
   * @throws Error when the payload is not that of the job.
   */
  enqueue<Name extends JobName>(
    tx: Tx,
    name: Name,
    payload: JobPayload<Name>,
    options?: EnqueueOptions,
  ): Promise<boolean>
  /** Says who works on a kind of job; call it before `start`. A process that never calls it only enqueues. */
  work<Name extends JobName>(name: Name, handler: JobHandler<Name>): void
  /**
   * Makes sure that the queue's tables are there; with handlers, begins to work and keeps trying while Postgres is
   * away. Without handlers this is two small queries, and nothing goes on in the background.
   */
  start(): Promise<void>
  /** Takes no more jobs, waits up to ten seconds for the running ones and hands the rest back. */
  stop(): Promise<void>
}

export interface JobsOptions {
  databaseUrl: string
  db: Db
  log?: JobLog
  timing?: Partial<Timing>
  /** Called when a job has failed for the last time, after it was logged. */
  onDead?: (job: { name: JobName; id: string; error: unknown }) => void
}

/** The queue as one process uses it. Nothing is opened before it is needed. */
export function createJobs(options: JobsOptions): Jobs {
  const { databaseUrl, db, log = silentLog, onDead = () => undefined } = options
  const timing = { ...usualTiming, ...options.timing }
  const handlers = new Map<JobName, UncheckedHandler>()
  let installed: Promise<void> | null = null
  let runner: Promise<Runner> | null = null
  let connection: Connection | null = null
  let boss: Promise<PgBoss> | null = null

  /** Once a process; asks through `reader`, so that a pool of one connection does not wait for itself. */
  const install = (reader: Reader): Promise<void> => {
    installed ??= checkInstalled(reader).then((there) => (there ? undefined : installJobs(databaseUrl)))
    return installed.catch((error: unknown) => {
      installed = null
      throw error
    })
  }

  return {
    enqueue: async (tx, name, payload, { singletonKey, startAfterSeconds } = {}) => {
      const checked = payloads[name].safeParse(payload)
      if (!checked.success) {
        throw new Error(`The payload of the job ${name} is invalid: ${z.prettifyError(checked.error)}`)
      }
      await install(tx)
      const database = transactionDatabase(tx)
      boss ??= openBoss(database)
      const id = newId()
      const job = { id, name, data: checked.data, singletonKey: singletonKey ?? id }
      await (await boss).insert(
        [startAfterSeconds === undefined ? job : { ...job, startAfter: `${startAfterSeconds}` }],
        {
          db: database,
        },
      )
      if (database.added === 0 && singletonKey === undefined) {
        throw new Error(`The job ${name} was not added: its queue is missing. Run the migrations.`)
      }
      return database.added > 0
    },
    work: (name, handler) => {
      if (runner !== null) throw new Error(`Register a handler for ${name} before the queue starts.`)
      // The compiler does not see through the table that the schema of a name gives the payload of that name.
      const check = (payload: unknown) => payloads[name].parse(payload) as JobPayload<typeof name>
      handlers.set(name, async (payload, run) => handler(check(payload), run))
    },
    start: async () => {
      if (handlers.size === 0) return install(db)
      connection ??= connect(databaseUrl, { pool: 4, name: "alphas jobs", statementTimeout: 120_000 })
      runner ??= Runner.start({ databaseUrl, connection, handlers, log, timing, onDead })
      await runner
    },
    stop: async () => {
      await (await runner)?.stop()
      // Nothing of ours is under way any more; the driver may still wait for a connection that it lost.
      await connection?.sql.end({ timeout: 1 })
      runner = null
      connection = null
    },
  }
}
