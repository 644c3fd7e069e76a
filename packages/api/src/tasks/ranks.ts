import { tasks } from "@alphas/db/schema/tasks"
import type { TaskStatus } from "@alphas/domain/tasks/words"
import { and, eq, isNull, sql } from "drizzle-orm"
import type { Mutating } from "../context"

/** Between two cards at first; halved whenever one goes between them. */
export const apart = 1024

/** A rank behind every card of a column. */
export async function lastRank(ctx: Mutating, campaignId: string, status: TaskStatus): Promise<number> {
  const [row] = await ctx.tx
    .select({ last: sql<number | null>`max(${tasks.rank})` })
    .from(tasks)
    .where(ofColumn(campaignId, status))
  return (row?.last ?? 0) + apart
}

/** The cards of a column of a campaign's board. */
export const ofColumn = (campaignId: string, status: TaskStatus) =>
  and(
    sql`/* visible tasks: of a campaign that was checked */ ${eq(tasks.campaignId, campaignId)}`,
    eq(tasks.status, status),
    isNull(tasks.deletedAt),
  )
