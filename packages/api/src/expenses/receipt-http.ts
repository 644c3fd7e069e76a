import type { Readable } from "node:stream"
import { receipts } from "@alphas/db/schema/expenses"
import {
  mostReceipts,
  type Receipt,
  ReceiptName,
  receiptLimit,
  receiptProblem,
  signatureLength,
  typeByName,
} from "@alphas/domain/expenses/receipt"
import { Id, newId } from "@alphas/domain/ids"
import type { Permission } from "@alphas/domain/permissions"
import { and, eq, isNull, sql } from "drizzle-orm"
import { attachmentHeaders } from "../attachment"
import { foreignOrigin } from "../border"
import type { Services, SignedIn } from "../context"
import { admitCalls, contextOf, failed, type HttpRequest, type HttpResponse } from "../http"
import { notFound, Refusal } from "../refusal"
import { authorize } from "../trpc"
import { lockBytes, removeLost } from "./receipt-store"

/** A request for the bytes of a receipt: `path` is what follows the mount point, empty for an upload. */
export interface ReceiptRequest extends Omit<HttpRequest, "body"> {
  bytes: AsyncIterable<Uint8Array> | null
}

/** The same as any other answer, but its body may be as long as a file. */
export type ReceiptResponse = Omit<HttpResponse, "body"> & { body: string | Readable }

/** Uploads of one person that hang on no expense, at the most. */
const mostUploads = 2 * mostReceipts

/**
 * Takes and gives the bytes of receipts: `POST` with the file as the body and its name in `?name=`, which answers the
 * receipt to be named in `expenses.create` or `expenses.receipts.attach`; `GET` with its id. The border, the session, the
 * limits and the permissions are those of any other call.
 */
export async function handleReceipt(services: Services, request: ReceiptRequest): Promise<ReceiptResponse> {
  const base = contextOf(services, request)
  try {
    const writes = request.method === "POST"
    if (!writes && request.method !== "GET")
      throw new Refusal("content_type", "Use GET to read and POST to add a receipt.")
    const foreign = foreignOrigin(request.header, services.environment, writes)
    if (foreign !== null) throw new Refusal("foreign_origin", foreign)
    // A form of another site can send text and multipart without being asked, but not this.
    if (writes && request.header("content-type") !== "application/octet-stream")
      throw new Refusal("content_type", "Send the file itself, with Content-Type: application/octet-stream.")
    const identity = await services.auth.identify({
      cookies: base.cookies,
      authorization: request.header("authorization") ?? null,
    })
    await admitCalls(services, identity, request.address, 1)
    const permission: Permission = writes ? "expenses.own" : "expenses.read"
    const ctx = authorize({ ...base, identity }, permission, writes)
    return writes ? await upload(ctx, request) : await download(ctx, request.path)
  } catch (error) {
    return failed(base, error, "receipts")
  }
}

async function upload(ctx: SignedIn, { query, header, bytes }: ReceiptRequest): Promise<ReceiptResponse> {
  const parsed = ReceiptName.safeParse(query.get("name") ?? "")
  if (!parsed.success) throw wrong(parsed.error.issues[0]?.message ?? "Say what the file is called.")
  const name = parsed.data
  if (Number(header("content-length") ?? 0) > receiptLimit) throw tooLarge()
  await checkRoom(ctx)
  const incoming = await ctx.services.files.put(checked(name, bytes ?? nothing()))
  try {
    const receipt = await ctx.db.transaction(async (tx) => {
      await lockBytes(tx, incoming.sha256)
      await incoming.keep()
      const [row] = await tx
        .insert(receipts)
        .values({
          ...{ id: newId(), name, size: incoming.size, sha256: incoming.sha256 },
          type: typeByName(name) ?? "application/pdf",
          addedBy: ctx.identity.viewer.id,
        })
        .returning()
      if (row === undefined) throw new Error("The insert returned no row.")
      const { id, type, size, addedAt } = row
      return { id, name, type, size, addedAt } satisfies Receipt
    })
    return { status: 200, headers: plain(ctx.requestId), body: JSON.stringify(receipt) }
  } catch (error) {
    // What was refused or could not be written leaves nothing; if that fails too, the first reason is told.
    await removeLost(ctx.db, ctx.services.files, incoming.sha256).catch(() => undefined)
    throw error
  } finally {
    await incoming.discard()
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** @throws Refusal `limit` when the person has many uploads that hang on nothing. */
async function checkRoom(ctx: SignedIn): Promise<void> {
  const [{ count } = { count: 0 }] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(receipts)
    .where(
      and(
        isNull(receipts.expenseId),
        eq(receipts.addedBy, ctx.identity.viewer.id),
        ctx.visible.receipts("expenses.own"),
      ),
    )
  if (count >= mostUploads)
    throw new Refusal(
      "limit",
      `You have uploaded ${mostUploads} receipts that belong to no expense. Use them, or wait a day until they are removed.`,
    )
}

/**
 * The bytes of a file that is a receipt, as they come. @throws Refusal `invalid` as soon as it is seen to be none,
 * `limit` when it is too large.
 */
async function* checked(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head = new Uint8Array()
  let size = 0
  let known = false
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > receiptLimit) throw tooLarge()
    if (known) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.byteLength < signatureLength) continue
    refuseOther(name, head)
    known = true
    yield head
  }
  if (known) return
  if (size === 0) throw wrong("This file is empty. Choose another one.")
  refuseOther(name, head)
  yield head
}

function refuseOther(name: string, head: Uint8Array): void {
  const problem = receiptProblem(name, head.subarray(0, signatureLength))
  if (problem !== null) throw wrong(problem)
}

const wrong = (sentence: string) => new Refusal("invalid", sentence, { fields: { receipt: [sentence] } })
const tooLarge = () =>
  new Refusal("limit", `A receipt has at most ${receiptLimit / 1024 / 1024} MB. Choose a smaller file.`)

/** The bytes of a receipt, to be saved and never shown as a page, to whoever sees its expense. */
async function download(ctx: SignedIn, path: string): Promise<ReceiptResponse> {
  const id = Id.safeParse(path)
  if (!id.success) throw notFound("receipt")
  const [receipt] = await ctx.db
    .select({ name: receipts.name, type: receipts.type, sha256: receipts.sha256 })
    .from(receipts)
    .where(and(eq(receipts.id, id.data), ctx.visible.receipts("expenses.read")))
  if (receipt === undefined) throw notFound("receipt")
  const found = await ctx.services.files.get(receipt.sha256)
  if (found === null) {
    ctx.services.log.error({ requestId: ctx.requestId, sha256: receipt.sha256 }, "bytes are missing")
    throw new Refusal("not_found", "The file of this receipt is missing. Upload it again.")
  }
  return {
    status: 200,
    // The bytes of an id never change; who may see them does.
    headers: attachmentHeaders({ ...receipt, size: found.size, requestId: ctx.requestId }),
    body: found.stream(),
  }
}

const plain = (requestId: string): HttpResponse["headers"] => [
  ["content-type", "application/json"],
  ["cache-control", "no-store"],
  ["x-request-id", requestId],
]
