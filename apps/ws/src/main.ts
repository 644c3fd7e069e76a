import type { Services } from "@alphas/api/context"
import { openServices } from "@alphas/api/services"
import { type Environment, EnvironmentError, readEnvironment } from "@alphas/domain/environment"
import { openLive, startServer } from "./server"

/** Milliseconds after which an end that does not come is forced. */
const patience = 10_000

async function main(environment: Environment): Promise<void> {
  const services = openServices(environment, { name: "ws" })
  const { log } = services
  // A process whose state nobody knows does not go on: it says why and ends. Its sockets connect again, to another
  // process or to this one when it is back, and go on from the last event that they got.
  for (const kind of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(kind, (error) => {
      log.fatal({ err: error }, kind)
      process.exit(1)
    })
  }
  void printSetUpCode(services)
  const live = openLive(services)
  const server = await startServer(services, live)
  let ending = false
  const end = async (signal: string) => {
    if (ending) process.exit(1)
    ending = true
    log.info({ signal, sockets: server.sockets }, "ending")
    setTimeout(() => process.exit(1), patience).unref()
    await server.close()
    await live.presence.close()
    await live.feed.close()
    await services.close()
    process.exit(0)
  }
  process.on("SIGTERM", (signal) => void end(signal))
  process.on("SIGINT", (signal) => void end(signal))
}

/** While nobody exists, whoever reads the server's output makes the first admin. */
async function printSetUpCode({ auth, log, environment }: Services): Promise<void> {
  try {
    const code = await auth.setup.issueCode()
    if (code !== null) log.info(`Set-up code: ${code}. Make the first admin at ${environment.WEB_URL}/set-up`)
  } catch (error) {
    log.warn({ err: error }, "No set-up code could be made; restart when the database is there.")
  }
}

try {
  await main(readEnvironment(process.env))
} catch (error) {
  process.stderr.write(`${error instanceof EnvironmentError ? error.message : String(error)}\n`)
  process.exit(1)
}
