import { STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"

/** Milliseconds for which a line that was told to go is still listened to. */
const patience = 500

/**
 * Lets go of a line to which the last word has been written. It is not cut at once, for a reset would overtake the
 * answer at somebody who still sends; and it does not wait for the other side, who may never hang up.
 */
export function bidFarewell(line: Duplex): void {
  const timer = setTimeout(() => line.destroy(), patience)
  line.once("end", () => line.destroy())
  line.once("close", () => clearTimeout(timer))
  line.resume()
}

/** Answers in HTTP what gets no other answer on this line, and lets go of it. */
export function refuse(line: Duplex, status: number, message: string): void {
  const body = JSON.stringify({ error: { message } })
  line.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  bidFarewell(line)
}
