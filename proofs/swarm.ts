import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

export type Order =
  | {
      kind: "open"
      port: number
      path: string
      /** Headers of the sockets, used in turn. */
      headers: Record<string, string>[]
      count: number
      /** What each socket sends first. */
      hello: string | null
      /** A socket is open when a message came that holds this; null for at once. */
      ready: string | null
    }
  | { kind: "trace" | "collect" | "count" | "stall" | "end" }

export type Said =
  | { kind: "opened" | "tracing" | "stalled" }
  | { kind: "failed"; why: string }
  | { kind: "collected"; times: [id: string, at: number[]][] }
  | { kind: "counted"; frames: number; bytes: number; at: number }

/** Many sockets that listen, in a process of their own. */
export class Swarm {
  private readonly child: ChildProcess
  /** Why it no longer works as it should. */
  private failure: string | null = null
  private waiting: {
    kind: Said["kind"]
    resolve: (said: Said) => void
    reject: (error: Error) => void
  } | null = null

  constructor() {
    this.child = fork(fileURLToPath(new URL("./swarm-worker.ts", import.meta.url)), {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
    })
    this.child.on("message", (said: Said) => this.hear(said))
    this.child.on("exit", () => this.hear({ kind: "failed", why: "The process of the readers ended." }))
  }

  async open(order: Omit<Extract<Order, { kind: "open" }>, "kind">): Promise<void> {
    await this.ask({ kind: "open", ...order }, "opened")
  }

  /** From now on, notes when each message with the id of a row comes. */
  async trace(): Promise<void> {
    await this.ask({ kind: "trace" }, "tracing")
  }

  /** When each row was heard of, on the clock that processes share. */
  async collect(): Promise<Map<string, number[]>> {
    const said = await this.ask({ kind: "collect" }, "collected")
    return new Map(said.kind === "collected" ? said.times : [])
  }

  /** Messages and bytes that came so far, and when that was asked. */
  async count(): Promise<{ frames: number; bytes: number; at: number }> {
    const said = await this.ask({ kind: "count" }, "counted")
    return said.kind === "counted" ? said : { frames: 0, bytes: 0, at: 0 }
  }

  /** From now on, nobody reads. */
  async stall(): Promise<void> {
    await this.ask({ kind: "stall" }, "stalled")
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null) return
    const gone = once(this.child, "exit")
    this.child.send({ kind: "end" } satisfies Order)
    await gone
  }

  private ask(order: Order, kind: Said["kind"]): Promise<Said> {
    if (this.failure !== null) return Promise.reject(new Error(this.failure))
    return new Promise((resolve, reject) => {
      this.waiting = { kind, resolve, reject }
      this.child.send(order)
    })
  }

  private hear(said: Said): void {
    const { waiting } = this
    if (said.kind === "failed") {
      this.failure ??= said.why
      this.waiting = null
      waiting?.reject(new Error(said.why))
    } else if (waiting?.kind === said.kind) {
      this.waiting = null
      waiting.resolve(said)
    }
  }
}
