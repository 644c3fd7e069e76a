import { handleFeed } from "@alphas/api/calendar-feed/feed-http"
import type { NextRequest } from "next/server"
import { addressOf } from "../../../../server/address"
import { services } from "../../../../server/services"

/** The mount of the calendars behind secret links. */
async function answer(
  request: NextRequest,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const open = services()
  const response = await handleFeed(open, {
    method: request.method,
    path: (await params).file,
    header: (name) => request.headers.get(name) ?? undefined,
    address: addressOf(request.headers, open.environment.TRUSTED_PROXIES),
  })
  // What has no body must not have an empty one.
  return new Response(response.body === "" ? null : response.body, {
    status: response.status,
    headers: new Headers(response.headers),
  })
}

export { answer as DELETE, answer as GET, answer as HEAD, answer as PATCH, answer as POST, answer as PUT }
export const dynamic = "force-dynamic"
