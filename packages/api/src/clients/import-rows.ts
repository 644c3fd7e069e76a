import { clientImportRows } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import type { ImportMapping } from "@alphas/domain/clients/csv"
import { type ReadRow, readCells } from "@alphas/domain/clients/csv-row"
import type { ImportOutcome } from "@alphas/domain/clients/import"
import type { NewClient } from "@alphas/domain/clients/input"
import { may, roles } from "@alphas/domain/permissions"
import { quoted } from "@alphas/domain/text"
import { and, inArray, type SQL, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import type { ImportRecord } from "./import-store"

/** Characters that a batch holds at the most, unless its first row alone has more. */
const charactersAtMost = 2_000_000

interface StoredRow {
  line: number
  values: string[]
  problems: Record<string, string> | null
}

/** A row that says what client it wants, with the people it names found. */
export interface WantedClient {
  line: number
  client: NewClient
  /** Null: nobody. */
  ownerId: string | null
  memberIds: string[]
  archived: boolean
  /** What is worth saying of it though it is not refused. */
  notes: Record<string, string> | undefined
}

export interface RefusedRow {
  line: number
  problems: Record<string, string>
}

/** Rows of one batch, each in one of two lists, in the order of the file. */
export interface ReadBatch {
  wanted: WantedClient[]
  refused: RefusedRow[]
  count: number
  /** The last line of the batch; null when there was none left. */
  lastLine: number | null
}

/** Reads the next rows of the present step: at most `limit`, fewer when they are huge. */
export async function readBatch(
  ctx: Mutating,
  row: ImportRecord,
  limit: number,
  outcomes: readonly ImportOutcome[] | null,
): Promise<ReadBatch> {
  const which = outcomes === null ? sql`true` : inArray(clientImportRows.outcome, [...outcomes])
  const rows = await nextRows(ctx, row, limit, which)
  const read = rows.map((stored) => ({ ...stored, ...readRow(stored, row.mapping ?? {}) }))
  const people = await findPeople(ctx, read)
  const viewer = ctx.identity.viewer.id
  const wanted: WantedClient[] = []
  const refused: RefusedRow[] = []
  for (const each of read) {
    if (each.client === null) {
      refused.push({ line: each.line, problems: each.problems })
      continue
    }
    const problems = unknownPeople(each, people)
    if (problems !== null) refused.push({ line: each.line, problems })
    else {
      const { line, client, archived, ownerEmail, memberEmails } = each
      const owner = ownerEmail ? (people.get(ownerEmail)?.id ?? null) : null
      const ownerId = ownerEmail === undefined ? viewer : owner
      const memberIds = memberEmails.flatMap((email) => people.get(email)?.id ?? [])
      wanted.push({ line, client, archived, ownerId, memberIds, notes: disabledPeople(each, people) })
    }
  }
  return { wanted, refused, count: rows.length, lastLine: rows.at(-1)?.line ?? null }
}

type ReadValues = { problems: Record<string, string>; client: null } | Extract<ReadRow, { problems: null }>

function readRow(stored: StoredRow, mapping: ImportMapping): ReadValues {
  const { row } = stored.problems ?? {}
  return row === undefined ? readCells(stored.values, mapping) : { problems: { row }, client: null }
}

async function nextRows(ctx: Mutating, row: ImportRecord, limit: number, which: SQL): Promise<StoredRow[]> {
  const rows = await ctx.tx.execute<StoredRow & Record<string, unknown>>(sql`
    select line, to_json("values") as "values", problems from (
      select line, "values", problems, size, sum(size) over (order by line) as total
      from (
        select * from ${clientImportRows}
        where ${clientImportRows.importId} = ${row.id} and ${clientImportRows.line} > ${row.lineDone}
          and ${which} and ${ctx.visible.clientImportRows()}
        order by line limit ${limit}
      ) as next
    ) as measured
    where total <= ${charactersAtMost} or total = size
    order by line`)
  return [...rows]
}

/** Roles that can own a client or be a member of one. */
const staff = roles.filter((role) => may(role, "clients.internal"))

type People = ReadonlyMap<string, { id: string; disabled: boolean }>

/** The people of the agency whom the rows name, by email address. Who is disabled keeps what they had in an export. */
async function findPeople(ctx: Mutating, rows: readonly ReadValues[]): Promise<People> {
  const emails = new Set<string>()
  for (const row of rows) {
    if (row.client === null) continue
    if (row.ownerEmail) emails.add(row.ownerEmail)
    for (const email of row.memberEmails) emails.add(email)
  }
  if (emails.size === 0) return new Map()
  const found = await ctx.tx
    .select({ id: users.id, email: users.email, disabledAt: users.disabledAt })
    .from(users)
    .where(
      and(
        sql`${users.email} = any(${sql.param([...emails])}::text[])`,
        inArray(users.role, staff),
        ctx.visible.directory(),
      ),
    )
  return new Map(found.map(({ id, email, disabledAt }) => [email, { id, disabled: disabledAt !== null }]))
}

function disabledPeople(
  row: Extract<ReadRow, { problems: null }>,
  people: People,
): Record<string, string> | undefined {
  const isDisabled = (email: string) => people.get(email)?.disabled
  const notes: Record<string, string> = {}
  const sentence = (email: string) => `${quoted(email, 254)} is disabled and is kept on the client.`
  if (row.ownerEmail && isDisabled(row.ownerEmail)) notes.owner = sentence(row.ownerEmail)
  const member = row.memberEmails.find(isDisabled)
  if (member !== undefined) notes.members = sentence(member)
  return Object.keys(notes).length === 0 ? undefined : notes
}

function unknownPeople(
  row: Extract<ReadRow, { problems: null }>,
  people: People,
): Record<string, string> | null {
  const problems: Record<string, string> = {}
  const unknown = (email: string) => `Nobody at the agency has the email address ${quoted(email, 254)}.`
  if (row.ownerEmail && !people.has(row.ownerEmail)) problems.owner = unknown(row.ownerEmail)
  const missing = row.memberEmails.find((email) => !people.has(email))
  if (missing !== undefined) problems.members = unknown(missing)
  return Object.keys(problems).length === 0 ? null : problems
}

/** What became of a row. */
export interface RowResult {
  line: number
  outcome: ImportOutcome
  problems?: Record<string, string>
  duplicate_of?: string | null
  duplicate_of_line?: number | null
  client_id?: string
}

/** Writes what became of the rows of a batch, whatever stood there before. */
export async function saveResults(
  ctx: Mutating,
  row: ImportRecord,
  results: readonly RowResult[],
): Promise<void> {
  await ctx.tx.execute(sql`
    update ${clientImportRows} set outcome = given.outcome, problems = given.problems,
      duplicate_of = given.duplicate_of, duplicate_of_line = given.duplicate_of_line, client_id = given.client_id
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as given
      (line int, outcome text, problems jsonb, duplicate_of uuid, duplicate_of_line int, client_id uuid)
    where client_import_rows.import_id = ${row.id} and client_import_rows.line = given.line`)
}
