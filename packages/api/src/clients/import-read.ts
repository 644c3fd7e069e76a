import { isoInstant } from "@alphas/db/columns"
import { byId, byNumber } from "@alphas/db/keyset"
import { clientImportRows, clientImports, clients } from "@alphas/db/schema/clients"
import { type Viewer, visible } from "@alphas/db/visible"
import {
  type ClientImport,
  type ClientImportRow,
  type CsvPiece,
  type ListImportRows,
  type ListImports,
  problemText,
  type RefusedRows,
} from "@alphas/domain/clients/import"
import type { ById } from "@alphas/domain/ids"
import type { Page } from "@alphas/domain/paging"
import { and, eq, type SQL, sql } from "drizzle-orm"
import type * as z from "zod"
import type { SignedIn } from "../context"
import { List } from "../list"
import { shown } from "../list-declaration"
import { equalTo } from "../list-filters"
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

const imports = new List<ImportRecord, ClientImport, object, "newest">({
  table: clientImports,
  permission: "clients.import",
  visible: "clientImports",
  unique: byId(sql`${clientImports.id}`),
  sorts: { newest: [] },
  filters: {},
  columns: () => ({
    ...shown(
      clientImports,
      "id",
      "userId",
      "fileName",
      "state",
      "problem",
      "encoding",
      "delimiter",
      "header",
    ),
    ...shown(
      clientImports,
      "mapping",
      "duplicates",
      "bytesTotal",
      "bytesRead",
      "rowsTotal",
      "lineDone",
      "rowsDone",
    ),
    ...shown(
      clientImports,
      "rowsNew",
      "rowsDuplicate",
      "rowsRefused",
      "rowsCreated",
      "rowsKept",
      "createdAt",
    ),
    ...shown(clientImports, "updatedAt", "version"),
  }),
  toRow: (found) =>
    showImport({ ...found, createdAt: isoInstant(found.createdAt), updatedAt: isoInstant(found.updatedAt) }),
})

/** One's own imports, the newest first. */
export const listImports = ({ ctx, input }: QueryArgs<typeof ListImports>): Promise<Page<ClientImport>> =>
  imports.page(ctx.services, ctx.identity.viewer, {
    ...input,
    filters: {},
    sort: "newest",
    direction: "desc",
  })

/** The clients that a row became, or looks like: what the person may no longer see, or what was undone, is not told. */
const clientOf = (eyes: Viewer, id: SQL): SQL => sql`(
  select json_build_object('id', ${clients.id}, 'name', ${clients.name})
  from ${clients} where ${clients.id} = ${id} and ${visible.clients(eyes, "clients.read")})`

type FoundRow = Omit<ClientImportRow, "clientId" | "problems">
interface AsideOfRow {
  problems: Record<string, string> | null
  client: { id: string } | null
}

type RowFilters = Pick<z.output<typeof ListImportRows>, "id" | "outcome">

const importRows = new List<FoundRow, ClientImportRow, RowFilters, "file", AsideOfRow>({
  table: clientImportRows,
  permission: "clients.import",
  visible: "clientImportRows",
  unique: byNumber(sql`${clientImportRows.line}`, "int4"),
  sorts: { file: [] },
  filters: {
    id: equalTo(clientImportRows.importId, "uuid"),
    outcome: equalTo(clientImportRows.outcome, "text"),
  },
  columns: (eyes) => ({
    ...shown(clientImportRows, "line", "outcome", "duplicateOfLine"),
    values: sql`array(
      select left(cell, ${sql.raw(String(shownOfCell))}) from unnest(page.values) with ordinality as given (cell, at) order by at)`,
    duplicateOf: clientOf(eyes, sql`page.duplicate_of`),
  }),
  aside: (eyes) => ({
    ...shown(clientImportRows, "problems"),
    client: clientOf(eyes, sql`page.client_id`),
  }),
  toRow: (row, { client, problems }) => ({
    ...row,
    problems: problems ?? {},
    clientId: client?.id ?? null,
  }),
})

/** Rows of the file in its order, with what becomes of them; all of them or those of one outcome. */
export async function listImportRows({
  ctx,
  input,
}: QueryArgs<typeof ListImportRows>): Promise<Page<ClientImportRow>> {
  await readImport(ctx, input.id)
  return importRows.page(ctx.services, ctx.identity.viewer, {
    ...input,
    filters: input,
    sort: "file",
    direction: "asc",
  })
}

/** The line that a cursor of refused rows names; 0 for the first piece. */
function lineOf(cursor: string | null | undefined): number {
  if (cursor == null) return 0
  if (!/^\d{1,9}$/.test(cursor))
    throw invalidField("cursor", "This cursor is not from this list. Use `nextCursor` of the page before.")
  return Number(cursor)
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
