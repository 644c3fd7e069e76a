import { subscribe } from "node:diagnostics_channel"
import { type IncomingMessage, Server } from "node:http"
import type { Duplex } from "node:stream"
import { refuse } from "@alphas/api/farewell"

/** Milliseconds that a request's head, and a whole request, may take to come in. */
const [headTime, requestTime] = [10_000, 60_000]

/**
 * Bounds what a line to this server may cost. Next leaves a request for a socket alone for ever, in case another program
 * answers it; nobody does, so it is refused here.
 */
export function guardLines(): void {
  const guarded = new WeakSet<Server>()
  subscribe("net.server.socket", (message) => {
    // Node documents the message of this channel as { socket }, and sets the socket's server before.
    const { server } = (message as { socket: { server?: unknown } }).socket
    if (!(server instanceof Server) || guarded.has(server)) return
    guarded.add(server)
    server.headersTimeout = headTime
    server.requestTimeout = requestTime
    server.removeAllListeners("upgrade")
    server.on("upgrade", (_request: IncomingMessage, line: Duplex) => {
      line.on("error", () => line.destroy())
      refuse(line, 404, "There is no socket here.")
    })
  })
}
