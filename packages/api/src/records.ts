import { type Change, fieldChanges, removedFields } from "@alphas/changes/record"
import type { FieldChanges } from "@alphas/domain/changes/dto"
import type { Saved, Versioned } from "@alphas/domain/ids"
import { eq, type InferSelectModel, type SQL, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import type { Mutating } from "./context"
import { Refusal } from "./refusal"
import { lockRow, lockVersion, nextVersion, type VersionedTable } from "./versioned"

type Row<Table extends VersionedTable> = InferSelectModel<Table> & { id: string; version: number }
/** Values of a row to write; an expression of SQL is calculated by Postgres. */
type Values<Table extends VersionedTable> = {
  [Column in keyof InferSelectModel<Table>]?: InferSelectModel<Table>[Column] | SQL | undefined
}
/** What is noted of a change beside what follows from its row. */
type Noted = Omit<Change, "entity" | "id">

/** A kind of row that people edit: how it is found, what of it is shown, and whose it is. */
interface Kind<Table extends VersionedTable> {
  table: Table
  entity: Change["entity"]
  /** As refusals call it. */
  what: string
  visible: (ctx: Mutating) => SQL
  /** What whoever comes too late is shown. */
  show: (ctx: Mutating, row: Row<Table>) => unknown
  /** Its client, its campaign and the people whom it concerns, for the log. @throws Refusal when it must stay as it is. */
  place?: (row: Row<Table>, ctx: Mutating) => Noted | Promise<Noted>
}

/** The rows of a kind: locked, edited, archived and removed in one way, each with its version and its entry in the log. */
export class Records<Table extends VersionedTable> {
  constructor(private readonly kind: Kind<Table>) {}

  /**
   * The row that is about to be changed, locked: visible, and the version that the caller saw.
   * @throws Refusal `not_found`, `stale_version` with the row as it is shown.
   */
  lock(ctx: Mutating, seen: Versioned): Promise<Row<Table>> {
    const { table, visible, what, show } = this.kind
    // What is locked is a row of this table, as `lockRow` says.
    return lockVersion(ctx.tx, table, visible(ctx), seen, what, (row) =>
      show(ctx, row as Row<Table>),
    ) as Promise<Row<Table>>
  }

  /** The same for a change that does not depend on what the caller saw. */
  lockAny(ctx: Mutating, id: string): Promise<Row<Table>> {
    const { table, visible, what } = this.kind
    return lockRow(ctx.tx, table, visible(ctx), id, what) as Promise<Row<Table>> // as above
  }

  /**
   * Changes fields of a locked row; one in which nothing differs stays the version that it is. `check` may refuse, and
   * answers what is noted besides.
   */
  async edit(
    ctx: Mutating,
    before: Row<Table>,
    after: Values<Table>,
    check?: (fields: FieldChanges) => Promise<Noted | undefined> | Noted | undefined,
  ): Promise<Saved> {
    const fields = fieldChanges(before, after)
    if (Object.keys(fields).length === 0) return { id: before.id, version: before.version }
    return this.save(ctx, before, after, { fields, ...(await check?.(fields)) })
  }

  /** Writes values of a locked row as its next version, with its entry in the log. */
  async save(
    ctx: Mutating,
    before: Row<Table>,
    values: Values<Table>,
    noted: Noted | ((after: Row<Table>) => Noted | Promise<Noted>),
  ): Promise<Saved> {
    const { table } = this.kind
    const place = await this.placeOf(ctx, before)
    const written = {
      ...values,
      version: nextVersion(table),
      ...("updatedAt" in table && { updatedAt: sql`now()` }),
    }
    const [after] = await ctx.tx
      .update(table as PgTable)
      .set(written)
      .where(eq(table.id, before.id))
      .returning()
    // Drizzle cannot infer the row of a table that is a type parameter; it is this table's.
    this.note(ctx, before.id, place, typeof noted === "function" ? await noted(after as Row<Table>) : noted)
    return { id: before.id, version: before.version + 1 }
  }

  /** Deletes a locked row; the log keeps the named fields of it. */
  async remove(
    ctx: Mutating,
    before: Row<Table>,
    names: readonly (keyof InferSelectModel<Table> & string)[],
    noted: Noted = {},
  ): Promise<Saved> {
    const place = await this.placeOf(ctx, before)
    await ctx.tx.delete(this.kind.table).where(eq(this.kind.table.id, before.id))
    this.note(ctx, before.id, place, { ...noted, fields: removedFields(before, names) })
    return { id: before.id, version: before.version }
  }

  /** Puts a row away, or brings it back. @throws Refusal `workflow` when it is so already, and as `lock`. */
  async setArchived(ctx: Mutating, seen: Versioned, archived: boolean): Promise<Saved> {
    const before = await this.lock(ctx, seen)
    const at = (row: Row<Table>): unknown => ("archivedAt" in row ? row.archivedAt : null)
    if ((at(before) !== null) === archived) {
      const { what } = this.kind
      throw new Refusal("workflow", `This ${what} is ${archived ? "already archived" : "not archived"}.`)
    }
    // Only kinds with the column have these verbs.
    const values = { archivedAt: archived ? sql`now()` : null } as unknown as Values<Table>
    return this.save(ctx, before, values, (after) => ({
      fields: { archivedAt: { before: at(before), after: at(after) } },
    }))
  }

  private async placeOf(ctx: Mutating, row: Row<Table>): Promise<Noted> {
    return (await this.kind.place?.(row, ctx)) ?? {}
  }

  private note(ctx: Mutating, id: string, place: Noted, noted: Noted): void {
    ctx.record({ entity: this.kind.entity, id, ...place, ...noted })
  }
}
