import type { Change } from "@alphas/changes/record"
import { sql } from "drizzle-orm"
import type { PgColumn, PgTable } from "drizzle-orm/pg-core"
import type { Mutating } from "./context"

interface Whole {
  id: string
  clientId?: string
}

/** Who works on a kind of row: a table of pairs of such a row and a person. */
interface MembersKind {
  table: PgTable & { userId: PgColumn }
  /** Names the row in `table`. */
  whole: PgColumn
  entity: Change["entity"]
  /** The client and campaign of a row, for the log. */
  place: (whole: Whole) => Pick<Change, "clientId" | "campaignId">
}

/** The members of a kind of row: let in, told and let go in one way. */
export class Members {
  constructor(private readonly kind: MembersKind) {}

  /** Makes people members of a row that is locked, or new; who is one already stays so. */
  async insert(ctx: Mutating, whole: Whole, userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return
    const { table, whole: column } = this.kind
    const added = await ctx.tx.execute<{ userId: string }>(sql`
      insert into ${table} (${sql.identifier(column.name)}, user_id)
      select ${whole.id}::uuid, unnest(${`{${userIds.join(",")}}`}::uuid[])
      on conflict do nothing
      returning user_id as "userId"`)
    this.record(
      ctx,
      whole,
      added.map(({ userId }) => userId),
    )
  }

  /** Notes in the log who became a member. */
  record(ctx: Mutating, whole: Whole, userIds: readonly string[]): void {
    for (const userId of userIds) this.note(ctx, whole, userId, { after: userId })
  }

  /** Lets a member go; nothing happens to who is none. */
  async remove(ctx: Mutating, whole: Whole, userId: string): Promise<void> {
    const { table, whole: column } = this.kind
    const removed = await ctx.tx.execute(sql`
      delete from ${table} where ${column} = ${whole.id} and ${table.userId} = ${userId} returning user_id`)
    if (removed.length > 0) this.note(ctx, whole, userId, { before: userId })
  }

  private note(ctx: Mutating, whole: Whole, userId: string, member: { before?: string; after?: string }) {
    const { entity, place } = this.kind
    ctx.record({ entity, id: whole.id, ...place(whole), people: [userId], fields: { member } })
  }
}
