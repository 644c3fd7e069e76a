import type { IncomingMessage, ServerResponse } from "node:http"
import { bodyLimit, type Headers, textOf, tooLarge } from "@alphas/api/border"
import type { Services } from "@alphas/api/context"
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
  const answer = await handleHttp(services, {
    method: request.method ?? "GET",
    path: procedureOf(pathname),
    query: new URLSearchParams(search),
    header: headerOf(request),
    address: addressOf(request, services.environment.TRUSTED_PROXIES),
    body: () => readBody(request),
  })
  const headers = answer.headers.flat()
  headers.push("content-length", String(Buffer.byteLength(answer.body)))
  response.writeHead(answer.status, headers)
  response.end(answer.body)
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on("data", (chunk: Buffer) => {
      length += chunk.length
      if (length <= bodyLimit) chunks.push(chunk)
      else reject(tooLarge())
    })
    request.on("end", () => {
      try {
        resolve(textOf(Buffer.concat(chunks)))
      } catch (error) {
        reject(error)
      }
    })
    request.on("error", reject)
  })
}
