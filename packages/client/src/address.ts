/** Where the API answers calls, and where its socket listens. */
export interface Addresses {
  http: string
  socket: string
}

/** The path under which every server of Alphas mounts the API. */
const mount = "/api/trpc"

/**
 * The addresses behind what a caller wrote: `https://alphas.example` stands for its `/api/trpc`, an address with a
 * path for itself, and a path alone (in a browser) for that path of the page's own server. The socket is at the same
 * place unless `wsUrl` says otherwise.
 *
 * @throws TypeError when one of them is not an address.
 */
export function addressesOf(url: string, wsUrl: string | undefined): Addresses {
  const http = parse(url, "url", ["http:", "https:"])
  if (http.pathname === "/") http.pathname = mount
  const socket =
    wsUrl === undefined ? new URL(http) : parse(wsUrl, "wsUrl", ["ws:", "wss:", "http:", "https:"])
  if (socket.protocol === "http:") socket.protocol = "ws:"
  if (socket.protocol === "https:") socket.protocol = "wss:"
  return { http: http.href, socket: socket.href }
}

function parse(text: string, option: string, protocols: string[]): URL {
  const base = typeof location === "undefined" ? undefined : location.href
  const parsed = URL.canParse(text, base) ? new URL(text, base) : null
  if (parsed === null || !protocols.includes(parsed.protocol)) {
    const wanted = protocols.map((protocol) => `${protocol}//`).join(" or ")
    throw new TypeError(
      `${option} is not an address: ${JSON.stringify(text)}. Write one that starts with ${wanted}.`,
    )
  }
  return parsed
}
