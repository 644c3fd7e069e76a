import { type AppRouter, alphasLinks } from "@alphas/client/trpc"
import { createTRPCClient, type TRPCClient } from "@trpc/client"

export type Client = TRPCClient<AppRouter>
export type ConnectionState = "idle" | "connecting" | "open"

/** The page's way to the API, over the published client's own links; the socket connects with the first subscription. */
export function openClient(socketUrl: string, onConnection: (state: ConnectionState) => void): Client {
  // While the server renders, nothing is sent; the address only has to be one.
  const url = typeof location === "undefined" ? "http://localhost/api/trpc" : "/api/trpc"
  return createTRPCClient<AppRouter>({
    links: alphasLinks({ url, wsUrl: socketUrl, onConnection: (state) => onConnection(state) }),
  })
}
