import type { Duplex } from "node:stream"
import { strangerBodyLimit } from "@alphas/api/border"
import { callProcedure } from "@alphas/api/call"
import type { Context } from "@alphas/api/context"
import { logFailure } from "@alphas/api/http"
import { Refusal } from "@alphas/api/refusal"
import { appRouter } from "@alphas/api/router"
import type { Identity } from "@alphas/auth/identity"
import type { Places } from "@alphas/auth/places"
import { tellUnlessAway } from "@alphas/db/away"
import { isConnectionLost } from "@alphas/db/lost-connections"
import { getTRPCErrorFromUnknown, getTRPCErrorShape } from "@trpc/server"
import { parseTRPCMessage, type TRPCClientOutgoingMessage } from "@trpc/server/rpc"
import { WebSocket } from "ws"
import type { Bounds } from "./bounds"
import type { SocketCaller } from "./caller"
import type { Credentials } from "./credentials"
import { Outlet } from "./outlet"
import { type Called, type Ending, type Id, Subscriptions } from "./subscriptions"

type Call = Extract<TRPCClientOutgoingMessage, { params: unknown }>

/** Why a server closes a socket: RFC 6455, 7.4.1, and our own. */
const closing = {
  /** The process ends; another takes over. */
  restart: 1012,
  /** Too many messages. */
  policy: 1008,
  /** The session or token that a subscription was opened with is no more. */
  revoked: 4401,
  /** The person's rights are others now: connect again. */
  rightsChanged: 4403,
} as const

const endings: Record<Ending, string> = {
  revoked: "You were signed out.",
  rightsChanged: "Your rights changed; connect again.",
}

const { transformer } = appRouter._def._config

/** One socket: tRPC's protocol, with a context for each call and a bound on everything. */
export class Connection {
  private readonly outlet: Outlet
  private readonly subscriptions: Subscriptions
  private readonly aborter = new AbortController()
  private running = 0
  private tokens: number
  private tokensAt = performance.now()
  private awaitsParams: boolean
  private answering = true
  private leaving = false
  /** Who has signed in on it, and takes one of their places. */
  private person: string | null = null
  private readonly waiting: NodeJS.Timeout

  constructor(
    private readonly socket: WebSocket,
    line: Duplex,
    private readonly caller: SocketCaller,
    credentials: Credentials,
    private readonly people: Places,
    private readonly bounds: Bounds,
    private readonly closed: (connection: Connection) => void,
  ) {
    this.outlet = new Outlet(socket, line, bounds)
    this.subscriptions = new Subscriptions({
      outlet: this.outlet,
      credentials,
      limit: bounds.subscriptions,
      fail: (id, cause, ctx, path) => this.fail(id, cause, ctx, path),
      close: (why) => socket.close(closing[why], endings[why]),
    })
    this.tokens = bounds.messages.atOnce
    this.awaitsParams = caller.announcesParams
    this.waiting = setTimeout(() => void this.endStranger(), bounds.stranger)
    socket.on("message", (data, isBinary) => this.take(String(data), isBinary))
    socket.on("ping", () => this.spend())
    socket.on("pong", () => {
      this.answering = true
    })
    socket.on("error", () => {
      // A broken frame or line; "close" follows.
    })
    socket.on("close", () => this.end())
    line.on("drain", () => this.subscriptions.pump())
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
    clearTimeout(this.waiting)
    if (this.person !== null) this.people.giveBack(this.person)
    this.subscriptions.end()
    this.closed(this)
  }

  /** @throws Refusal `limit` when the person has too many sockets open. */
  private admit(identity: Identity | null): void {
    const person = identity?.viewer.id ?? null
    if (person === null || person === this.person || this.aborter.signal.aborted) return
    if (!this.people.take(person)) {
      const sentence = `You have ${this.people.most} sockets open, which is the most. Close some windows or scripts.`
      throw new Refusal("limit", sentence)
    }
    if (this.person !== null) this.people.giveBack(this.person)
    this.person = person
  }

  /** Closes a socket that nobody has called through, unless whoever opened it may. */
  private async endStranger(): Promise<void> {
    if (this.person !== null) return
    try {
      this.admit(await this.caller.identify())
    } catch (error) {
      // Postgres is away, or they have too many sockets: it is closed, and they connect again.
      const expected = (one: unknown) => one instanceof Refusal || isConnectionLost(one)
      tellUnlessAway(error, expected, "Whose socket it is could not be read")
    }
    if (this.person === null) this.socket.close(closing.policy, "Nobody has signed in on this socket.")
  }

  /** Takes so many of the calls that the socket may send; false when there are not so many left. */
  private spend(calls = 1): boolean {
    const { perSecond, atOnce } = this.bounds.messages
    const now = performance.now()
    this.tokens = Math.min(atOnce, this.tokens + ((now - this.tokensAt) / 1000) * perSecond)
    this.tokensAt = now
    if (this.tokens < calls) {
      this.expel(
        new Refusal("rate_limit", `At most ${perSecond} messages and calls a second on one socket.`),
        "Too many messages.",
      )
      return false
    }
    this.tokens -= calls
    return true
  }

  /** Says once why, and closes the socket. */
  private expel(why: Refusal, reason: string): void {
    if (this.socket.readyState !== WebSocket.OPEN) return
    this.fail(null, why)
    this.socket.close(closing.policy, reason)
  }

  private take(text: string, isBinary: boolean): void {
    this.answering = true
    if (this.socket.readyState !== WebSocket.OPEN || !this.spend()) return
    if (text === "PING") this.outlet.send("PONG")
    if (text === "PING" || text === "PONG") return
    if (text.length > strangerBodyLimit && this.caller.isStranger) {
      const sentence = `Without a session a message holds at most ${strangerBodyLimit / 1024} KiB. Sign in first.`
      this.expel(new Refusal("limit", sentence), "Too large a message.")
      return
    }
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
    const { batch } = this.bounds
    if (messages.length > batch) {
      const sentence = `At most ${batch} calls in one message; this one has ${messages.length}.`
      this.expel(new Refusal("limit", sentence), "Too many calls in one message.")
      return
    }
    if (!this.spend(Math.max(0, messages.length - 1))) return
    for (const each of messages) {
      const message = this.parse(each)
      if (message !== null) this.handle(message)
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
    } else if (message.method === "subscription.stop") this.subscriptions.stop(id)
    else if (this.leaving) this.fail(id, new Refusal("unavailable", "This process ends; connect again."))
    else if (this.running >= this.bounds.calls) {
      this.fail(id, new Refusal("limit", `At most ${this.bounds.calls} calls at once on one socket.`))
    } else {
      this.run(id, message).catch((error: unknown) => {
        // An error that cannot be told must not end the process, which serves others.
        this.caller.anonymous().services.log.error({ err: error }, "call failed")
        this.terminate()
      })
    }
  }

  private async run(id: Id, call: Call): Promise<void> {
    const { path } = call.params
    this.running++
    try {
      if (call.method === "subscription") {
        await this.subscriptions.start(id, path, (signal) => this.invoke(call, signal))
      } else {
        const { result } = await this.invoke(call, this.aborter.signal)
        const data = JSON.stringify(result ?? null)
        this.outlet.send(`{"id":${JSON.stringify(id)},"result":{"type":"data","data":${data}}}`)
      }
    } catch (error) {
      if (error instanceof CallFailure) this.fail(id, error.cause, error.ctx, path)
      else this.fail(id, error)
    }
    this.running--
    if (this.leaving) this.leave()
  }

  /** @throws CallFailure */
  private async invoke(call: Call, signal: AbortSignal): Promise<Called> {
    let ctx = this.caller.anonymous()
    try {
      ctx = await this.caller.context(signal)
      this.admit(ctx.identity)
      const { method: type, params } = call
      const input = withLastEvent(params.input, params.lastEventId)
      const result = await callProcedure(ctx, { path: params.path, type, input: () => input, signal })
      return { ctx, result }
    } catch (error) {
      throw new CallFailure(ctx, error)
    }
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

/** tRPC's convention: the position to go on from is a field of the input. */
function withLastEvent(input: unknown, lastEventId: string | undefined): unknown {
  if (lastEventId === undefined) return input
  return typeof input === "object" && input !== null ? { ...input, lastEventId } : (input ?? { lastEventId })
}
