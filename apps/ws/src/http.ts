import type { IncomingMessage, ServerResponse } from "node:http"
import { type Headers, readBody } from "@alphas/api/border"
import type { Services } from "@alphas/api/context"
import { bidFarewell } from "@alphas/api/farewell"
import { handleHttp } from "@alphas/api/http"

/** The path under which the web server mounts the API; here it is the same place as `/`. */
const mount = "/api/trpc/"

export const headerOf =
  (request: IncomingMessage): Headers =>
  (name) => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(", ") : value
  }

/** The caller's address. With `proxies` in front that we trust, the one that the outermost of these saw. */
export function addressOf(request: IncomingMessage, proxies: number): string {
  const remote = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "")
  if (proxies === 0) return remote
  const hops = (headerOf(request)("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim())
  return hops.at(-proxies) || remote
}

/** The path of a call below the mount point. */
export function procedureOf(pathname: string): string {
  const path = pathname.startsWith(mount) ? pathname.slice(mount.length) : pathname.slice(1)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Answers a call over HTTP, from node:http to the procedure without anything in between. */
export async function answerCall(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [pathname = "/", search = ""] = (request.url ?? "/").split("?", 2)
  const header = headerOf(request)
  const answer = await handleHttp(services, {
    method: request.method ?? "GET",
    path: procedureOf(pathname),
    query: new URLSearchParams(search),
    header,
    address: addressOf(request, services.environment.TRUSTED_PROXIES),
    body: (limit) => readBody(request.iterator({ destroyOnReturn: false }), header, limit),
  })
  const headers = answer.headers.flat()
  headers.push("content-length", String(Buffer.byteLength(answer.body)))
  // Whoever still sends what nobody reads is heard out for a moment, so that they can read why, and then cut off.
  if (!request.complete) headers.push("connection", "close")
  response.writeHead(answer.status, headers)
  response.end(answer.body)
  if (!request.complete) bidFarewell(request.socket)
}
