import { clientImportRows, clientImports, clients } from "@alphas/db/schema/clients"
import {
  type ClientImport,
  type ClientImportRow,
  type CsvPiece,
  type ListImportRows,
  type ListImports,
  problemText,
  type RefusedRows,
} from "@alphas/domain/clients/import"
import { type ById, Id } from "@alphas/domain/ids"
import type { Page } from "@alphas/domain/paging"
import { and, asc, desc, eq, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"
import { csvPiece } from "./csv-piece"
import { type ImportRecord, showImport } from "./import-store"

/** Characters of a cell that a list of rows shows. */
const shownOfCell = 500
/** Refused rows of one piece, and characters of them at the most, unless the first row alone has more. */
const refusedAtMost = 1_000
const charactersAtMost = 2_000_000

async function readImport(ctx: SignedIn, id: string): Promise<ImportRecord> {
  const [row] = await ctx.db
    .select()
    .from(clientImports)
    .where(and(eq(clientImports.id, id), ctx.visible.clientImports()))
  if (row === undefined) throw notFound("import")
  return row
}

/** One's own import as it stands. @throws Refusal `not_found`. */
export const getImport = async ({ ctx, input }: QueryArgs<typeof ById>): Promise<ClientImport> =>
  showImport(await readImport(ctx, input.id))

/** One's own imports, the newest first. */
export async function listImports({
  ctx,
  input,
}: QueryArgs<typeof ListImports>): Promise<Page<ClientImport>> {
  const after = input.cursor ?? null
  if (after !== null && !Id.safeParse(after).success) throw notACursor()
  const rows = await ctx.db
    .select()
    .from(clientImports)
    .where(
      and(
        ctx.visible.clientImports(),
        after === null ? undefined : sql`${clientImports.id} < ${after}::uuid`,
      ),
    )
    .orderBy(desc(clientImports.id))
    .limit(input.limit + 1)
  const items = rows.slice(0, input.limit).map(showImport)
  return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null, total: null }
}

const notACursor = () => invalidField("cursor", "This is not a cursor of this list.")

/** The line that a cursor of rows names; 0 for the first page. */
function lineOf(cursor: string | null | undefined): number {
  if (cursor == null) return 0
  if (!/^\d{1,9}$/.test(cursor)) throw notACursor()
  return Number(cursor)
}

/** Rows of the file in its order, with what becomes of them; all of them or those of one outcome. */
export async function listImportRows({
  ctx,
  input,
}: QueryArgs<typeof ListImportRows>): Promise<Page<ClientImportRow>> {
  await readImport(ctx, input.id)
  // The ids of clients that the person may no longer see, or that were undone, are not told.
  const seen = ctx.visible.clients("clients.read")
  const clientOf = (column: typeof clientImportRows.clientId | typeof clientImportRows.duplicateOf) =>
    sql<{ id: string; name: string } | null>`(
      select json_build_object('id', ${clients.id}, 'name', ${clients.name})
      from ${clients} where ${clients.id} = ${column} and ${seen})`
  const rows = await ctx.db
    .select({
      line: clientImportRows.line,
      values: sql<string[]>`array(
        select left(cell, ${shownOfCell}) from unnest(${clientImportRows.values}) with ordinality as given (cell, at) order by at)`,
      outcome: clientImportRows.outcome,
      problems: clientImportRows.problems,
      duplicateOf: clientOf(clientImportRows.duplicateOf),
      duplicateOfLine: clientImportRows.duplicateOfLine,
      client: clientOf(clientImportRows.clientId),
    })
    .from(clientImportRows)
    .where(
      and(
        eq(clientImportRows.importId, input.id),
        sql`${clientImportRows.line} > ${lineOf(input.cursor)}`,
        input.outcome ? eq(clientImportRows.outcome, input.outcome) : undefined,
        ctx.visible.clientImportRows(),
      ),
    )
    .orderBy(asc(clientImportRows.line))
    .limit(input.limit + 1)
  const items = rows.slice(0, input.limit).map(({ client, problems, ...row }) => ({
    ...row,
    problems: problems ?? {},
    clientId: client?.id ?? null,
  }))
  const last = rows.length > input.limit ? items.at(-1) : undefined
  return { items, nextCursor: last === undefined ? null : String(last.line), total: null }
}

/**
 * One piece of a CSV file of the refused rows as they came, with the line and the reason beside them: to be corrected
 * and imported again, which leaves the two columns out by itself.
 */
export async function refusedRows({ ctx, input }: QueryArgs<typeof RefusedRows>): Promise<CsvPiece> {
  const { header } = await readImport(ctx, input.id)
  const rows = await ctx.db.execute<
    Record<string, unknown> & {
      line: number
      values: string[]
      problems: Record<string, string> | null
      total: number
    }
  >(sql`
    select line, "values", problems from (
      select line, "values", problems, size, row_number() over (order by line) as number,
        sum(size) over (order by line) as total
      from (
        select * from ${clientImportRows}
        where ${clientImportRows.importId} = ${input.id} and ${clientImportRows.outcome} = 'refused'
          and ${clientImportRows.line} > ${lineOf(input.cursor)} and ${ctx.visible.clientImportRows()}
        order by line limit ${refusedAtMost}
      ) as next
    ) as measured
    where total <= ${charactersAtMost} or number = 1
    order by line`)
  const columns = header ?? []
  const lines = [...rows].map(({ line, values, problems }) => [
    ...columns.map((_, column) => values[column] ?? ""),
    String(line),
    problemText(problems ?? {}),
  ])
  const last = [...rows].at(-1)
  return {
    csv: await csvPiece([...columns, "Line", "Problem"], lines, input.cursor == null),
    // A piece that is not full may have been cut by its size: the next one is then the last, and empty.
    nextCursor: last === undefined ? null : String(last.line),
  }
}
