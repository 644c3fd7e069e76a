import { tasks } from "@alphas/db/schema/tasks"
import type { TaskStatus } from "@alphas/domain/tasks/words"
import { and, eq, isNull, type SQL, sql } from "drizzle-orm"

/** Between two cards at first; halved whenever one goes between them. */
export const apart = 1024

/** A rank behind every card of a column, as a value of a statement. */
export const rankBehindAll = (campaignId: SQL, status: SQL): SQL<number> => sql`(
  select coalesce(max(last.rank), 0) + ${sql.raw(String(apart))} from tasks last
  where last.campaign_id = ${campaignId} and last.status = ${status} and last.deleted_at is null
    /* visible tasks: of a campaign that was checked */)`

/** The cards of a column of a campaign's board. */
export const ofColumn = (campaignId: string, status: TaskStatus) =>
  and(
    sql`/* visible tasks: of a campaign that was checked */ ${eq(tasks.campaignId, campaignId)}`,
    eq(tasks.status, status),
    isNull(tasks.deletedAt),
  )
