import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { initTRPC, TRPCError, tracked } from "@trpc/server"
import { createHTTPHandler } from "@trpc/server/adapters/standalone"
import { applyWSSHandler } from "@trpc/server/adapters/ws"
import { WebSocketServer } from "ws"
import type { ErrorShape } from "./procedures"

/** A refusal as the API makes them. */
export class Refused extends TRPCError {
  constructor(
    code: TRPCError["code"],
    message: string,
    readonly details: Omit<ErrorShape, "requestId">,
  ) {
    super({ code, message })
  }
}

interface Call {
  token: string | undefined
  key: string | undefined
}

const t = initTRPC.context<Call>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: {
      ...shape.data,
      requestId: "request-1",
      ...(error instanceof Refused ? error.details : { reason: "internal", fields: {} }),
    },
  }),
})

const object = <Fields>(value: unknown) => value as Fields // only these tests call it

function testRouter(state: State) {
  return t.router({
    echo: t.procedure.input(object<{ text: string }>).query(({ input }) => input.text.length),
    whoAmI: t.procedure.query(({ ctx }) => ctx.token ?? null),
    refuse: t.procedure.input(object<Omit<ErrorShape, "requestId">>).query(({ input }) => {
      throw new Refused("CONFLICT", "Somebody was faster.", input)
    }),
    notes: t.router({
      add: t.procedure.input(object<{ text: string }>).mutation(({ ctx, input }) => {
        if (ctx.key !== undefined && state.answered.has(ctx.key)) return state.answered.get(ctx.key)
        state.notes.push(input.text)
        if (ctx.key !== undefined) state.answered.set(ctx.key, state.notes.length)
        return state.notes.length
      }),
    }),
    /** Counts from behind `lastEventId` and waits at the end for `tick`. */
    ticks: t.procedure.input(object<{ lastEventId?: string }>).subscription(async function* ({
      ctx,
      input,
      signal,
    }) {
      state.subscribed.push({ token: ctx.token, from: input.lastEventId })
      if (state.refusal) throw state.refusal
      let at = Number(input.lastEventId ?? 0)
      while (!signal?.aborted) {
        while (at < state.count) {
          at++
          yield tracked(String(at), { number: at })
        }
        await state.ticked(signal)
      }
    }),
  })
}

export type TestRouter = ReturnType<typeof testRouter>

class State {
  readonly notes: string[] = []
  readonly answered = new Map<string, number>()
  readonly subscribed: { token: string | undefined; from: string | undefined }[] = []
  refusal: TRPCError | null = null
  count = 0
  #waiting: (() => void)[] = []

  ticked(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        signal?.removeEventListener("abort", end)
        resolve()
      }
      this.#waiting.push(end)
      signal?.addEventListener("abort", end)
    })
  }

  tick(): void {
    this.count++
    for (const wake of this.#waiting.splice(0)) wake()
  }
}

const tokenOf = (request: IncomingMessage) => /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1]

/**
 * tRPC's own HTTP and WebSocket adapters around a few procedures, for what the real server does only by accident:
 * losing an answer, refusing, going away in the middle.
 */
export class TestServer {
  readonly state = new State()
  /** `GET /api/trpc/echo?…` of every request that came. */
  readonly requests: string[] = []
  readonly keys: (string | undefined)[] = []
  /** Answers a request in place of the API; null lets it through. */
  instead: () => { status: number; type: string; body: string } | null = () => null
  /** Sockets that were opened so far. */
  sockets = 0
  /** Closes every socket as soon as it is open. */
  slamming = false

  #server: Server | null = null
  #wss: WebSocketServer | null = null
  #notify: () => void = () => undefined
  #port = 0

  static async start(): Promise<TestServer> {
    const server = new TestServer()
    await server.start()
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Listens, on the port that it had before. */
  async start(): Promise<void> {
    const router = testRouter(this.state)
    const answer = createHTTPHandler({
      router,
      basePath: "/api/trpc/",
      createContext: ({ req }): Call => ({
        token: tokenOf(req),
        key: req.headers["idempotency-key"]?.toString(),
      }),
    })
    const server = createServer((request, response) => {
      this.requests.push(`${request.method} ${request.url}`)
      this.keys.push(request.headers["idempotency-key"]?.toString())
      const instead = this.instead()
      if (instead === null) return answer(request, response)
      request.resume()
      response.writeHead(instead.status, { "content-type": instead.type }).end(instead.body)
    })
    const wss = new WebSocketServer({ server })
    wss.on("connection", (socket) => {
      this.sockets++
      if (this.slamming) socket.close()
    })
    const handler = applyWSSHandler({
      wss,
      router,
      createContext: ({ info }): Call => ({ token: info.connectionParams?.token, key: undefined }),
    })
    this.#notify = handler.broadcastReconnectNotification
    this.#server = server
    this.#wss = wss
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve))
    this.#port = (server.address() as AddressInfo).port // a TCP server has no other kind of address
  }

  /** Cuts every socket without a word. */
  cut(): void {
    for (const socket of this.#wss?.clients ?? []) socket.terminate()
  }

  /** Asks every client to come back on a new socket. */
  askToReconnect(): void {
    this.#notify()
  }

  /** Stops reading from the sockets that are open now, so that it learns of nothing that their clients say. */
  goDeaf(): void {
    for (const socket of this.#wss?.clients ?? []) socket.pause()
  }

  get openSockets(): number {
    return this.#wss?.clients.size ?? 0
  }

  async stop(): Promise<void> {
    this.cut()
    this.#wss?.close()
    this.#server?.closeAllConnections()
    await new Promise((resolve) => this.#server?.close(resolve))
  }
}

/** Resolves when `met` is, which is looked at often; fails with `what` after ten seconds. */
export async function until(met: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 10_000; !met(); ) {
    if (Date.now() > end) throw new Error(`This did not come about: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
