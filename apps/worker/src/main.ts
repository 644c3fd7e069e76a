import { openServices } from "@alphas/api/services"
import { EnvironmentError, readEnvironment } from "@alphas/domain/environment"
import { createJobs } from "@alphas/jobs/jobs"
import { handlersOf, register } from "./handlers"

/** Running jobs get ten seconds to end; whatever holds the process after that is not waited for. */
const patience = 15_000

async function main(): Promise<void> {
  const environment = readEnvironment(process.env)
  const services = openServices(environment, { name: "worker" })
  const { log, db } = services
  const jobs = createJobs({ databaseUrl: environment.DATABASE_URL, db, log })
  register(jobs, handlersOf(services))

  let stopping = false
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, "The worker finishes what it has begun.")
    setTimeout(() => process.exit(1), patience).unref()
    await jobs.stop()
    await services.close()
    log.info("The worker has stopped.")
  }
  process.on("SIGTERM", stop)
  process.on("SIGINT", stop)

  if (environment.SMTP_URL === undefined) {
    log.warn("SMTP_URL is not set: emails wait, and are given up after half an hour. See .env.example.")
  }
  await jobs.start()
  log.info("The worker is ready.")
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EnvironmentError ? error.message : String(error)}\n`)
  process.exitCode = 1
})
