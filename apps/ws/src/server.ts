import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import type { Duplex } from "node:stream"
import { setTimeout as sleep } from "node:timers/promises"
import type { Live, Services } from "@alphas/api/context"
import { refuse } from "@alphas/api/farewell"
import { networkOf } from "@alphas/auth/limits"
import { Places } from "@alphas/auth/places"
import { Feed } from "@alphas/changes/feed"
import { PresenceBoard } from "@alphas/changes/presence"
import { WebSocketServer } from "ws"
import { type Bounds, defaultBounds } from "./bounds"
import { SocketCaller } from "./caller"
import { Connection } from "./connection"
import { Credentials } from "./credentials"
import { health } from "./health"
import { answerCall, answerInvoiceFile, answerReceipt, isOfInvoices, isOfReceipts } from "./http"

/** Paths on which a socket is opened. */
const socketPaths = new Set(["/", "/api/trpc", "/api/trpc/"])

export interface RunningServer {
  port: number
  /** The sockets that are open. */
  readonly sockets: number
  /** Answers what runs, sends the sockets elsewhere and lets go of the port. */
  close(): Promise<void>
}

/** The live parts of a process: what subscriptions are served from. `services.live` is set for the procedures. */
export function openLive(services: Services): Live {
  const { environment, wake, log } = services
  const redisUrl = environment.REDIS_URL ?? null
  const live = {
    feed: new Feed({
      databaseUrl: environment.DATABASE_URL,
      redisUrl,
      wake,
      failed: (error) =>
        error === null
          ? log.info("following the change log")
          : log.warn({ err: error }, "cannot read the change log"),
    }),
    presence: new PresenceBoard({ redisUrl }),
  }
  services.live = live
  return live
}

/** Serves the API over HTTP and sockets, on `WS_PORT` (0 for a free one). */
export async function startServer(
  services: Services,
  live: Live,
  options: Partial<Bounds> = {},
): Promise<RunningServer> {
  const bounds = { ...defaultBounds, ...options }
  const { environment, log } = services
  const connections = new Set<Connection>()
  const [networks, people] = [new Places(bounds.socketsOfNetwork), new Places(bounds.socketsOfPerson)]
  const credentials = new Credentials(services.sql, bounds.recheck)
  const deaf = live.feed.onPeople((people) => credentials.recheck(people))
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: bounds.payload,
    perMessageDeflate: false,
    clientTracking: false,
  })
  let calls = 0

  const times = {
    keepAliveTimeout: 65_000,
    headersTimeout: bounds.head,
    requestTimeout: bounds.request,
    connectionsCheckingInterval: Math.min(5_000, bounds.head / 2),
  }
  const server = createServer(times, (request, response) => {
    calls++
    response.once("close", () => calls--)
    const answer =
      request.url === "/health"
        ? health(services, live, response)
        : isOfReceipts(request.url)
          ? answerReceipt(services, request, response)
          : isOfInvoices(request.url)
            ? answerInvoiceFile(services, request, response)
            : answerCall(services, request, response)
    answer.catch((error) => {
      log.error({ err: error }, "request failed")
      response.destroy()
    })
  })
  server.on("upgrade", (request: IncomingMessage, line: Duplex, head: Buffer) => {
    // Node has let go of this socket: a reset that nobody hears of would end the process.
    line.on("error", () => line.destroy())
    const caller = new SocketCaller(services, request)
    if (!socketPaths.has(request.url?.split("?")[0] ?? ""))
      return refuse(line, 404, "There is no socket here.")
    if (caller.refusal !== null) return refuse(line, 403, caller.refusal)
    const network = networkOf(caller.address)
    if (!networks.take(network)) {
      return refuse(
        line,
        429,
        `At most ${networks.most} sockets from one network. Close some, then try again.`,
      )
    }
    line.once("close", () => networks.giveBack(network))
    sockets.handleUpgrade(request, line, head, (socket) => {
      const connection = new Connection(socket, line, caller, credentials, people, bounds, () =>
        connections.delete(connection),
      )
      connections.add(connection)
    })
  })
  server.on("clientError", ({ code }: NodeJS.ErrnoException, line: Socket) => {
    if (!line.writable) line.destroy()
    else if (code === "ERR_HTTP_REQUEST_TIMEOUT") refuse(line, 408, "The request took too long to come.")
    else if (code === "HPE_HEADER_OVERFLOW") refuse(line, 431, "The head of the request is too large.")
    else refuse(line, 400, "This is not HTTP.")
  })

  const pinging = setInterval(() => {
    for (const connection of connections) connection.ping()
  }, bounds.heartbeat)
  const watching = setInterval(
    () => {
      const now = Date.now()
      for (const connection of connections) connection.checkStall(now)
    },
    Math.min(1_000, bounds.stall / 4),
  )

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(environment.WS_PORT, environment.HOST, resolve)
  })
  const { port } = server.address() as AddressInfo // it listens on TCP
  log.info({ host: environment.HOST, port }, "listening")

  const close = async () => {
    const deadline = Date.now() + bounds.drain
    const closed = new Promise((resolve) => server.close(resolve))
    for (const connection of connections) connection.leave()
    server.closeIdleConnections()
    while ((connections.size > 0 || calls > 0) && Date.now() < deadline) await sleep(10)
    for (const connection of connections) connection.terminate()
    server.closeAllConnections()
    await closed
    clearInterval(pinging)
    clearInterval(watching)
    deaf()
    credentials.close()
  }
  return {
    port,
    get sockets() {
      return connections.size
    },
    close,
  }
}
