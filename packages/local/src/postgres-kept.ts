import { type Postgres, type PostgresOptions, startPostgres } from "./postgres"

/** So many crashes within so many milliseconds are no accident any more. */
const [crashes, within] = [3, 10 * 60_000]

/**
 * As `startPostgres`, and a server that ends without being asked to (killed, out of memory) is started again on the
 * same folder and port: what was committed is there, and whoever had a connection opens another one. The third crash
 * within ten minutes is only told.
 */
export async function keepPostgres(options: PostgresOptions): Promise<Postgres> {
  const log = options.log ?? (() => {})
  let stopped = false
  let returning: Promise<void> = Promise.resolve()
  const ended: number[] = []

  const start = (port: number | undefined) =>
    startPostgres({ ...options, ...(port === undefined ? {} : { port }), onCrash })
  function onCrash(how: string): void {
    ended.push(Date.now())
    const [first = 0] = ended.slice(-crashes)
    if (ended.length >= crashes && Date.now() - first < within) {
      log(`PostgreSQL ended again (${how}) and is left alone. Its log is ${options.folder}.log.`)
      return
    }
    log(`PostgreSQL ended (${how}) without being asked to; it is started again.`)
    returning = comeBack()
  }
  async function comeBack(): Promise<void> {
    try {
      server = await start(server.port)
      if (stopped) await server.stop()
      else log("PostgreSQL is back.")
    } catch (error) {
      log(error instanceof Error ? error.message : String(error))
    }
  }

  let server = await start(options.port)
  const { url, port, reused } = server
  return {
    url,
    port,
    reused,
    async stop() {
      stopped = true
      await returning
      await server.stop()
    },
  }
}
