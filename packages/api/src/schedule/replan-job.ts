import { campaigns } from "@alphas/db/schema/campaigns"
import { users } from "@alphas/db/schema/users"
import { visibleTo } from "@alphas/db/visible"
import type { JobPayload } from "@alphas/jobs/names"
import type { Run } from "@alphas/jobs/run"
import { eq, sql } from "drizzle-orm"
import { lockOpenCampaign } from "../campaigns/lock"
import type { Mutating, Services } from "../context"
import { jobContext } from "../job-context"
import { Refusal } from "../refusal"
import { transact } from "../transact"
import { loadPlan, replan } from "./plan"

/**
 * Brings the plans of all campaigns that are not over to where the calendar puts them now, or only those in which one
 * person is responsible for something. A transaction for each, so that nobody waits long; begun again it does no harm. A campaign whose plan cannot
 * be calculated is noted in the server's log and stays as it is: it keeps no other one waiting.
 */
export async function replanCampaigns(
  services: Services,
  { byId, onlyId }: JobPayload<"schedule.replan">,
  run?: Pick<Run, "signal">,
): Promise<void> {
  const [person] = await services.db
    .select({
      id: users.id,
      role: users.role,
      clientId: users.clientId,
      name: users.name,
      email: users.email,
    })
    .from(users)
    .where(sql`/* visible users: who caused the job */ ${eq(users.id, byId)}`)
  if (person === undefined) return
  const theirs =
    onlyId === null
      ? sql`true`
      : sql`exists (select from tasks where tasks.campaign_id = ${campaigns.id} and tasks.responsible_id = ${onlyId}
          and tasks.deleted_at is null /* visible tasks: whether there are any */)`
  const open = await services.db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(
      sql`/* visible campaigns: the job's own */ ${campaigns.status} <> 'completed' and ${campaigns.archivedAt} is null and ${theirs}`,
    )
    .orderBy(campaigns.id)
  const context = jobContext(services, person)
  const ctx = { ...context, visible: visibleTo(person, "tasks.write") }
  for (const { id } of open) {
    run?.signal.throwIfAborted()
    try {
      await transact(ctx, { path: "schedule.replan", input: null }, async (writing) => {
        const mutating: Mutating = { ...ctx, ...writing }
        const its = sql`/* visible campaigns: the job's own */ ${eq(campaigns.id, id)}`
        if (await lockOpenCampaign(mutating, its)) await replan(mutating, await loadPlan(mutating.tx, id))
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      services.log.warn({ campaignId: id, err: error }, "campaign not planned anew")
    }
  }
}
