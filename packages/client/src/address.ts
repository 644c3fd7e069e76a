/** Where the API answers calls, and where its socket listens; null when the server has to be asked. */
export interface Addresses {
  http: string
  socket: string | null
}

/** The path under which every server of Alphas mounts the API. */
const mount = "/api/trpc"

/**
 * The addresses behind what a caller wrote: `https://alphas.example` stands for its `/api/trpc`, an address with a
 * path for itself, and a path alone (in a browser) for that path of the page's own server.
 *
 * @throws TypeError when one of them is not an address.
 */
export function addressesOf(url: string, wsUrl: string | undefined): Addresses {
  const http = parse(url, "url", ["http:", "https:"])
  if (http.pathname === "/") http.pathname = mount
  const socket = wsUrl === undefined ? null : parse(wsUrl, "wsUrl", ["ws:", "wss:", "http:", "https:"])
  return { http: http.href, socket: socket && asSocket(socket) }
}

function parse(text: string, option: string, protocols: string[]): URL {
  const base = typeof location === "undefined" ? undefined : location.href
  const parsed = URL.canParse(text, base) ? new URL(text, base) : null
  if (parsed === null || !protocols.includes(parsed.protocol)) {
    const wanted = protocols.map((protocol) => `${protocol}//`).join(" or ")
    throw new TypeError(
      `${option} is not an address: ${JSON.stringify(text)}. Use one that starts with ${wanted}.`,
    )
  }
  return parsed
}

function asSocket(url: URL): string {
  const socket = new URL(url)
  if (socket.protocol === "http:") socket.protocol = "ws:"
  if (socket.protocol === "https:") socket.protocol = "wss:"
  return socket.href
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"])

/**
 * Where the server whose API is at `http` has its sockets, which may be another process at another place. A server
 * that does not say has them at the same place.
 *
 * @throws when it cannot be reached.
 */
export async function askForSocket(
  http: string,
  fetching: (url: string) => Promise<Response>,
): Promise<string> {
  const response = await fetching(`${http.replace(/\/$/, "")}/session.state`)
  const answer = (await response.json()) as { result?: { data?: { socketUrl?: unknown } } } // checked below
  const told = answer.result?.data?.socketUrl
  const [here, there] = [new URL(http), new URL(typeof told === "string" && URL.canParse(told) ? told : http)]
  // A server that knows itself only by a name for "this machine" is reached by the name that reached it.
  if (loopback.has(there.hostname)) there.hostname = here.hostname
  return asSocket(there)
}
