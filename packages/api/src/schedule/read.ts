import { taskDependencies, tasks } from "@alphas/db/schema/tasks"
import type { Absence, PlanInput } from "@alphas/domain/schedule/plan"
import type { TaskDependency, TaskRow } from "@alphas/domain/tasks/dto"
import type { OfCampaign } from "@alphas/domain/tasks/input"
import { and, asc, eq, sql } from "drizzle-orm"
import { today } from "../agency"
import { taskList } from "../tasks/list"
import { campaignOf, shownDependency } from "../tasks/read"
import type { QueryArgs } from "../trpc"
import { loadPlan } from "./plan"

/** What the plan of a campaign is calculated from, beside its tasks' own fields. */
export interface CampaignPlan extends Pick<PlanInput, "week"> {
  startDay: string
  endDay: string
  /** An archived campaign's plan stays as it is. */
  archived: boolean
  /** The day that it is now, in the agency's zone. */
  today: string
  absences: Absence[]
  tasks: TaskRow[]
  dependencies: TaskDependency[]
}

/** A campaign's plan: its tasks and dependencies, and the calendars that they go by. The browser previews from the same. */
export async function readPlan({ ctx, input }: QueryArgs<typeof OfCampaign>): Promise<CampaignPlan> {
  const campaign = await campaignOf(ctx, input.campaignId)
  const [{ week, absences }, found, dependencies, day] = await Promise.all([
    loadPlan(ctx.db, campaign.id),
    taskList.rows(
      ctx.services,
      ctx.db,
      ctx.identity.viewer,
      and(eq(tasks.campaignId, campaign.id), ctx.visible.tasks()),
      sql`page.start_day, page.end_day, page.id`,
    ),
    ctx.db
      .select(shownDependency)
      .from(taskDependencies)
      .where(and(eq(taskDependencies.campaignId, campaign.id), ctx.visible.taskDependencies()))
      .orderBy(asc(taskDependencies.id)),
    today(ctx.db),
  ])
  const { startDay, endDay, archivedAt } = campaign
  const archived = archivedAt !== null
  return { startDay, endDay, archived, today: day, week, absences: [...absences], tasks: found, dependencies }
}
