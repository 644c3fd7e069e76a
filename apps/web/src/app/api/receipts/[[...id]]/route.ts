import { Readable } from "node:stream"
import { handleReceipt } from "@alphas/api/expenses/receipt-http"
import type { NextRequest } from "next/server"
import { addressOf } from "../../../../server/address"
import { services } from "../../../../server/services"

/** The mount of the bytes of receipts: hands the request to the same code that serves it in `apps/ws`. */
async function answer(
  request: NextRequest,
  { params }: { params: Promise<{ id?: string[] }> },
): Promise<Response> {
  const open = services()
  const { status, headers, body } = await handleReceipt(open, {
    method: request.method,
    path: ((await params).id ?? []).join("/"),
    query: request.nextUrl.searchParams,
    header: (name) => request.headers.get(name) ?? undefined,
    address: addressOf(request.headers, open.environment.TRUSTED_PROXIES),
    // Node's stream can be iterated; the browser's type of it does not say so.
    bytes: request.body as unknown as AsyncIterable<Uint8Array> | null,
    signal: request.signal,
  })
  // Node's type of a web stream and the browser's are the same thing, told twice.
  const sent = typeof body === "string" ? body : (Readable.toWeb(body) as unknown as ReadableStream)
  return new Response(sent, { status, headers: new Headers(headers) })
}

export { answer as GET, answer as POST }
export const dynamic = "force-dynamic"
