import { once } from "node:events"
import type { Live } from "@alphas/api/context"
import type { AppRouter } from "@alphas/api/router"
import { type TestApi, testApi } from "@alphas/api/testing"
import type { Change } from "@alphas/changes/record"
import { append } from "@alphas/changes/testing"
import type { UserRow } from "@alphas/db/factories"
import type { LiveEvent } from "@alphas/domain/changes/dto"
import type { Environment } from "@alphas/domain/environment"
import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from "@trpc/client"
import { WebSocket } from "ws"
import type { Bounds } from "./bounds"
import { openLive, type RunningServer, startServer } from "./server"

/** A server with a database of its own, and people who are signed in. */
export interface TestServer {
  api: TestApi
  live: Live
  server: RunningServer
  http: string
  ws: string
  /** Signs somebody in; the `Cookie` header of their browser. */
  signIn(user: UserRow): Promise<string>
  /** Appends to the log as a mutation does, wake-up included. */
  write(...changes: Change[]): Promise<void>
  close(): Promise<void>
}

export async function testServer(
  bounds: Partial<Bounds> = {},
  environment: Partial<Environment> = {},
): Promise<TestServer> {
  const api = await testApi({ WS_PORT: 0, WEB_URL: "http://localhost:3000", ...environment })
  const { services } = api
  const live = openLive(services)
  const server = await startServer(services, live, bounds)
  return {
    api,
    live,
    server,
    http: `http://127.0.0.1:${server.port}`,
    ws: `ws://127.0.0.1:${server.port}`,
    async signIn(user) {
      const started = await services.db.transaction((tx) =>
        services.auth.sessions.start(tx, { userId: user.id, device: "test", address: null }),
      )
      return started.cookie.split(";")[0] ?? ""
    },
    async write(...changes) {
      await services.db.transaction(async (tx) => {
        await append(tx, ...changes)
      })
      services.wake.afterCommit()
    },
    async close() {
      await server.close()
      await live.presence.close()
      await live.feed.close()
      await api.close()
    },
  }
}

export interface Received {
  id?: number | string | null
  method?: string
  result?: { type: string; id?: string; data?: unknown }
  error?: { message: string; data: { code: string; reason: string } }
}

/** A socket that speaks the protocol by hand. */
export class RawSocket {
  readonly received: Received[] = []
  readonly closed: Promise<number>
  private waiting: (() => void) | undefined

  private constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.on("close", resolve))
    socket.on("message", (data) => {
      const text = String(data)
      this.received.push(text === "PONG" ? { method: text } : (JSON.parse(text) as Received)) // checked by the tests
      this.waiting?.()
    })
    socket.on("close", () => this.waiting?.())
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<RawSocket> {
    const socket = new WebSocket(url, { headers })
    const raw = new RawSocket(socket)
    await once(socket, "open")
    return raw
  }

  send(message: unknown): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message))
  }

  follow(id: number, lastEventId?: string): void {
    this.send({ id, method: "subscription", params: { path: "changes.live", lastEventId } })
  }

  /** Waits for a message; fails after five seconds. */
  async until(wished: (message: Received) => boolean, milliseconds = 5_000): Promise<Received> {
    const deadline = Date.now() + milliseconds
    for (let looked = 0; ; ) {
      while (looked < this.received.length) {
        const message = this.received[looked++]
        if (message !== undefined && wished(message)) return message
      }
      const left = deadline - Date.now()
      if (left <= 0)
        throw new Error(`Waited in vain; so far came ${JSON.stringify(this.received).slice(0, 2_000)}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.waiting = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  /** The changes that came, in order. */
  get changes(): Extract<LiveEvent, { kind: "change" }>[] {
    return this.events.filter((event) => event.kind === "change")
  }

  get events(): LiveEvent[] {
    return this.received.flatMap(({ result }) =>
      result?.type === "data" && result.id !== undefined ? [(result.data as { data: LiveEvent }).data] : [],
    ) // a tracked datum
  }
}

/** tRPC's own client over a socket that a test can kill. */
export function stockClient(
  url: string,
  headers: Record<string, string>,
  connectionParams?: Record<string, string>,
): { client: TRPCClient<AppRouter>; sockets: WebSocket[]; close(): Promise<void> } {
  const sockets: WebSocket[] = []
  class Kept extends WebSocket {
    constructor(address: string) {
      super(address, { headers })
      sockets.push(this)
    }
  }
  const ws = createWSClient({
    url,
    // The package's WebSocket has what tRPC's client uses of the browser's.
    WebSocket: Kept as unknown as typeof globalThis.WebSocket,
    retryDelayMs: () => 10,
    ...(connectionParams ? { connectionParams } : {}),
  })
  return {
    client: createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] }),
    sockets,
    close: () => ws.close(),
  }
}
