import { type OpenServices, openServices } from "@alphas/api/services"
import { EnvironmentError, readEnvironment } from "@alphas/domain/environment"

// Development reloads modules; the pools outlive them here.
const kept = globalThis as typeof globalThis & { alphasServices?: OpenServices }

/** What this process opened to answer calls; opened when first asked for. */
export function services(): OpenServices {
  kept.alphasServices ??= openServices(readEnvironment(process.env), { name: "web" })
  return kept.alphasServices
}

/** The same when the server starts, which a wrong environment ends with its sentences: no request has to find it out. */
export function openAtStart(): void {
  try {
    services()
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
