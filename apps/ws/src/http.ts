import type { IncomingMessage, ServerResponse } from "node:http"
import { pipeline } from "node:stream/promises"
import { type Headers, readBody } from "@alphas/api/border"
import type { Services } from "@alphas/api/context"
import { handleReceipt } from "@alphas/api/expenses/receipt-http"
import { bidFarewell } from "@alphas/api/farewell"
import { handleHttp } from "@alphas/api/http"
import { handleInvoiceFile } from "@alphas/api/invoices/file-http"

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

const receiptMount = "/api/receipts"

/** Whether a request is for the bytes of a receipt. */
export const isOfReceipts = (url: string | undefined): boolean => /^\/api\/receipts(?=[/?]|$)/.test(url ?? "")

/** Takes or gives the bytes of a receipt, as they come. */
export async function answerReceipt(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [pathname = "/", search = ""] = (request.url ?? "/").split("?", 2)
  const { status, headers, body } = await handleReceipt(services, {
    method: request.method ?? "GET",
    path: pathname.slice(receiptMount.length + 1),
    query: new URLSearchParams(search),
    header: headerOf(request),
    address: addressOf(request, services.environment.TRUSTED_PROXIES),
    bytes: request.iterator({ destroyOnReturn: false }),
  })
  const flat = headers.flat()
  if (!request.complete) flat.push("connection", "close")
  response.writeHead(status, flat)
  if (typeof body === "string") response.end(body)
  else await pipeline(body, response)
  if (!request.complete) bidFarewell(request.socket)
}

const invoiceMount = "/api/invoices/"

/** Whether a request is for an invoice as a file. */
export const isOfInvoices = (url: string | undefined): boolean => url?.startsWith(invoiceMount) === true

/** Gives an invoice as PDF or XML. */
export async function answerInvoiceFile(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [pathname = "/"] = (request.url ?? "/").split("?", 1)
  const { status, headers, body } = await handleInvoiceFile(services, {
    method: request.method ?? "GET",
    path: pathname.slice(invoiceMount.length),
    header: headerOf(request),
    address: addressOf(request, services.environment.TRUSTED_PROXIES),
  })
  const flat = headers.flat()
  if (!request.complete) flat.push("connection", "close")
  response.writeHead(status, flat)
  response.end(body)
  if (!request.complete) bidFarewell(request.socket)
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
