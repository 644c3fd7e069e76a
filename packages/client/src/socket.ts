/** What is used of a WebSocket, whether the browser's, Node's or the package `ws`. */
interface Plain {
  readyState: number
  binaryType: string
  send(data: string): void
  close(code?: number, reason?: string): void
  addEventListener(type: string, listener: (event: SocketEvent) => void): void
}
type Constructor = new (url: string) => Plain

export interface SocketEvent {
  data?: unknown
  code?: number
  reason?: string
}
type Handler = (this: unknown, event: SocketEvent) => void

/** Milliseconds that a connection may take to open. */
const opening = 15_000

let implementation: Constructor | undefined

/** Finds a WebSocket: the one that the browser or Node (from 22 on) has, else the package `ws`. Call it before `new Socket`. */
export async function loadWebSocket(): Promise<void> {
  if (implementation) return
  const found = typeof WebSocket === "undefined" ? (await import("ws")).WebSocket : WebSocket
  // Each of the three has what Plain asks for, with listeners of its own event types.
  implementation = found as unknown as Constructor
}

/**
 * A WebSocket that is closed at once: after `close` it tells nothing more, and does not wait for the other side to
 * agree. tRPC's client opens the next connection while the last is still closing; events of that one, or a close that
 * comes late, would be taken for the new one's and lead to repeated events and a further reconnection. A line that
 * went dead without a word would be noticed only when the closing times out.
 */
export class Socket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3

  readonly #socket: Plain
  readonly #handlers = new Map<string, Set<Handler>>()
  readonly #opening: ReturnType<typeof setTimeout>
  #left = false

  constructor(url: string) {
    if (implementation === undefined) throw new Error("Call loadWebSocket before opening a socket.")
    this.#socket = new implementation(url)
    this.#opening = setTimeout(() => {
      this.#tell("error", { reason: `The connection did not open within ${opening / 1000} seconds.` })
      this.close()
    }, opening)
    for (const type of ["open", "message", "error", "close"]) {
      this.#socket.addEventListener(type, (event) => {
        if (type !== "message") clearTimeout(this.#opening)
        if (!this.#left) this.#tell(type, event)
      })
    }
  }

  get readyState(): number {
    return this.#left ? Socket.CLOSED : this.#socket.readyState
  }

  set binaryType(type: string) {
    this.#socket.binaryType = type
  }

  addEventListener(type: string, handler: Handler): void {
    const handlers = this.#handlers.get(type) ?? new Set()
    this.#handlers.set(type, handlers.add(handler))
  }

  removeEventListener(type: string, handler: Handler): void {
    this.#handlers.get(type)?.delete(handler)
  }

  send(data: string): void {
    if (!this.#left) this.#socket.send(data)
  }

  close(code?: number): void {
    if (this.#left) return
    this.#left = true
    clearTimeout(this.#opening)
    this.#socket.close(code)
    this.#tell("close", { code: code ?? 1000, reason: "" })
  }

  #tell(type: string, event: SocketEvent): void {
    for (const handler of [...(this.#handlers.get(type) ?? [])]) handler.call(this, event)
  }
}
