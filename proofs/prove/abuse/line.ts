import { randomBytes } from "node:crypto"
import { connect, type Socket } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"

/** A server that is attacked, and the pages' address, which is what a browser there says of itself. */
export interface Target {
  port: number
  origin: string
}

/** Loopback addresses of twenty networks, in turn: an attacker seldom has only one. */
let networks = 0
const nextAddress = () => `127.0.${1 + (networks++ % 20)}.1`

/** Opens a line on which this is written, and reads nothing of it before it is asked to; null when it is not taken. */
export function openLine(target: Target, text: string | Buffer): Promise<Socket | null> {
  return new Promise((resolve) => {
    const line = connect({
      port: target.port,
      host: "127.0.0.1",
      localAddress: nextAddress(),
      allowHalfOpen: true,
    })
    line.on("error", () => {
      line.destroy()
      resolve(null)
    })
    line.on("connect", () => {
      line.write(text)
      resolve(line)
    })
  })
}

/** Lines that are heard out just now. */
const heard = new Set<Socket>()

/** The attack is over: hangs up everywhere. */
export function letGo(): void {
  for (const line of heard) line.destroy()
}

/** Reads until the server hangs up, for so many milliseconds or until the attack is over, and lets go; the bytes that came. */
export async function hearOut(line: Socket | null, milliseconds: number): Promise<number> {
  if (line === null) return 0
  let bytes = 0
  line.on("data", (data: Buffer) => {
    bytes += data.length
  })
  const gone = new Promise<void>((resolve) => {
    line.once("end", resolve)
    line.once("close", () => resolve())
  })
  heard.add(line)
  await Promise.race([gone, sleep(milliseconds)])
  heard.delete(line)
  line.destroy()
  return bytes
}

/** The head of a request as text. */
export const head = (method: string, path: string, headers: Record<string, string | number>): string =>
  `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n`

/** A whole call: JSON from the pages, as a browser sends it. */
export const call = (target: Target, path: string, body: string, also: Record<string, string> = {}): string =>
  head("POST", `/api/trpc/${path}`, {
    origin: target.origin,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    connection: "close",
    ...also,
  }) + body

/** The head of a request for a socket. */
export const upgrade = (path: string, headers: Record<string, string>): string =>
  head("GET", path, {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": 13,
    "sec-websocket-key": randomBytes(16).toString("base64"),
    ...headers,
  })

/** A masked frame as a client sends it (RFC 6455, 5.2); the mask is zero, which any server takes. */
export function frame(payload: string | Buffer, opcode = 1): Buffer {
  const body = Buffer.from(payload)
  const { length } = body
  const lengths = length < 126 ? Buffer.from([0x80 | length]) : Buffer.alloc(length < 65_536 ? 3 : 9)
  if (length >= 65_536) {
    lengths[0] = 0xff
    lengths.writeBigUInt64BE(BigInt(length), 1)
  } else if (length >= 126) {
    lengths[0] = 0xfe
    lengths.writeUInt16BE(length, 1)
  }
  return Buffer.concat([Buffer.from([0x80 | opcode]), lengths, Buffer.alloc(4), body])
}
