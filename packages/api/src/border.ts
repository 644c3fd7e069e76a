import type { Environment } from "@alphas/domain/environment"
import { Refusal } from "./refusal"

/** A header by its lower-case name. */
export type Headers = (name: string) => string | undefined

/** Bytes of a request's body at the most. */
export const bodyLimit = 1024 * 1024
/** The same for callers without a session, who have a form of a few fields to send. */
export const strangerBodyLimit = 8 * 1024
/** Calls in one batch at the most. */
export const batchLimit = 20

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"])

const originsAtMost = 100
const judged = new Map<string, boolean>()

/** Whether `origin` is where our pages live. On a loopback every spelling of this machine is the same place. */
function isOurs(origin: string, environment: Environment): boolean {
  const key = `${environment.WEB_URL} ${origin}`
  const known = judged.get(key)
  if (known !== undefined) return known
  const ours = isSameSite(origin, environment)
  if (origin.length <= 100 && judged.size < originsAtMost) judged.set(key, ours)
  return ours
}

function isSameSite(origin: string, environment: Environment): boolean {
  if (!URL.canParse(origin)) return false
  const [theirs, ours] = [new URL(origin), new URL(environment.WEB_URL)]
  if (theirs.origin === ours.origin) return true
  return (
    loopback.has(ours.hostname) &&
    loopback.has(theirs.hostname) &&
    theirs.port === ours.port &&
    theirs.protocol === ours.protocol
  )
}

/**
 * Why a request must not act with the cookie it carries: it comes from a page that is not ours. Null when it may.
 *
 * A browser says where a request comes from in `Origin` (every POST and every socket) and `Sec-Fetch-Site`; what
 * neither names and yet bears a cookie is refused when it writes. Requests with a bearer token and no cookie are not
 * checked, for no page can make a browser send one.
 */
export function foreignOrigin(headers: Headers, environment: Environment, writes: boolean): string | null {
  const origin = headers("origin")
  const site = headers("sec-fetch-site")
  const cookie = headers("cookie") !== undefined
  if (!cookie && headers("authorization") !== undefined) return null
  // The cookie of our pages never travels to another site, so whatever else such a request says is not to be believed.
  if (cookie && site === "cross-site") return "Requests from other sites are not allowed."
  if (origin !== undefined) {
    return isOurs(origin, environment)
      ? null
      : `Requests from ${origin.slice(0, 100)} are not allowed. Use ${environment.WEB_URL}.`
  }
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return "Requests from other sites are not allowed."
  if (cookie && writes && site !== "same-origin") {
    return "A request that uses a cookie to make changes needs an Origin header. In scripts, use an API token."
  }
  return null
}

/**
 * Throws unless the request may be answered.
 * @throws Refusal `foreign_origin`, `content_type`, `limit`.
 */
export function checkBorder(headers: Headers, environment: Environment, writes: boolean): void {
  const foreign = foreignOrigin(headers, environment, writes)
  if (foreign !== null) throw new Refusal("foreign_origin", foreign)
  if (writes && !/^application\/json(\s*;|$)/i.test(headers("content-type") ?? "")) {
    throw new Refusal("content_type", "Send JSON with Content-Type: application/json.")
  }
}

const tooLarge = (limit: number): Refusal =>
  new Refusal(
    "limit",
    limit < bodyLimit
      ? `Without a session, a request can be at most ${limit / 1024} KiB. Sign in first.`
      : `The request is larger than ${limit / 1024} KiB. Send it in smaller parts.`,
  )

/**
 * Reads a body as text, and stops reading at the limit, whatever the request says of its length.
 * @throws Refusal `limit` when it is larger, `invalid` when it is not UTF-8; what cannot be read is not guessed.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  headers: Headers,
  limit: number,
): Promise<string> {
  if (Number(headers("content-length") ?? 0) > limit) throw tooLarge(limit)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Refusal("invalid", "The request body is not valid UTF-8. Encode it as UTF-8.")
  }
}
