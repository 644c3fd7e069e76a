import { Id } from "@alphas/domain/ids"
import { attachmentHeaders } from "../attachment"
import { foreignOrigin } from "../border"
import type { Services } from "../context"
import { admitCalls, contextOf, failed, type HttpRequest, type HttpResponse } from "../http"
import { notFound, Refusal } from "../refusal"
import { authorize } from "../trpc"
import { type InvoiceFormat, invoiceFile, invoiceFormats } from "./file"
import { readInvoice } from "./read"

/** A request for a document as a file: `path` is its id and format, such as `…c0ffee.pdf`. */
export type InvoiceFileRequest = Omit<HttpRequest, "body" | "query">

/** The same as any other answer, but its body may be bytes. */
export type InvoiceFileResponse = Omit<HttpResponse, "body"> & { body: string | Uint8Array }

/**
 * Gives an invoice or credit note as PDF or XML, to be saved, to whoever may read it. The border, the session, the limits
 * and the visibility are those of any other call.
 */
export async function handleInvoiceFile(
  services: Services,
  request: InvoiceFileRequest,
): Promise<InvoiceFileResponse> {
  const base = contextOf(services, request)
  try {
    if (request.method !== "GET") throw new Refusal("content_type", "A document can only be read: use GET.")
    const foreign = foreignOrigin(request.header, services.environment, false)
    if (foreign !== null) throw new Refusal("foreign_origin", foreign)
    const identity = await services.auth.identify({
      cookies: base.cookies,
      authorization: request.header("authorization") ?? null,
    })
    await admitCalls(services, identity, request.address, 1)
    const ctx = authorize({ ...base, identity }, "invoices.read", false)
    const asked = askedFor(request.path)
    if (asked === null) throw notFound("invoice")
    const { name, type, bytes } = await invoiceFile(await readInvoice(ctx, ctx.db, asked.id), asked.format)
    return {
      status: 200,
      headers: attachmentHeaders({ name, type, size: bytes.byteLength, requestId: ctx.requestId }),
      body: bytes,
    }
  } catch (error) {
    return failed(base, error, "invoices")
  }
}

function askedFor(path: string): { id: string; format: InvoiceFormat } | null {
  const [id, ending, ...more] = path.split(".")
  const format = invoiceFormats.find((each) => each === ending)
  const parsed = Id.safeParse(id)
  return parsed.success && format !== undefined && more.length === 0 ? { id: parsed.data, format } : null
}
