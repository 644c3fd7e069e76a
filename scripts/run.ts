import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { wantedPorts } from "./addresses"
import { bold, dim, explain, say, table } from "./console"
import { type Lock, lock } from "./lock"
import type { Processes } from "./processes"
import { type Product, startProduct } from "./product"
import { loadEnvironmentFile, type Services, startServices } from "./services"

const root = fileURLToPath(new URL("..", import.meta.url))
const folder = join(root, ".alphas")

/**
 * `npm start` and `npm run dev`: brings everything up, says where it is, and stays until Ctrl-C, SIGTERM or the end
 * of one of the processes; then stops everything in order. A second Ctrl-C does not wait.
 */
export async function run(mode: "start" | "dev"): Promise<void> {
  const wrong = process.argv.slice(2).filter((argument) => argument !== "--empty")
  if (wrong.length > 0) {
    console.error(
      `npm ${mode === "dev" ? "run dev" : "start"} does not know ${wrong.join(" ")}. It knows --empty: no demo data.`,
    )
    process.exit(2)
  }
  let held: Lock | undefined
  let services: Services | undefined
  let running: Processes | undefined
  let ending = false

  const finish = async (code: number) => {
    ending = true
    await running?.stop()
    await services?.stop()
    held?.release()
    say("Stopped.")
    process.exit(code)
  }
  const interrupted = () => {
    if (ending) process.exit(130)
    process.stdout.write("\n")
    say("Stopping …")
    finish(0).catch(failed)
  }
  const failed = (error: unknown) => {
    // What breaks while everything is being stopped is broken by the stopping.
    if (ending) return
    console.error(`\n${explain(error)}\n`)
    finish(1).catch(() => process.exit(1))
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupted)

  try {
    held = lock(folder, mode === "dev" ? "npm run dev" : "npm start")
    loadEnvironmentFile(root)
    // What cannot work is told now, and not after the build.
    wantedPorts(process.env)
    services = await startServices({ folder, ownsFolder: true })
    const empty = process.argv.includes("--empty")
    const product = await startProduct({ root, folder, services, mode, empty }, (processes) => {
      running = processes
    })
    held.announce(product.webUrl)
    announce(product, services)
    await product.failure
  } catch (error) {
    failed(error)
  }
}

function announce(product: Product, services: Services): void {
  const lines = [
    `${bold("Alphas")} is at ${bold(product.webUrl)}, ${Math.round(process.uptime())} s after the command`,
    "",
  ]
  if (product.signIns.length > 0) {
    const rows = product.signIns.map(({ role, email, password }) => [role, email, password])
    const [head = "", ...rest] = table([["Role", "Email", "Password"], ...rows])
    lines.push(dim(head), ...rest, "")
  }
  const places = [["API", product.wsUrl.replace(/^ws/, "http")]]
  if (services.outboxUrl) places.push(["Outbox", `${services.outboxUrl}  (every email that Alphas sends)`])
  places.push(
    ["Data", `${relative(process.cwd(), folder)}/`],
    ["Logs", `${relative(process.cwd(), folder)}/logs/`],
  )
  lines.push(...table(places), "", dim("Ctrl-C stops it; the data stays."))
  process.stdout.write(`\n${lines.map((line) => `  ${line}`.trimEnd()).join("\n")}\n\n`)
}
