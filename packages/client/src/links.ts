import {
  createWSClient,
  httpBatchLink,
  httpLink,
  type Operation,
  splitLink,
  type TRPCLink,
  wsLink,
} from "@trpc/client"
import { type Addresses, addressesOf, askForSocket } from "./address"
import { ForeignAnswer, toAlphasError } from "./alphas-error"
import type { AlphasOptions } from "./options"
import { pause, retryLink } from "./retry-link"
import type { AppRouter } from "./router"
import { loadWebSocket, Socket } from "./socket"

/** Calls in one batch at the most; the server takes no more. */
const batchLimit = 20
/** Characters of an address that every server and proxy on the way takes. */
const addressLimit = 6_000
/** Milliseconds that a connection must last for the next to be tried at once. */
const steady = 10_000

/**
 * The chain of links behind `createAlphas`, for tRPC's own tools: queries in batches by GET, mutations one by one
 * with an idempotency key, subscriptions over one socket that resumes, all repeated when the failure passes by itself.
 *
 * @throws TypeError when `url` or `wsUrl` is not an address.
 */
export function alphasLinks(options: AlphasOptions): TRPCLink<AppRouter>[] {
  const addresses = addressesOf(options.url, options.wsUrl)
  const { token: given } = options
  const tokenOf = typeof given === "string" ? () => given : given
  const bearer = (): Record<string, string> => {
    const token = tokenOf?.()
    return token === undefined ? {} : { authorization: `Bearer ${token}` }
  }
  const http = { url: addresses.http, fetch: jsonOnly(options.fetch) }
  const single = httpLink<AppRouter>({
    ...http,
    headers: ({ op }) => {
      const key = op.context.idempotencyKey
      return { ...bearer(), ...(typeof key === "string" ? { "idempotency-key": key } : {}) }
    },
  })
  const batched = httpBatchLink<AppRouter>({
    ...http,
    maxItems: batchLimit,
    maxURLLength: addressLimit,
    headers: bearer,
  })
  return [
    retryLink(addresses.http),
    splitLink({
      condition: (op) => op.type === "subscription",
      true: socketLink(addresses, http.fetch, tokenOf, options.onConnection),
      // A query too long for a batch of its own travels alone; tRPC's batch would refuse it.
      false: splitLink({
        condition: (op) => op.type === "query" && lengthOf(op) < addressLimit - addresses.http.length,
        true: batched,
        false: single,
      }),
    }),
  ]
}

/** Characters that a query adds to the address of a batch. */
const lengthOf = (op: Operation): number =>
  op.path.length + encodeURIComponent(JSON.stringify({ 0: op.input })).length + "/?batch=1&input=".length

function jsonOnly(given: AlphasOptions["fetch"]) {
  return async (input: RequestInfo | URL, options?: object): Promise<Response> => {
    const init = options as RequestInit | undefined // tRPC's own name for it differs in what may be undefined
    const response = await (given ? given(input, init) : fetch(input, init))
    if (!/\bjson\b/.test(response.headers.get("content-type") ?? "")) throw new ForeignAnswer(response.status)
    return response
  }
}

const paramsOf = (token: string | undefined) => (token === undefined ? null : { token })

function socketLink(
  { http, socket }: Addresses,
  fetching: (url: string) => Promise<Response>,
  tokenOf: (() => string | undefined) | undefined,
  onConnection: AlphasOptions["onConnection"],
): TRPCLink<AppRouter> {
  let opened: number | null = null
  let failures = 0
  let address = socket
  const client = createWSClient({
    url: async () => {
      await loadWebSocket()
      const known = address ?? (await askForSocket(http, fetching))
      address = known
      return known
    },
    // The part of a WebSocket that tRPC's client uses.
    WebSocket: Socket as unknown as typeof WebSocket,
    ...(tokenOf ? { connectionParams: () => paramsOf(tokenOf()) } : {}),
    lazy: { enabled: true, closeMs: 1_000 },
    keepAlive: { enabled: true, intervalMs: 15_000, pongTimeoutMs: 10_000 },
    // A connection that opens and is closed at once counts as a failure too, or a server that refuses would be
    // asked without a pause.
    retryDelayMs: (attempt) => pause(Math.max(failures, attempt) + 1),
    onOpen: () => {
      opened = Date.now()
    },
    onClose: () => {
      failures = opened !== null && Date.now() - opened > steady ? 0 : failures + 1
      opened = null
    },
  })
  if (onConnection) {
    client.connectionState.subscribe({
      next: ({ state, error }) =>
        onConnection(
          state === "pending" ? "open" : state,
          error === null ? null : toAlphasError(error, address ?? http),
        ),
    })
  }
  return wsLink<AppRouter>({ client })
}
