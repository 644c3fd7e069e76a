import type { Duplex } from "node:stream"
import { LiveStream, type Wire } from "@alphas/api/changes/live-stream"
import type { Context } from "@alphas/api/context"
import { logFailure } from "@alphas/api/http"
import { Refusal } from "@alphas/api/refusal"
import { appRouter } from "@alphas/api/router"
import type { Identity } from "@alphas/auth/identity"
import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  isTrackedEnvelope,
} from "@trpc/server"
import { parseTRPCMessage, type TRPCClientOutgoingMessage } from "@trpc/server/rpc"
import { WebSocket } from "ws"
import type { Bounds } from "./bounds"
import type { SocketCaller } from "./caller"
import type { Credentials } from "./credentials"
import { Outlet } from "./outlet"

type Id = number | string
type Call = Extract<TRPCClientOutgoingMessage, { params: unknown }>

interface Subscription {
  identity: Identity | null
  /** Whether it is kept to what its person may see as that changes; any other begins anew instead. */
  current: boolean
  pump(): void
  stop(): void
}

/** Why a server closes a socket: RFC 6455, 7.4.1, and our own. */
export const closing = {
  /** The process ends; another takes over. */
  restart: 1012,
  /** Too many messages. */
  policy: 1008,
  /** The session or token that a subscription was opened with is no more. */
  signedOut: 4401,
  /** The person's rights are others now: connect again. */
  rightsChanged: 4403,
} as const

const { transformer } = appRouter._def._config

/** One socket: tRPC's protocol, with a context for each call and a bound on everything. */
export class Connection {
  private readonly outlet: Outlet
  private readonly subscriptions = new Map<Id, Subscription>()
  private readonly stops = new Map<Id, () => void>()
  private readonly aborter = new AbortController()
  private running = 0
  private tokens: number
  private tokensAt = performance.now()
  private awaitsParams: boolean
  private answering = true
  private leaving = false

  constructor(
    private readonly socket: WebSocket,
    line: Duplex,
    private readonly caller: SocketCaller,
    private readonly credentials: Credentials,
    private readonly bounds: Bounds,
    private readonly closed: (connection: Connection) => void,
  ) {
    this.outlet = new Outlet(socket, line, bounds)
    this.tokens = bounds.messages.atOnce
    this.awaitsParams = caller.announcesParams
    socket.on("message", (data, isBinary) => this.take(String(data), isBinary))
    socket.on("ping", () => this.spend())
    socket.on("pong", () => {
      this.answering = true
    })
    socket.on("error", () => {
      // A broken frame or line; "close" follows.
    })
    socket.on("close", () => this.end())
    line.on("drain", () => {
      for (const subscription of this.subscriptions.values()) subscription.pump()
    })
  }

  /** Once a heartbeat: drops a socket that did not answer the last one. */
  ping(): void {
    if (this.answering) this.socket.ping()
    else this.socket.terminate()
    this.answering = false
  }

  checkStall(now: number): void {
    this.outlet.checkStall(now)
  }

  /** Asks the client to connect elsewhere, once the calls that run have been answered. */
  leave(): void {
    this.leaving = true
    if (this.running > 0) return
    this.outlet.send('{"id":null,"method":"reconnect"}')
    this.socket.close(closing.restart, "This process ends; connect again.")
    // A reader who does not read does not agree to the close either.
    setTimeout(() => this.socket.terminate(), this.bounds.goodbye).unref()
  }

  terminate(): void {
    this.socket.terminate()
  }

  private end(): void {
    this.aborter.abort()
    for (const stop of [...this.stops.values()]) stop()
    this.closed(this)
  }

  /** Takes one of the messages that the socket may send; false when there is none left. */
  private spend(): boolean {
    const { perSecond, atOnce } = this.bounds.messages
    const now = performance.now()
    this.tokens = Math.min(atOnce, this.tokens + ((now - this.tokensAt) / 1000) * perSecond)
    this.tokensAt = now
    if (this.tokens < 1) {
      if (this.socket.readyState === WebSocket.OPEN) {
        this.fail(null, new Refusal("rate_limit", `At most ${perSecond} messages a second on one socket.`))
        this.socket.close(closing.policy, "Too many messages.")
      }
      return false
    }
    this.tokens--
    return true
  }

  private take(text: string, isBinary: boolean): void {
    this.answering = true
    if (this.socket.readyState !== WebSocket.OPEN || !this.spend()) return
    if (text === "PING") this.outlet.send("PONG")
    if (text === "PING" || text === "PONG") return
    const json = isBinary ? undefined : parseJson(text)
    if (json === undefined) {
      this.fail(null, new Refusal("invalid", "Send JSON, as text."))
      return
    }
    if (this.awaitsParams) {
      this.awaitsParams = false
      this.caller.takeParams((json as { data?: unknown } | null)?.data) // JSON: null is the only value without fields
      return
    }
    const messages: unknown[] = Array.isArray(json) ? json : [json]
    const refused = messages.length > this.bounds.batch
    for (const each of messages) {
      const message = this.parse(each)
      if (message === null) continue
      if (refused) this.fail(message.id, batchRefusal(this.bounds.batch, messages.length))
      else this.handle(message)
    }
  }

  private parse(json: unknown): TRPCClientOutgoingMessage | null {
    try {
      return parseTRPCMessage(json, transformer)
    } catch {
      this.fail(null, new Refusal("invalid", "This is not a message of tRPC's socket protocol."))
      return null
    }
  }

  private handle(message: TRPCClientOutgoingMessage): void {
    const { id } = message
    if (id === null || id === undefined) {
      this.fail(null, new Refusal("invalid", "Give each call an id."))
    } else if (message.method === "subscription.stop") this.stops.get(id)?.()
    else if (this.leaving) this.fail(id, new Refusal("unavailable", "This process ends; connect again."))
    else if (this.running >= this.bounds.calls) {
      this.fail(id, new Refusal("limit", `At most ${this.bounds.calls} calls at once on one socket.`))
    } else void this.run(id, message)
  }

  private async run(id: Id, call: Call): Promise<void> {
    this.running++
    try {
      if (call.method === "subscription") await this.subscribe(id, call)
      else {
        const data = await this.invoke(call, this.aborter.signal)
        this.outlet.send(
          `{"id":${JSON.stringify(id)},"result":{"type":"data","data":${JSON.stringify(data.result ?? null)}}}`,
        )
      }
    } catch (error) {
      if (error instanceof CallFailure) this.fail(id, error.cause, error.ctx, call.params.path)
      else this.fail(id, error)
    }
    this.running--
    if (this.leaving) this.leave()
  }

  /** @throws CallFailure */
  private async invoke(call: Call, signal: AbortSignal): Promise<{ ctx: Context; result: unknown }> {
    let ctx = this.caller.anonymous()
    try {
      ctx = await this.caller.context(signal)
      const { method: type, params } = call
      const input = withLastEvent(params.input, params.lastEventId)
      const result = await callTRPCProcedure({
        router: appRouter,
        path: params.path,
        type,
        ctx,
        getRawInput: async () => input,
        signal,
        batchIndex: 0,
      })
      return { ctx, result }
    } catch (error) {
      throw new CallFailure(ctx, error)
    }
  }

  private async subscribe(id: Id, call: Call): Promise<void> {
    if (this.stops.has(id))
      throw new Refusal("invalid", `There is already a subscription ${id} on this socket.`)
    if (this.stops.size >= this.bounds.subscriptions) {
      throw new Refusal("limit", `At most ${this.bounds.subscriptions} subscriptions on one socket.`)
    }
    const aborter = new AbortController()
    // From now on the id is taken, and a stop that comes before the start is heard.
    this.stops.set(id, () => {
      this.stops.delete(id)
      aborter.abort()
    })
    try {
      const { ctx, result } = await this.invoke(call, aborter.signal)
      if (aborter.signal.aborted) this.tellStopped(id)
      else if (result instanceof LiveStream) this.follow(id, ctx, result)
      else if (isIterable(result)) this.iterate(id, ctx, result, call.params.path)
      else throw new CallFailure(ctx, new Error(`${call.params.path} returned nothing that can be followed.`))
    } catch (error) {
      this.stops.delete(id)
      throw error
    }
  }

  private follow(id: Id, ctx: Context, stream: LiveStream<Wire, unknown>): void {
    const { outlet } = this
    const key = JSON.stringify(id)
    outlet.send(`{"id":${key},"result":{"type":"started"}}`)
    const flow = stream.attach({
      get ready() {
        return outlet.ready
      },
      write: (message) => outlet.sendDatum(key, message),
      end: (error) => {
        if (error !== undefined) this.fail(id, error, ctx)
        this.stop(id)
      },
    })
    this.add(id, {
      identity: ctx.identity,
      current: true,
      pump: () => flow.pump(),
      stop: () => flow.close(),
    })
  }

  private iterate(id: Id, ctx: Context, items: AsyncIterable<unknown>, path: string): void {
    const key = JSON.stringify(id)
    const iterator = items[Symbol.asyncIterator]()
    let wake: (() => void) | undefined
    let stopped = false
    this.outlet.send(`{"id":${key},"result":{"type":"started"}}`)
    this.add(id, {
      identity: ctx.identity,
      current: false,
      pump: () => wake?.(),
      stop: () => {
        stopped = true
        wake?.()
        void iterator.return?.()
      },
    })
    const run = async () => {
      for (;;) {
        const next = await iterator.next()
        if (stopped || next.done === true) return
        const { value } = next
        const tracked = isTrackedEnvelope(value)
        this.outlet.sendDatum(key, {
          position: tracked ? value[0] : null,
          json: JSON.stringify(tracked ? value[1] : value) ?? "null",
        })
        while (!this.outlet.ready && !stopped) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    }
    run().then(
      () => this.stop(id),
      (error) => {
        if (stopped) return
        this.fail(id, error, ctx, path)
        this.stop(id)
      },
    )
  }

  /** Keeps a subscription that runs, under the eyes of those who know whether its session still holds. */
  private add(id: Id, subscription: Subscription): void {
    this.subscriptions.set(id, subscription)
    const { identity } = subscription
    let unwatch = () => {}
    if (identity !== null) {
      const bearer = {
        identity,
        revoked: () => this.socket.close(closing.signedOut, "You were signed out."),
        changed: () => {
          if (!subscription.current)
            this.socket.close(closing.rightsChanged, "Your rights changed; connect again.")
        },
      }
      unwatch = this.credentials.watch(bearer)
      this.credentials.confirm(bearer)
    }
    const aborted = this.stops.get(id)
    this.stops.set(id, () => {
      this.subscriptions.delete(id)
      unwatch()
      aborted?.()
      subscription.stop()
      this.tellStopped(id)
    })
  }

  private stop(id: Id): void {
    this.stops.get(id)?.()
  }

  private tellStopped(id: Id): void {
    this.outlet.send(`{"id":${JSON.stringify(id)},"result":{"type":"stopped"}}`)
  }

  private fail(id: Id | null, cause: unknown, ctx?: Context, path?: string): void {
    const error = getTRPCErrorFromUnknown(cause)
    const known = ctx ?? this.caller.anonymous()
    logFailure(known, error, path ?? "")
    const shape = getTRPCErrorShape({
      config: appRouter._def._config,
      error,
      type: "unknown",
      path,
      input: undefined,
      ctx: known,
    })
    this.outlet.send(JSON.stringify({ id, error: shape }))
  }
}

/** A call that failed, with the context that its error is told in. */
class CallFailure extends Error {
  constructor(
    readonly ctx: Context,
    override readonly cause: unknown,
  ) {
    super("The call failed.")
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const batchRefusal = (limit: number, length: number) =>
  new Refusal("limit", `At most ${limit} calls in one message; this one has ${length}.`)

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value

/** tRPC's convention: the position to go on from is a field of the input. */
function withLastEvent(input: unknown, lastEventId: string | undefined): unknown {
  if (lastEventId === undefined) return input
  return typeof input === "object" && input !== null ? { ...input, lastEventId } : (input ?? { lastEventId })
}
