import { randomBytes } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { explain, say } from "./console"
import { AtWorkError, type Lock, lock } from "./lock"
import { loadEnvironmentFile, type Services, startServices } from "./services"

const root = fileURLToPath(new URL("..", import.meta.url))
const folder = join(root, ".alphas")

function readFolder(): string {
  const { values } = parseArgs({ options: { invoices: { type: "string" } } })
  if (values.invoices === undefined || values.invoices === "")
    throw new Error("Say where to: npm run export -- --invoices DIR")
  return resolve(values.invoices)
}

/** Undefined while another command runs the database of this folder, which is then used as it is. */
function tryLock(): Lock | undefined {
  try {
    return lock(folder, "npm run export")
  } catch (error) {
    if (error instanceof AtWorkError) return undefined
    throw error
  }
}

let services: Services | undefined
let held: Lock | undefined
try {
  const target = readFolder()
  loadEnvironmentFile(root)
  held = tryLock()
  services = await startServices({ folder, only: "database", ownsFolder: held !== undefined })
  const { migrate } = await import("@alphas/db/migrate")
  await migrate(services.databaseUrl, say)
  const { readEnvironment } = await import("@alphas/domain/environment")
  const { openServices } = await import("@alphas/api/services")
  const { exportInvoices } = await import("@alphas/api/invoices/export")
  // Nothing is signed here, so any secret will do.
  const environment = readEnvironment({
    ALPHAS_SECRET: randomBytes(32).toString("hex"),
    ...process.env,
    DATABASE_URL: services.databaseUrl,
  })
  const open = openServices(environment, { name: "export" })
  await mkdir(target, { recursive: true })
  let [files, refused] = [0, 0]
  for await (const { number, file, problem } of exportInvoices(open)) {
    if (file === null) {
      refused++
      say(`${number} cannot be an e-invoice. ${problem}`)
      continue
    }
    await writeFile(join(target, file.name), file.bytes)
    files++
    if (files % 200 === 0) say(`${files} files …`)
  }
  await open.close()
  say(`${files} files are in ${target}.`)
  if (refused > 0) {
    say(`${refused} documents have no e-invoice; the reasons are above.`)
    process.exitCode = 1
  }
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
} finally {
  await services?.stop()
  held?.release()
}
