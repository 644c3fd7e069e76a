import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage } from "node:http"

/** Ours alone: whatever a caller sends under this name is overwritten before Next sees the request. */
const peerHeader = "x-alphas-peer"

/**
 * Writes the address at the other end of the socket into each request. Next shows a route only the request's
 * headers, and `X-Forwarded-For` is whatever the caller says.
 */
export function notePeerAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    // Node documents the message of this channel as { request, response, socket, server }.
    const { request } = message as { request: IncomingMessage }
    request.headers[peerHeader] = request.socket.remoteAddress ?? ""
  })
}

/**
 * The caller's address. With `trustedProxies` proxies in front it is the entry of `X-Forwarded-For` that the
 * outermost of them wrote; with none that header is ignored.
 */
export function addressOf(headers: { get(name: string): string | null }, trustedProxies: number): string {
  const peer = (headers.get(peerHeader) ?? "").replace(/^::ffff:/, "")
  if (trustedProxies === 0) return peer
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim())
  return hops.at(-trustedProxies) || hops[0] || peer
}
