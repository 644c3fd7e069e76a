import { once } from "node:events"
import { Agent, request } from "node:http"
import { WebSocket } from "ws"
import { foreign } from "./oracle"

/** Headers by name; several of the same name as a list. */
export type Headers = Record<string, string | string[] | undefined>

export interface Answer {
  status: number
  body: unknown
  /** Headers by which a page elsewhere would be allowed to send or to read more. */
  opens: string[]
}

const agent = new Agent({ keepAlive: true })

/** Sends one HTTP request with exactly these headers. */
export function send(
  port: number,
  method: string,
  path: string,
  headers: Headers,
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }
    const call = request({ port, host: "127.0.0.1", agent, method, path, headers: { ...given, ...length } })
    call.on("response", (response) => {
      let text = ""
      response.setEncoding("utf8")
      response.on("data", (chunk: string) => {
        text += chunk
      })
      response.on("end", () => {
        const opens = Object.keys(response.headers).filter((name) => name.startsWith("access-control-"))
        resolve({ status: response.statusCode ?? 0, body: parsed(text), opens })
      })
    })
    call.on("error", reject)
    call.end(body)
  })
}

/** Opens a socket and makes one call; the status of the refusal when it is not opened. */
export async function callOverSocket(
  port: number,
  call: { path: string; input: unknown },
  headers: Headers,
  params?: Record<string, unknown>,
): Promise<Answer> {
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  const query = params === undefined ? "" : "?connectionParams=1"
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/trpc${query}`, {
    headers: given as Headers & object,
  })
  const refused = new Promise<Answer>((resolve) => {
    socket.on("unexpected-response", (_request, response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, body: { error: "not opened" }, opens: [] })
    })
  })
  socket.on("error", () => undefined) // told by what is awaited
  const opened = once(socket, "open").then(async () => {
    const answer = once(socket, "message")
    if (params !== undefined) socket.send(JSON.stringify({ method: "connectionParams", data: params }))
    socket.send(JSON.stringify({ id: 1, method: "mutation", params: call }))
    const [data] = await answer
    const body = parsed(String(data))
    return { status: reasonOf(body) === null ? 200 : 400, body, opens: [] }
  })
  const answer = await Promise.race([refused, opened])
  socket.terminate()
  return answer
}

/** The stable reason of a refusal, of the last call in a batch; null for an answer. */
export function reasonOf(body: unknown): string | null {
  const last: unknown = Array.isArray(body) ? body.at(-1) : body
  if (typeof last !== "object" || last === null || !("error" in last)) return null
  // The product's own error shape; anything else is a refusal without a reason.
  const error = last.error as { data?: { reason?: string; code?: string } } | string
  return typeof error === "string" ? error : (error.data?.reason ?? error.data?.code ?? "without a reason")
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { error: text.slice(0, 200) }
  }
}

/** What a browser asks before it lets a page elsewhere send JSON. */
export const preflight: Headers = {
  origin: foreign,
  "access-control-request-method": "POST",
  "access-control-request-headers": "content-type",
}
