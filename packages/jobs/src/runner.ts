import type { Connection } from "@alphas/db/connection"
import { newId } from "@alphas/domain/ids"
import type PgBoss from "pg-boss"
import { openBoss, poolDatabase } from "./boss"
import { checkInstalled, installJobs, lease } from "./install"
import { type JobName, jobNames, rules } from "./names"
import { pause, repeat } from "./repeat"
import type { JobLog, Run } from "./run"

/** A handler whose payload is still to be checked. */
export type UncheckedHandler = (payload: unknown, run: Run) => Promise<void>

export interface RunnerOptions {
  databaseUrl: string
  connection: Connection
  handlers: ReadonlyMap<JobName, UncheckedHandler>
  log: JobLog
  timing: Timing
  onDead: (job: { name: JobName; id: string; error: unknown }) => void
}

type Fetched = PgBoss.JobWithMetadata<unknown>
interface Running {
  name: JobName
  job: Fetched
  controller: AbortController
  settled: Promise<void>
  /** Handed back at the end of `stop`: what its handler says after that counts no more. */
  abandoned: boolean
}

const stops = new Error("The worker stops.")

/** Milliseconds; tests shorten them. */
export interface Timing {
  /** Between two looks at an empty queue. */
  poll: number
  /** Between two rounds of giving away what dead workers hold and adding what comes by the clock. */
  maintenance: number
  /** Between two signs of life of the running jobs; well below the lease. */
  alive: number
  /** How long `stop` waits for running jobs. */
  drain: number
}

export const usualTiming: Timing = {
  poll: 500,
  maintenance: 30_000,
  alive: (lease / 4) * 1_000,
  drain: 10_000,
}

/** Takes jobs from the queue and runs their handlers, until it is stopped. */
export class Runner {
  private readonly running = new Map<string, Running>()
  private readonly stopping = new AbortController()
  /** Ends the wait for the next look at the queue. */
  private look = new AbortController()
  private reachable = true
  private readonly done: Promise<void>

  private constructor(
    private readonly options: RunnerOptions,
    private readonly boss: PgBoss,
  ) {
    this.done = this.work()
  }

  /** Begins as soon as Postgres can be reached. */
  static async start(options: RunnerOptions): Promise<Runner> {
    return new Runner(options, await openBoss(poolDatabase(options.connection.sql)))
  }

  /** Takes no more jobs, waits for those that run as long as `timing.drain` says, and hands back the rest. */
  async stop(): Promise<void> {
    this.stopping.abort()
    this.look.abort()
    for (const { controller } of this.running.values()) controller.abort(stops)
    const drained = new AbortController()
    // First the loops: one of them may just be taking a job.
    const all = this.done.then(() => Promise.all([...this.running.values()].map(({ settled }) => settled)))
    await Promise.race([all.finally(() => drained.abort()), pause(this.options.timing.drain, drained.signal)])
    for (const left of this.running.values()) {
      left.abandoned = true
      this.options.log.warn(
        { job: left.name, id: left.job.id },
        "The worker stopped before this job was done; it goes back to the queue.",
      )
      await this.attempt(() => this.handBack(left.name, left.job.id))
    }
  }

  private async work(): Promise<void> {
    await this.install()
    const { signal } = this.stopping
    const { timing } = this.options
    await Promise.all([
      repeat(timing.maintenance, signal, () => this.attempt(() => this.maintain())),
      repeat(timing.alive, signal, () => this.attempt(() => this.keep())),
      this.takeAll(signal),
    ])
  }

  private async takeAll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.look = new AbortController()
      const taken = await this.attempt(() => this.take())
      // Only the inner signal: one that listens to `signal` each time would leave a listener a round.
      if (!taken && !signal.aborted) await pause(this.options.timing.poll, this.look.signal)
    }
  }

  private async install(): Promise<void> {
    const { connection, databaseUrl } = this.options
    const ready = () =>
      this.attempt(async () => {
        if (!(await checkInstalled(connection.db))) await installJobs(databaseUrl)
        return true
      })
    while (!this.stopping.signal.aborted && !(await ready())) await pause(1_000, this.stopping.signal)
  }

  /** Starts what is due and has a free place; whether there was any. */
  private async take(): Promise<boolean> {
    const free = new Map<JobName, number>()
    for (const name of this.options.handlers.keys()) {
      const busy = [...this.running.values()].filter((other) => other.name === name).length
      if (busy < rules[name].concurrency) free.set(name, rules[name].concurrency - busy)
    }
    const due = await this.options.connection.sql<{ name: JobName }[]>`
      select wanted.name from unnest(${[...free.keys()]}::text[]) as wanted (name)
      where exists (
        select from pgboss.job
        where job.name = wanted.name and job.state < 'active' and job.start_after < now()
      )`
    let taken = false
    for (const { name } of due) {
      if (this.stopping.signal.aborted) break
      const jobs = await this.boss.fetch<unknown>(name, {
        includeMetadata: true,
        batchSize: free.get(name) ?? 1,
      })
      for (const job of jobs) this.begin(name, job)
      taken ||= jobs.length > 0
    }
    return taken
  }

  private begin(name: JobName, job: Fetched): void {
    const running: Running = {
      name,
      job,
      controller: new AbortController(),
      settled: Promise.resolve(),
      abandoned: false,
    }
    this.running.set(job.id, running)
    if (this.stopping.signal.aborted) running.controller.abort(stops)
    running.settled = this.run(running).finally(() => {
      this.running.delete(job.id)
      this.look.abort()
    })
  }

  private async run(running: Running): Promise<void> {
    const { name, job, controller } = running
    const { log, handlers } = this.options
    const attempt = job.retryCount + 1
    const last = job.retryCount >= job.retryLimit
    const started = performance.now()
    let failure: { error: unknown } | null = null
    try {
      const work = handlers.get(name)?.(job.data, { id: job.id, attempt, last, signal: controller.signal })
      await within(rules[name].limit, controller, work)
    } catch (error) {
      failure = { error }
    }
    if (running.abandoned) return
    const fields = { job: name, id: job.id, attempt, ms: Math.round(performance.now() - started) }
    if (failure === null) {
      await this.settle(() => this.succeeded(name, job.id))
      log.info(fields, "Job done.")
      return
    }
    if (controller.signal.reason === stops) {
      await this.settle(() => this.handBack(name, job.id))
      log.info(fields, "The worker stops; the job goes back to the queue.")
      return
    }
    const { error } = failure
    await this.settle(() => this.failed(name, job, last, error))
    if (!last) log.warn({ ...fields, err: error }, "Job failed; it will be retried.")
    else {
      log.error({ ...fields, err: error }, "Job failed for the last time; it stays in pgboss.job as failed.")
      this.options.onDead({ name, id: job.id, error })
    }
  }

  private async succeeded(name: JobName, id: string): Promise<void> {
    if (rules[name].forget) await this.boss.deleteJob(name, id)
    else await this.boss.complete(name, id)
  }

  /**
   * Puts a job back as if it had not been taken: that a worker is stopped is no failure of the job and uses up none of
   * its retries. pg-boss counts one when it fetches a job that was started before.
   */
  private async handBack(name: JobName, id: string): Promise<void> {
    await this.options.connection.sql`
      update pgboss.job set state = 'retry', started_on = null, start_after = now()
      where name = ${name} and id = ${id} and state = 'active'`
  }

  private async failed(name: JobName, job: Fetched, last: boolean, error: unknown): Promise<void> {
    await this.boss.fail(name, job.id, {
      message: storable(error instanceof Error ? error.message : String(error)),
    })
    if (last && rules[name].forget) {
      await this.options.connection
        .sql`update pgboss.job set data = '{}' where name = ${name} and id = ${job.id}`
    }
  }

  /** Ends a job in the queue, however long Postgres is away; while the worker stops, only as long as that takes. */
  private async settle(end: () => Promise<void>): Promise<void> {
    const ended = () => this.attempt(() => end().then(() => true))
    for (let wait = 100; !(await ended()); wait = Math.min(2_000, wait * 2)) {
      if (this.stopping.signal.aborted) return
      await pause(wait, this.stopping.signal)
    }
  }

  /** Gives jobs of dead workers to others, clears away old ones, and adds those that come by the clock. */
  private async maintain(): Promise<void> {
    await this.boss.maintain()
    for (const name of jobNames) {
      const { everySeconds } = rules[name]
      if (everySeconds === undefined) continue
      // One row a slot of time, whoever comes first: a unique index of pg-boss sees to it.
      await this.boss.insert([
        { id: newId(), name, data: {}, singletonKey: "by the clock", singletonSeconds: everySeconds },
      ])
    }
  }

  /** Tells that the running jobs are still worked on, so that nobody else takes them. */
  private async keep(): Promise<void> {
    const ids = [...this.running.keys()]
    if (ids.length === 0) return
    await this.options.connection.sql`
      update pgboss.job set started_on = now()
      where name = any(${[...this.options.handlers.keys()]}) and id = any(${ids}) and state = 'active'`
  }

  /** The result, or undefined when Postgres refused; says once when it goes away and once when it is back. */
  private async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work()
      if (!this.reachable) this.options.log.info({}, "The job queue can be reached again.")
      this.reachable = true
      return result
    } catch (error) {
      if (this.reachable) {
        this.options.log.warn({ err: error }, "The job queue cannot be reached; jobs wait until it is back.")
      }
      this.reachable = false
      return undefined
    }
  }
}

/** jsonb takes neither NUL nor half a surrogate pair. */
const storable = (message: string) => message.replace(/\p{Cs}|\0/gu, "\uFFFD").slice(0, 2_000)

/** Fails, and aborts the run, after `seconds`. */
async function within(seconds: number, run: AbortController, work: Promise<void> | undefined): Promise<void> {
  const done = new AbortController()
  const tooLong = pause(seconds * 1_000, done.signal).then(() => {
    if (done.signal.aborted) return
    const error = new Error(`The job took longer than ${seconds} seconds.`)
    run.abort(error)
    throw error
  })
  try {
    await Promise.race([work, tooLong])
  } finally {
    done.abort()
  }
}
