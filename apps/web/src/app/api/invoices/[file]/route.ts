import { handleInvoiceFile } from "@alphas/api/invoices/file-http"
import type { NextRequest } from "next/server"
import { addressOf } from "../../../../server/address"
import { services } from "../../../../server/services"

/** The mount of invoices as files: hands the request to the same code that serves it in `apps/ws`. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const open = services()
  const { status, headers, body } = await handleInvoiceFile(open, {
    method: request.method,
    path: (await params).file,
    header: (name) => request.headers.get(name) ?? undefined,
    address: addressOf(request.headers, open.environment.TRUSTED_PROXIES),
    signal: request.signal,
  })
  const sent = typeof body === "string" ? body : new Uint8Array(body)
  return new Response(sent, { status, headers: new Headers(headers) })
}

export const dynamic = "force-dynamic"
