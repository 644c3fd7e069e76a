import { readBody } from "@alphas/api/border"
import { handleHttp } from "@alphas/api/http"
import type { NextRequest } from "next/server"
import { addressOf } from "../../../../server/address"
import { services } from "../../../../server/services"

/** The API's mount: hands the request to the same code that serves it in `apps/ws`. */
async function answer(
  request: NextRequest,
  { params }: { params: Promise<{ trpc: string }> },
): Promise<Response> {
  const open = services()
  const header = (name: string) => request.headers.get(name) ?? undefined
  // Node's stream can be iterated; the browser's type of it does not say so.
  const stream = request.body as unknown as AsyncIterable<Uint8Array> | null
  const response = await handleHttp(open, {
    method: request.method,
    path: (await params).trpc,
    query: request.nextUrl.searchParams,
    header,
    address: addressOf(request.headers, open.environment.TRUSTED_PROXIES),
    body: async (limit) => (stream === null ? "" : readBody(stream, header, limit)),
    signal: request.signal,
  })
  return new Response(response.body, { status: response.status, headers: new Headers(response.headers) })
}

export { answer as GET, answer as POST }
export const dynamic = "force-dynamic"
