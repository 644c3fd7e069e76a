import { connect, type Socket } from "node:net"
import { percentile } from "./measure"

export interface LoadOptions {
  port: number
  /** Connections that are kept open, each with one request on its way at a time. */
  connections: number
  /** The request of this number, as bytes ready to send. */
  request: (number: number) => Buffer
  /** Ends after so many seconds, or … */
  seconds?: number
  /** … after so many requests, whichever comes first. */
  requests?: number
  /** The number of the first request. */
  start?: number
}

export interface LoadResult {
  requests: number
  /** Answers with another status than 200. */
  failed: number
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  max: number
  /** The first answer that failed, for the person who reads. */
  problem: string | null
}

/** An HTTP/1.1 request as bytes; `body` is sent as JSON. */
export function request(
  method: "GET" | "POST",
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, "host: 127.0.0.1"]
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body !== undefined) {
    lines.push("content-type: application/json", `content-length: ${Buffer.byteLength(body)}`)
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`)
}

/**
 * Sends requests over keep-alive connections as fast as they are answered. Bytes are made beforehand and answers are
 * read no further than their end, so that on two cores the generator takes little from the server that it measures;
 * it is the same for all of them.
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const {
    port,
    connections,
    seconds = Number.POSITIVE_INFINITY,
    requests = Number.POSITIVE_INFINITY,
  } = options
  const latencies: number[] = []
  let sent = 0
  let failed = 0
  let problem: string | null = null
  const started = performance.now()
  const until = started + seconds * 1000

  const connection = async () => {
    const socket = await open(port)
    const answers = new Answers(socket)
    try {
      while (sent < requests && performance.now() < until) {
        const bytes = options.request((options.start ?? 0) + sent++)
        const before = performance.now()
        socket.write(bytes)
        const answer = await answers.next()
        latencies.push(performance.now() - before)
        if (answer.status === 200) continue
        failed++
        problem ??= answer.text()
      }
    } finally {
      socket.destroy()
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
  const elapsed = (performance.now() - started) / 1000
  const sorted = Float64Array.from(latencies)
  return {
    requests: latencies.length,
    failed,
    perSecond: (latencies.length - failed) / elapsed,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: percentile(sorted, 1),
    problem,
  }
}

/** Sends one request and gives its answer: status and body. */
export async function ask(port: number, bytes: Buffer): Promise<{ status: number; body: string }> {
  const socket = await open(port)
  try {
    const answers = new Answers(socket)
    socket.write(bytes)
    const answer = await answers.next()
    return { status: answer.status, body: answer.body() }
  } finally {
    socket.destroy()
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true })
    socket.once("connect", () => {
      socket.off("error", reject)
      resolve(socket)
    })
    socket.once("error", reject)
  })
}

interface Answer {
  status: number
  text: () => string
  body: () => string
}

const chunkedEnd = Buffer.from("0\r\n\r\n")

/** The answers on one connection, one at a time. */
class Answers {
  private parts: Buffer[] = []
  private size = 0
  private bodyAt = -1
  private length = -1
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null
  private broken: Error | null = null

  constructor(socket: Socket) {
    socket.on("data", (data: Buffer) => this.take(data))
    socket.on("error", (error) => this.end(error))
    socket.on("close", () => this.end(new Error("The server closed the connection.")))
  }

  next(): Promise<Answer> {
    if (this.broken) return Promise.reject(this.broken)
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
    })
  }

  private end(error: Error): void {
    this.broken = error
    this.waiting?.reject(error)
    this.waiting = null
  }

  private take(data: Buffer): void {
    this.parts.push(data)
    this.size += data.length
    if (this.bodyAt < 0) this.readHead()
    if (this.bodyAt < 0) return
    const complete = this.length >= 0 ? this.size >= this.bodyAt + this.length : this.endsChunked()
    if (!complete) return
    const bytes = this.joined()
    const { bodyAt, length } = this
    this.parts = []
    this.size = 0
    this.bodyAt = -1
    this.length = -1
    const text = () => bytes.toString()
    this.waiting?.resolve({
      status: Number(bytes.toString("latin1", 9, 12)),
      text,
      body: () => (length >= 0 ? bytes.toString("utf8", bodyAt) : unchunked(bytes.subarray(bodyAt))),
    })
  }

  private readHead(): void {
    const bytes = this.joined()
    const end = bytes.indexOf("\r\n\r\n")
    if (end < 0) return
    this.bodyAt = end + 4
    const head = bytes.toString("latin1", 0, end).toLowerCase()
    const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1]
    if (length !== undefined) this.length = Number(length)
  }

  /** The last bytes that came are the last chunk: JSON has no bare line ends, so they cannot be part of the body. */
  private endsChunked(): boolean {
    const last = this.parts.at(-1)
    const tail = last !== undefined && last.length >= 5 ? last : this.joined()
    return tail.subarray(-5).equals(chunkedEnd)
  }

  private joined(): Buffer {
    const [first] = this.parts
    if (this.parts.length === 1 && first !== undefined) return first
    const bytes = Buffer.concat(this.parts)
    this.parts = [bytes]
    return bytes
  }
}

function unchunked(bytes: Buffer): string {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf("\r\n", at)
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16)
    if (!(size > 0)) break
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
  return Buffer.concat(parts).toString()
}
