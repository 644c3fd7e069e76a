import { once } from "node:events"
import { connect, type Socket } from "node:net"

const usual = new Set(["localhost", "127.0.0.1", "::1", "[::1]"])

/**
 * Options for `postgres` under which what is written to a server on this machine is sent at once. The driver ends a COPY
 * with two short packets; Nagle's algorithm holds each until the server acknowledges what came before, which the server
 * puts off for 40 ms, so a COPY of ten rows takes 90. Elsewhere the driver connects as it always does, for it knows
 * about certificates, several hosts and sockets in the file system.
 */
export function promptSocket(databaseUrl: string): { socket?: () => Promise<Socket> } {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null
  const secure =
    ["ssl", "sslmode", "host"].some((name) => url?.searchParams.has(name)) || process.env.PGSSLMODE
  if (url === null || !usual.has(url.hostname) || secure) return {}
  const host = url.hostname.replace(/^\[|\]$/g, "")
  const port = Number(url.port || process.env.PGPORT || 5432)
  return {
    async socket() {
      const socket = connect({ host, port, noDelay: true })
      await once(socket, "connect")
      return socket
    },
  }
}
