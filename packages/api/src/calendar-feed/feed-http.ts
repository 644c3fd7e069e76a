import { createHash } from "node:crypto"
import { writeCalendar } from "@alphas/documents/icalendar"
import { newId } from "@alphas/domain/ids"
import type { Services } from "../context"
import { withinPatience } from "../deadline"
import { isUnavailable } from "../error-shape"
import type { HttpRequest, HttpResponse } from "../http"
import { findFeed, readFeed } from "./feed"
import { secretOf } from "./feed-address"

/** A request for a calendar: `path` is what follows the mount point. */
export type FeedRequest = Pick<HttpRequest, "method" | "path" | "header" | "address">

/**
 * Answers a request for somebody's calendar by the secret in its path, which stands for the session: no cookie is
 * looked at, and nothing of the path is written down. A link that was renewed or removed, or whose person is disabled,
 * is not told from one that never was.
 */
export async function handleFeed(services: Services, request: FeedRequest): Promise<HttpResponse> {
  const requestId = newId()
  const answer = answerOf(request, requestId)
  if (request.method !== "GET" && request.method !== "HEAD") {
    return answer(405, "A calendar is read-only. Use GET.", [["allow", "GET, HEAD"]])
  }
  try {
    return await withinPatience("query", feed(services, request, answer))
  } catch (error) {
    if (isUnavailable(error)) {
      services.log.warn({ requestId, path: "calendar feed", err: error }, "database away")
      const text = "The database is not available. Try again in a moment."
      return answer(503, text, [["retry-after", "60"]])
    }
    services.log.error({ requestId, path: "calendar feed", err: error }, "call failed")
    return answer(500, `Something went wrong on our side. Tell an admin the request ID ${requestId}.`)
  }
}

type Answer = (status: number, text: string, also?: HttpResponse["headers"]) => HttpResponse

/** Whatever it is, nobody keeps it, and what it leads to does not hear where it was. */
const answerOf =
  ({ method }: FeedRequest, requestId: string): Answer =>
  (status, text, also = []) => ({
    status,
    headers: [
      ["content-type", `text/${status === 200 ? "calendar" : "plain"}; charset=utf-8`],
      ["cache-control", "private, no-cache"],
      ["referrer-policy", "no-referrer"],
      ["x-robots-tag", "noindex"],
      ["x-request-id", requestId],
      ...also,
    ],
    body: method === "HEAD" || status === 304 ? "" : text,
  })

async function feed(services: Services, request: FeedRequest, answer: Answer): Promise<HttpResponse> {
  const secret = secretOf(request.path)
  const found = secret === null ? null : await findFeed(services.db, secret)
  // Its own calls, not its owner's: whoever has got hold of a link locks nobody out of the pages.
  const id = found === null ? undefined : `calendar of ${found.viewer.id}`
  const limit = await services.auth.limits.general({ id, address: request.address })
  if (!limit.allowed) {
    const text = `Too many requests. Try again in ${limit.retryAfter} seconds.`
    return answer(429, text, [["retry-after", String(limit.retryAfter)]])
  }
  if (found === null) {
    const text =
      "This calendar does not exist. Its link may have been replaced or removed. Create a new one in your profile."
    return answer(404, text)
  }
  const text = writeCalendar(await readFeed(services.db, found, services.environment.WEB_URL))
  // Weak: the server may compress what it sends.
  const tag = `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`
  const same = matches(request.header("if-none-match"), tag)
  const headers: HttpResponse["headers"] = [
    ["etag", tag],
    ["content-disposition", 'inline; filename="alphas.ics"'],
  ]
  return answer(same ? 304 : 200, text, headers)
}

/** Whether an `If-None-Match` header names this tag, by weak comparison (RFC 9110, 13.1.2). */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  const opaque = (value: string) => value.trim().replace(/^W\//, "")
  return header.split(",").some((each) => each.trim() === "*" || opaque(each) === opaque(tag))
}
