const loopback = ["localhost", "127.0.0.1"]

/** Where the socket is when nothing else is said; the same default as the environment's. */
const standard = "ws://localhost:3001"

/**
 * Where a page that was opened at `host` finds the socket. On a loopback the page's own spelling of this machine is
 * kept, for the browser sends a cookie only to the name that set it.
 */
export function socketUrl(host: string | null): string {
  const url = new URL(process.env.WS_URL || standard)
  const page = host === null ? null : new URL(`http://${host}`).hostname
  if (page !== null && loopback.includes(page) && loopback.includes(url.hostname)) url.hostname = page
  return url.toString().replace(/\/$/, "")
}

/** Every address that `socketUrl` may give. */
export function socketUrls(): string[] {
  const url = new URL(process.env.WS_URL || standard)
  if (!loopback.includes(url.hostname))
    return [url.origin === "null" ? url.toString() : `${url.protocol}//${url.host}`]
  return loopback.map((host) => `${url.protocol}//${host}${url.port === "" ? "" : `:${url.port}`}`)
}
