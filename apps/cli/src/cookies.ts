/**
 * A `fetch` that keeps the cookies of the server it talks to, as a browser would: what signing in needs before there is
 * a token.
 */
export function fetchWithCookies(): typeof fetch {
  const jar = new Map<string, string>()
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    // The server takes a cookie only from a request that says it comes from the server's own pages.
    headers.set("sec-fetch-site", "same-origin")
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "))
    const response = await fetch(input, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";")
      const at = pair.indexOf("=")
      if (at > 0) jar.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim())
    }
    return response
  }
}
