import type { Duplex } from "node:stream"
import type { Wire } from "@alphas/api/changes/live-stream"
import { WebSocket } from "ws"
import type { Bounds } from "./bounds"

/** A final, unmasked text frame (RFC 6455, 5.2): what a server sends looks the same for every socket. */
function textFrame(payload: string): Buffer {
  const length = Buffer.byteLength(payload)
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x81
  if (length < 126) frame[1] = length
  else if (length < 65_536) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(payload, header)
  return frame
}

/**
 * The frames of the message that is being sent, by subscription id. What subscribers get differs in that id alone, and
 * most of them use the same few numbers, so that one frame serves many sockets.
 */
class Frames {
  private message: Wire | undefined
  private readonly frames = new Map<string, Buffer>()

  /** @param id the subscription's id as JSON. */
  of(id: string, message: Wire): Buffer {
    if (message !== this.message) {
      this.message = message
      this.frames.clear()
    }
    let frame = this.frames.get(id)
    if (frame === undefined) {
      frame = textFrame(datum(id, message))
      this.frames.set(id, frame)
    }
    return frame
  }
}

const frames = new Frames()

/** The envelope of tRPC's socket protocol. */
function datum(id: string, { position, json }: Wire): string {
  return position === null
    ? `{"id":${id},"result":{"type":"data","data":${json}}}`
    : `{"id":${id},"result":{"type":"data","id":"${position}","data":{"id":"${position}","data":${json}}}}`
}

/** Outlets that were written to in this turn: each is flushed once, with everything for it, when the turn ends. */
const corked: Outlet[] = []

function flush(): void {
  for (const outlet of corked.splice(0)) outlet.release()
}

/** The way out of one socket: it knows how much the reader has not taken yet. */
export class Outlet {
  private held = false
  private progress = 0
  private stalledSince: number | null = null
  private written = 0

  constructor(
    private readonly socket: WebSocket,
    /** The connection underneath, which the socket writes to as soon as it is told to. */
    private readonly line: Duplex,
    private readonly bounds: Bounds,
  ) {}

  /** Bytes that the reader has not taken yet. */
  get waiting(): number {
    return this.line.writableLength
  }

  /** Whether the reader keeps up. */
  get ready(): boolean {
    return this.waiting < this.bounds.highWater && this.socket.readyState === WebSocket.OPEN
  }

  /** Sends one message. */
  send(text: string): void {
    if (this.socket.readyState !== WebSocket.OPEN) return
    this.socket.send(text)
    this.written += text.length
    this.cutOffIfSlow()
  }

  /** Sends a subscription's datum: at once, or when there may be `more` in this turn, in one write with all of that. */
  sendDatum(id: string, message: Wire, more: boolean): void {
    if (this.socket.readyState !== WebSocket.OPEN) return
    if (more && !this.held) this.hold()
    const frame = frames.of(id, message)
    this.line.write(frame)
    this.written += frame.length
    this.cutOffIfSlow()
  }

  /** Ends a socket whose reader takes nothing for too long; call it every second or so. */
  checkStall(now: number): void {
    const taken = this.written - this.waiting
    if (this.waiting === 0 || taken !== this.progress) {
      this.progress = taken
      this.stalledSince = null
    } else if (this.stalledSince === null) this.stalledSince = now
    else if (now - this.stalledSince >= this.bounds.stall) this.socket.terminate()
  }

  /** Lets go what was held back for the end of the turn. */
  release(): void {
    this.held = false
    this.line.uncork()
  }

  private hold(): void {
    this.held = true
    this.line.cork()
    if (corked.length === 0) process.nextTick(flush)
    corked.push(this)
  }

  private cutOffIfSlow(): void {
    if (this.waiting > this.bounds.cutOff) this.socket.terminate()
  }
}
