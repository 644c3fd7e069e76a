import { type AlphasError, type AppRouter, alphasLinks } from "@alphas/client/trpc"
import { createTRPCClient, type TRPCClient } from "@trpc/client"
import { isSignedOut } from "./ending"
import { sameAgainLink } from "./same-again-link"
import type { Stale } from "./stale"

export type Client = TRPCClient<AppRouter>
export type ConnectionState = "idle" | "connecting" | "open"

interface Listeners {
  /** Hears how the socket is. */
  onConnection: (state: ConnectionState) => void
  /** The server closed the socket because the session is over. */
  onSignedOut: () => void
}

/**
 * The page's way to the API, over the published client's own links; the socket connects with the first subscription.
 * What its mutations change is noted as stale.
 */
export function openClient(
  socketUrl: string,
  stale: Stale,
  { onConnection, onSignedOut }: Listeners,
): Client {
  // While the server renders, nothing is sent; the address only has to be one.
  const url = typeof location === "undefined" ? "http://localhost/api/trpc" : "/api/trpc"
  const heard = (state: ConnectionState, error: AlphasError | null) => {
    onConnection(state)
    if (isSignedOut(error)) onSignedOut()
  }
  const links = alphasLinks({ url, wsUrl: socketUrl, onConnection: heard })
  return createTRPCClient<AppRouter>({ links: [stale.link(), sameAgainLink<AppRouter>(), ...links] })
}
