import type { AppRouter } from "@alphas/api/router"
import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  httpLink,
  splitLink,
  type TRPCClient,
  wsLink,
} from "@trpc/client"

/** The page's connection to the API. The only file that knows how calls travel. */
export interface Connection {
  client: TRPCClient<AppRouter>
  close(): void
}

/** Opens it; the socket connects with the first subscription. */
export function openConnection(socketUrl: string): Connection {
  const url = "/api/trpc"
  const http = splitLink<AppRouter>({
    condition: (operation) => operation.type === "mutation",
    true: httpLink({ url, headers: () => ({ "idempotency-key": crypto.randomUUID() }) }),
    false: httpBatchLink({ url, maxItems: 20, maxURLLength: 4000 }),
  })
  // While the server renders, nothing is subscribed to.
  if (typeof WebSocket === "undefined") {
    return { client: createTRPCClient<AppRouter>({ links: [http] }), close: () => undefined }
  }
  const socket = createWSClient({ url: socketUrl, lazy: { enabled: true, closeMs: 10_000 } })
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: wsLink({ client: socket }),
        false: http,
      }),
    ],
  })
  return { client, close: () => void socket.close() }
}
