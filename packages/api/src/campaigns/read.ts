import type { Reader } from "@alphas/db/connection"
import { campaignMembers, campaigns, kpis, kpiValues } from "@alphas/db/schema/campaigns"
import { users } from "@alphas/db/schema/users"
import type { Campaign, Kpi } from "@alphas/domain/campaigns/dto"
import { healthOf } from "@alphas/domain/campaigns/health"
import { kpiProgress } from "@alphas/domain/campaigns/kpi"
import type { ById } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import { and, asc, eq, inArray, sql } from "drizzle-orm"
import { today } from "../agency"
import type { SignedIn } from "../context"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"
import { type CampaignAside, campaignList, hasOnPage } from "./list"

/** One campaign with its members and KPIs. @throws Refusal `not_found`. */
export async function getCampaign({ ctx, input }: QueryArgs<typeof ById>): Promise<Campaign> {
  return readCampaign(ctx, ctx.db, input.id)
}

/** A campaign as its page shows it, to whom may see it. @throws Refusal `not_found`. */
export async function readCampaign(ctx: SignedIn, reader: Reader, id: string): Promise<Campaign> {
  const { visible: seen } = ctx
  const { viewer } = ctx.identity
  const { columns, joins } = campaignList.select(viewer)
  const where = and(eq(campaigns.id, id), seen.campaigns("campaigns.read"))
  const [found] = await reader.execute<
    Record<string, unknown> &
      CampaignAside & { description: string | null; minutes: number; mayReadHistory: boolean }
  >(sql`select ${columns}, page.description, page.minutes,
      ${hasOnPage(viewer, "changes.history")} as "mayReadHistory"
    from (select ${campaigns}.* from ${campaigns} where ${where}) as page ${joins}`)
  if (found === undefined) throw notFound("campaign")
  const { description, minutes, mayReadHistory, hoursMinor, expensesMinor } = found
  const members = await reader
    .select({ id: users.id, name: users.name })
    .from(campaignMembers)
    .innerJoin(users, and(eq(users.id, campaignMembers.userId), seen.directory()))
    .where(and(eq(campaignMembers.campaignId, id), seen.campaignMembers("campaigns.read")))
    .orderBy(asc(users.name), asc(users.id))
  const shown = campaignList.rowOf(viewer, found)
  return {
    ...shown,
    health: healthOf(shown, await today(reader)),
    description,
    members,
    kpis: await kpisOf(ctx, reader, id),
    hoursMinor,
    expensesMinor,
    minutes: may(viewer.role, "users.directory") ? minutes : null,
    mayReadHistory,
  }
}

async function kpisOf(ctx: SignedIn, reader: Reader, campaignId: string): Promise<Kpi[]> {
  const rows = await reader
    .select()
    .from(kpis)
    .where(and(eq(kpis.campaignId, campaignId), ctx.visible.kpis("campaigns.read")))
    .orderBy(asc(kpis.id))
  const values =
    rows.length === 0
      ? []
      : await reader
          .select()
          .from(kpiValues)
          .where(
            and(
              inArray(
                kpiValues.kpiId,
                rows.map(({ id }) => id),
              ),
              ctx.visible.kpiValues("campaigns.read"),
            ),
          )
          .orderBy(asc(kpiValues.day))
  return rows.map(({ campaignId: _campaign, createdAt: _created, ...kpi }) => {
    const measured = values.filter(({ kpiId }) => kpiId === kpi.id).map(({ day, value }) => ({ day, value }))
    return { ...kpi, values: measured, progress: kpiProgress(kpi, measured.at(-1)?.value ?? null) }
  })
}
