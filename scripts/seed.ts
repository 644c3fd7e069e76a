import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { explain, say, step, table } from "./console"
import { AtWorkError, type Lock, lock } from "./lock"
import { filesOf, keeperOf } from "./product"
import { loadEnvironmentFile, type Services, startServices } from "./services"

const root = fileURLToPath(new URL("..", import.meta.url))
const folder = join(root, ".alphas")

function readScale(): number {
  const { values } = parseArgs({ options: { scale: { type: "string", default: "1" } } })
  const scale = Number(values.scale)
  if (!Number.isInteger(scale) || scale < 1) {
    throw new Error(`--scale is ${values.scale}; it must be a whole number from 1 on, such as 10.`)
  }
  return scale
}

/** Undefined while another command runs the database of this folder, which is then used as it is. */
function tryLock(): Lock | undefined {
  try {
    return lock(folder, "npm run seed")
  } catch (error) {
    if (error instanceof AtWorkError) return undefined
    throw error
  }
}

let services: Services | undefined
let held: Lock | undefined
try {
  const scale = readScale()
  loadEnvironmentFile(root)
  held = tryLock()
  services = await startServices({ folder, only: "database", ownsFolder: held !== undefined })
  const { databaseUrl } = services
  const { migrate } = await import("@alphas/db/migrate")
  await migrate(databaseUrl, say)
  const { seedDemo } = await import("@alphas/db/seed/demo")
  const keep = await keeperOf(filesOf(root, folder))
  const { seeded, signIns } = await step(
    `Writing the demo agency, ${scale} times its size …`,
    () => seedDemo(databaseUrl, { scale, keep, log: say }),
    (result) =>
      result.seeded ? "The demo agency is written." : "The database has data already; nothing was changed.",
  )
  if (seeded)
    for (const line of table(signIns.map(({ role, email, password }) => [role, email, password]))) say(line)
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
} finally {
  await services?.stop()
  held?.release()
}
