import { type OpenServices, openServices } from "@alphas/api/services"
import { readEnvironment } from "@alphas/domain/environment"

// Development reloads modules; the pools outlive them here.
const kept = globalThis as typeof globalThis & { alphasServices?: OpenServices }

/** What this process opened to answer calls; opened when first asked for. */
export function services(): OpenServices {
  kept.alphasServices ??= openServices(readEnvironment(process.env), { name: "web" })
  return kept.alphasServices
}
