import { randomBytes } from "node:crypto"
import { connect, type Socket } from "node:net"
import { monotonic } from "./clock"
import type { Order, Said } from "./swarm"

// Many readers in one process of its own. Frames are read no further than what is asked for, so that on two cores the
// readers take little from the server that they are there to measure.

const readers: Reader[] = []
let tracing: Map<string, number[]> | null = null
let frames = 0
let bytes = 0

/** One socket: what a server sends is not masked (RFC 6455, 5.1), and ours and the baseline's messages are one frame each. */
class Reader {
  private rest: Buffer = Buffer.alloc(0)
  private upgraded = false
  private opened: (() => void) | null = null

  constructor(
    private readonly socket: Socket,
    private readonly hello: string | null,
    private readonly ready: string | null,
  ) {
    socket.on("data", (data: Buffer) => this.take(data))
    socket.on("error", (error) => say({ kind: "failed", why: error.message }))
  }

  open(port: number, path: string, headers: Record<string, string>): Promise<void> {
    const lines = [
      `GET ${path} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      "upgrade: websocket",
      "connection: Upgrade",
    ]
    lines.push(`sec-websocket-key: ${randomBytes(16).toString("base64")}`, "sec-websocket-version: 13")
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
    this.socket.write(`${lines.join("\r\n")}\r\n\r\n`)
    return new Promise((resolve) => {
      this.opened = resolve
    })
  }

  pause(): void {
    this.socket.pause()
  }

  end(): void {
    this.socket.destroy()
  }

  private take(data: Buffer): void {
    let buffer = this.rest.length === 0 ? data : Buffer.concat([this.rest, data])
    if (!this.upgraded) {
      const end = buffer.indexOf("\r\n\r\n")
      if (end < 0) {
        this.rest = buffer
        return
      }
      if (!buffer.toString("latin1", 0, 12).endsWith(" 101")) {
        say({ kind: "failed", why: buffer.toString("utf8", 0, 500) })
      }
      this.upgraded = true
      if (this.hello !== null) this.send(0x1, Buffer.from(this.hello))
      if (this.ready === null) this.opened?.()
      buffer = buffer.subarray(end + 4)
    }
    let at = 0
    while (buffer.length - at >= 2) {
      const short = (buffer[at + 1] ?? 0) & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (buffer.length - at < head) break
      const length =
        short < 126
          ? short
          : short === 126
            ? buffer.readUInt16BE(at + 2)
            : Number(buffer.readBigUInt64BE(at + 2))
      const end = at + head + length
      if (buffer.length < end) break
      this.frame((buffer[at] ?? 0) & 0x0f, buffer, at + head, end)
      at = end
    }
    this.rest = at === buffer.length ? Buffer.alloc(0) : buffer.subarray(at)
  }

  private frame(kind: number, buffer: Buffer, from: number, to: number): void {
    if (kind === 0x9) this.send(0xa, buffer.subarray(from, to))
    if (kind === 0x8)
      say({ kind: "failed", why: `A socket was closed: ${buffer.toString("utf8", from + 2, to)}` })
    if (kind !== 0x1) return
    frames++
    bytes += to - from
    if (
      this.opened !== null &&
      this.ready !== null &&
      buffer.toString("utf8", from, to).includes(this.ready)
    ) {
      this.opened()
      this.opened = null
    }
    if (tracing === null) return
    const id = /"id":"([0-9a-f]{8}-[0-9a-f-]{27})"/.exec(buffer.toString("latin1", from, to))?.[1]
    if (id === undefined) return
    const now = monotonic()
    const seen = tracing.get(id)
    if (seen === undefined) tracing.set(id, [now])
    else seen.push(now)
  }

  /** A masked frame; a mask of zeros leaves the payload as it is. */
  private send(kind: number, payload: Buffer): void {
    const { length } = payload
    const head =
      length < 126
        ? Buffer.from([0x80 | kind, 0x80 | length])
        : Buffer.from([0x80 | kind, 0xfe, length >> 8, length & 0xff])
    this.socket.write(Buffer.concat([head, Buffer.alloc(4), payload]))
  }
}

const say = (said: Said) => process.send?.(said)

async function open({
  port,
  path,
  headers,
  count,
  hello,
  ready,
}: Extract<Order, { kind: "open" }>): Promise<void> {
  for (let number = 0; number < count; number++) {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true })
    const reader = new Reader(socket, hello, ready)
    readers.push(reader)
    await reader.open(port, path, headers[number % headers.length] ?? {})
  }
}

process.on("message", (order: Order) => {
  switch (order.kind) {
    case "open":
      open(order).then(
        () => say({ kind: "opened" }),
        (error) => say({ kind: "failed", why: String(error) }),
      )
      break
    case "trace":
      tracing = new Map()
      say({ kind: "tracing" })
      break
    case "collect":
      say({ kind: "collected", times: [...(tracing ?? [])] })
      tracing = null
      break
    case "count":
      say({ kind: "counted", frames, bytes, at: monotonic() })
      break
    case "stall":
      for (const reader of readers) reader.pause()
      say({ kind: "stalled" })
      break
    case "end":
      for (const reader of readers) reader.end()
      process.disconnect()
  }
})
