import { createTRPCClient } from "@trpc/client"
import type { CallsOf } from "./calls"
import { alphasLinks } from "./links"
import type { AlphasOptions } from "./options"
import type { Procedures } from "./procedures"
import type { AppRouter } from "./router"

export { AlphasError, type AlphasReason } from "./alphas-error"
export type { CallContext, CallOptions, ConnectionState, Listener, Subscription } from "./calls"
export type { AlphasOptions } from "./options"
export type { ErrorShape, Procedures } from "./procedures"

/** Every procedure of Alphas: `alphas.clients.list.query({ limit: 5 })`. */
export type Alphas = CallsOf<Procedures>

/**
 * A client of the Alphas at `url`. Calls reject with an AlphasError, and only after what passes by itself was tried
 * again; a mutation takes effect once however often it was tried. Subscriptions share one socket, come back after a
 * lost connection and go on behind the last event that was seen.
 *
 * @throws TypeError when `url` or `wsUrl` is not an address.
 */
export function createAlphas(options: AlphasOptions): Alphas {
  // The same proxy, told without tRPC's types: see CallsOf.
  return createTRPCClient<AppRouter>({ links: alphasLinks(options) }) as unknown as Alphas
}
