import { campaigns } from "@alphas/db/schema/campaigns"
import { tasks } from "@alphas/db/schema/tasks"
import type { CampaignStatus } from "@alphas/domain/campaigns/words"
import { sayUnusual, unusualFor } from "@alphas/domain/time/unusual"
import { and, asc, eq, inArray, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound, unconfirmed } from "../refusal"
import { type DayFacts, dayFacts } from "./guard"

/** What time is spent on. */
export interface About {
  campaignId: string
  taskId: string | null
  note: string | null
  billable: boolean
}

type Spent = Pick<About, "campaignId" | "taskId">

/** A campaign that time is spent on, with what decides about the days of it. */
export interface Spending extends DayFacts {
  id: string
  name: string
  status: CampaignStatus
  startDay: string
  archivedAt: string | null
  clientId: string
  currency: string
}

const spendingColumns = (userId: string, days: readonly string[]) => ({
  id: campaigns.id,
  name: campaigns.name,
  status: campaigns.status,
  startDay: campaigns.startDay,
  archivedAt: campaigns.archivedAt,
  clientId: campaigns.clientId,
  currency: campaigns.currency,
  ...dayFacts(userId, days),
})

/**
 * Locks what time of a person is to be spent on, behind the person. `at` stands before the fields' names.
 * @throws Refusal unless the campaign, and the task as one of it, are the caller's to see.
 */
export async function checkAbout(
  ctx: Mutating,
  spent: Spent,
  { userId, days }: { userId: string; days: readonly string[] },
  at = "",
): Promise<Spending> {
  const [campaign] = await ctx.tx
    .select({
      ...spendingColumns(userId, days),
      ofCampaign: sql<string | null>`(
        select ${tasks.campaignId} from ${tasks}
        where ${tasks.id} = ${spent.taskId}::uuid and ${ctx.visible.tasks("tasks.read")})`,
    })
    .from(campaigns)
    .where(and(eq(campaigns.id, spent.campaignId), ctx.visible.campaigns("campaigns.read")))
    .for("no key update", { of: campaigns })
  if (campaign === undefined) throw notFound("campaign")
  checkOfCampaign(spent, campaign.ofCampaign, at)
  return campaign
}

/**
 * Asks whether time is meant to go to a campaign on these days.
 * @throws Refusal `unconfirmed` where it seldom does, unless the caller has said that it is.
 */
export function askWhetherMeant(campaign: Spending, days: readonly string[], confirm: boolean): void {
  if (confirm) return
  for (const day of days) {
    const unusual = unusualFor(campaign, day)
    if (unusual !== null) throw unconfirmed(sayUnusual(unusual), unusual)
  }
}

function checkOfCampaign({ campaignId, taskId }: Spent, ofCampaign: string | null, at: string): void {
  if (taskId === null) return
  if (ofCampaign === null) throw notFound("task")
  if (ofCampaign !== campaignId) throw invalidField(`${at}taskId`, "This task belongs to another campaign.")
}

/** @throws Refusal unless the task, if there is one, is the caller's to see and of the campaign. */
export async function checkTask(ctx: Mutating, spent: Spent, at = ""): Promise<void> {
  if (spent.taskId === null) return
  const [task] = await ctx.tx
    .select({ campaignId: tasks.campaignId })
    .from(tasks)
    .where(and(eq(tasks.id, spent.taskId), ctx.visible.tasks("tasks.read")))
  checkOfCampaign(spent, task?.campaignId ?? null, at)
}

/**
 * The campaigns on which time of a person stands or is to stand, locked until the transaction ends, in the same order by
 * everybody: the currency in which it is priced, and the totals in which it is counted, stand still. The caller has
 * checked that they may.
 */
export async function lockSpending(
  ctx: Mutating,
  ids: readonly string[],
  { userId, days }: { userId: string; days: readonly string[] },
): Promise<ReadonlyMap<string, Spending>> {
  const rows = await ctx.tx
    .select(spendingColumns(userId, days))
    .from(campaigns)
    .where(sql`/* visible campaigns: of time that was checked */ ${inArray(campaigns.id, [...new Set(ids)])}`)
    .orderBy(asc(campaigns.id))
    .for("no key update", { of: campaigns })
  return new Map(rows.map((row) => [row.id, row]))
}

/** The campaign on which time stands, as `lockSpending` locks it, though the caller may no longer see it. */
export async function lockSpent(
  ctx: Mutating,
  { campaignId, ...of }: { campaignId: string; userId: string; days: readonly string[] },
): Promise<Spending> {
  const found = (await lockSpending(ctx, [campaignId], of)).get(campaignId)
  if (found === undefined) throw new Error("Choose a campaign.")
  return found
}
