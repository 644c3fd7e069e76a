import { bodyLimit, textOf, tooLarge } from "@alphas/api/border"
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
  const response = await handleHttp(open, {
    method: request.method,
    path: (await params).trpc,
    query: request.nextUrl.searchParams,
    header: (name) => request.headers.get(name) ?? undefined,
    address: addressOf(request.headers, open.environment.TRUSTED_PROXIES),
    body: () => readBody(request),
    signal: request.signal,
  })
  return new Response(response.body, { status: response.status, headers: new Headers(response.headers) })
}

/** Reads the body as far as the border allows, whatever its Content-Length says. */
async function readBody(request: NextRequest): Promise<string> {
  if (request.body === null) return ""
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Node's stream can be iterated; the browser's type of it does not say so.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > bodyLimit) throw tooLarge()
    chunks.push(chunk)
  }
  return textOf(Buffer.concat(chunks))
}

export { answer as GET, answer as POST }
export const dynamic = "force-dynamic"
