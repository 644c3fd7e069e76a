import { clientImportChunks, clientImportKeys, clientImports } from "@alphas/db/schema/clients"
import { importLabels } from "@alphas/domain/clients/csv"
import {
  type AppendImport,
  type CheckImport,
  type ClientImport,
  cannotFollow,
  type FinishUpload,
  importLimits,
  type StartImport,
} from "@alphas/domain/clients/import"
import { type ById, newId } from "@alphas/domain/ids"
import { and, eq, sql } from "drizzle-orm"
import { invalidField, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { forgetFile, lockImport, showImport, stepTo } from "./import-store"

/**
 * Begins an import; the file follows in pieces.
 * @throws Refusal `limit` when too many files of theirs are half uploaded.
 */
export async function startImport({ ctx, input }: MutationArgs<typeof StartImport>): Promise<ClientImport> {
  const userId = ctx.identity.viewer.id
  // One after the other, so that two do not take the last place.
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`)
  const [half] = await ctx.tx
    .select({ count: sql<number>`count(*)::int` })
    .from(clientImports)
    .where(and(ctx.visible.clientImports(), eq(clientImports.state, "uploading")))
  if (half !== undefined && half.count >= importLimits.uploading) {
    throw new Refusal(
      "limit",
      `You have ${half.count} unfinished uploads. Finish or cancel one of them first.`,
    )
  }
  const id = newId()
  const [row] = await ctx.tx
    .insert(clientImports)
    .values({ id, userId, fileName: input.fileName })
    .returning()
  if (row === undefined) throw new Error("The insert returned no row.")
  ctx.record({ entity: "client_import", id, people: [userId], fields: { fileName: { after: row.fileName } } })
  return showImport(row)
}

/** Takes one piece of the file. Sent again it takes the place of the first, so a lost answer does no harm. */
export async function appendImport({
  ctx,
  input,
}: MutationArgs<typeof AppendImport>): Promise<{ index: number; bytes: number }> {
  const row = await lockImport(ctx, input.id)
  if (row.state !== "uploading") {
    throw new Refusal("workflow", "This file is already uploaded. Start a new import for another file.")
  }
  const content = Buffer.from(input.content, "base64")
  if (content.length > importLimits.piece) throw invalidField("content", "A part can be at most 512 KiB.")
  await ctx.tx
    .insert(clientImportChunks)
    .values({ importId: row.id, index: input.index, content })
    .onConflictDoUpdate({
      target: [clientImportChunks.importId, clientImportChunks.index],
      set: { content },
    })
  return { index: input.index, bytes: content.length }
}

/** Ends the upload and has the file read. @throws Refusal `invalid` that names the pieces that have not arrived. */
export async function finishUpload({ ctx, input }: MutationArgs<typeof FinishUpload>): Promise<ClientImport> {
  const row = await lockImport(ctx, input.id)
  if (row.state !== "uploading") throw new Refusal("workflow", cannotFollow(row.state, "reading"))
  const arrived = await ctx.tx
    .select({ index: clientImportChunks.index, bytes: sql<number>`length(${clientImportChunks.content})` })
    .from(clientImportChunks)
    .where(and(eq(clientImportChunks.importId, row.id), ctx.visible.clientImportChunks()))
  const here = new Set(arrived.map((piece) => piece.index))
  const missing = Array.from({ length: input.pieces }, (_, index) => index).filter(
    (index) => !here.has(index),
  )
  if (missing.length > 0) {
    throw invalidField(
      "pieces",
      `These parts of the file are missing: ${missing.slice(0, 10).join(", ")}${missing.length > 10 ? " and more" : ""}. Send them again.`,
    )
  }
  if (here.size > input.pieces) {
    throw invalidField(
      "pieces",
      `The server has ${here.size} parts of the file, not ${input.pieces}. Start a new import.`,
    )
  }
  const bytesTotal = arrived.reduce((sum, piece) => sum + piece.bytes, 0)
  const saved = await stepTo(ctx, row, "reading", { bytesTotal })
  await ctx.services.jobs.enqueue(ctx.tx, "clients.import.read", { importId: row.id })
  return showImport(saved)
}

/** Says which column holds what and has every row looked at; nothing is created yet. Can be done again. */
export async function checkImport({ ctx, input }: MutationArgs<typeof CheckImport>): Promise<ClientImport> {
  const row = await lockImport(ctx, input.id)
  // Without a header the file has not been read yet, which the step itself says.
  const width = row.header?.length ?? Number.POSITIVE_INFINITY
  for (const field of Object.keys(input.mapping) as (keyof typeof input.mapping)[]) {
    // the keys of the schema
    if ((input.mapping[field] ?? 0) >= width) {
      throw invalidField(
        `mapping.${field}`,
        `${importLabels[field]}: the file has ${width} columns, counted from 0.`,
      )
    }
  }
  const saved = await stepTo(ctx, row, "checking", {
    mapping: input.mapping,
    duplicates: input.duplicates,
    rowsNew: 0,
    rowsDuplicate: 0,
    rowsRefused: 0,
  })
  await ctx.tx.delete(clientImportKeys).where(eq(clientImportKeys.importId, row.id))
  await ctx.services.jobs.enqueue(ctx.tx, "clients.import.check", { importId: row.id })
  return showImport(saved)
}

/** Has the clients created that the check has shown. */
export async function runImport({ ctx, input }: MutationArgs<typeof ById>): Promise<ClientImport> {
  const saved = await stepTo(ctx, await lockImport(ctx, input.id), "importing")
  await ctx.services.jobs.enqueue(ctx.tx, "clients.import.apply", { importId: saved.id })
  return showImport(saved)
}

/** Has the clients of an import removed that nobody has worked on since. */
export async function undoImport({ ctx, input }: MutationArgs<typeof ById>): Promise<ClientImport> {
  const row = await lockImport(ctx, input.id)
  if (row.state === "failed" && row.rowsCreated === 0) {
    throw new Refusal("workflow", "This import created no clients, so there is nothing to undo.")
  }
  if (row.state === "importing") {
    throw new Refusal("workflow", "This import is running. Cancel it to undo what it has created so far.")
  }
  const saved = await stepTo(ctx, row, "undoing", { rowsKept: 0 })
  await ctx.services.jobs.enqueue(ctx.tx, "clients.import.undo", { importId: row.id })
  return showImport(saved)
}

/** Stops an import. Before it has created anything its file is forgotten; after that, what it has created is undone. */
export async function cancelImport({ ctx, input }: MutationArgs<typeof ById>): Promise<ClientImport> {
  const row = await lockImport(ctx, input.id)
  if (row.state === "importing") {
    const saved = await stepTo(ctx, row, "undoing", { rowsKept: 0 })
    await ctx.services.jobs.enqueue(ctx.tx, "clients.import.undo", { importId: row.id })
    return showImport(saved)
  }
  const saved = await stepTo(ctx, row, "cancelled")
  await forgetFile(ctx, row.id)
  return showImport(saved)
}
