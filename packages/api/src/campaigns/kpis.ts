import { createdFields, fieldChanges } from "@alphas/changes/record"
import { campaigns, kpis, kpiValues } from "@alphas/db/schema/campaigns"
import type { KpiFields, NewKpi, SetKpiValue, UpdateKpi } from "@alphas/domain/campaigns/input"
import { startProblem, startsBefore } from "@alphas/domain/campaigns/kpi"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { and, eq } from "drizzle-orm"
import { today } from "../agency"
import type { Mutating } from "../context"
import { invalidField, staleVersion } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockRow, lockVersion, nextVersion } from "../versioned"
import { refuseArchived } from "./lock"

/** A new KPI of a campaign. */
export async function createKpi({ ctx, input }: MutationArgs<typeof NewKpi>): Promise<Saved> {
  const campaign = await lockRow(ctx.tx, campaigns, ctx.visible.campaigns(), input.campaignId, "campaign")
  refuseArchived(campaign)
  const [id = ""] = await insertKpis(ctx, campaign, [input.kpi])
  return { id, version: 1 }
}

/** Adds KPIs to a campaign that is locked or new, and answers their ids. */
export async function insertKpis(
  ctx: Mutating,
  campaign: { id: string; clientId: string },
  given: readonly KpiFields[],
): Promise<string[]> {
  if (given.length === 0) return []
  const rows = given.map((kpi) => ({ id: newId(), ...kpi }))
  await ctx.tx.insert(kpis).values(rows.map((row) => ({ ...row, campaignId: campaign.id })))
  for (const row of rows) record(ctx, { id: row.id, campaign }, createdFields(row))
  return rows.map(({ id }) => id)
}

/** What of a measure whoever comes too late is shown. */
const shown = ({ campaignId: _campaign, createdAt: _created, ...kpi }: typeof kpis.$inferSelect) => kpi

/** Changes the named fields of a KPI. @throws Refusal `stale_version` with the KPI as it is now. */
export async function updateKpi({ ctx, input }: MutationArgs<typeof UpdateKpi>): Promise<Saved> {
  const { tx } = ctx
  const before = await lockVersion(tx, kpis, ctx.visible.kpis(), input, "kpi", shown)
  const fields = fieldChanges(before, input.changes)
  if (Object.keys(fields).length === 0) return { id: before.id, version: before.version }
  const { start = before.start, target = before.target, direction = before.direction } = input.changes
  if (start !== null && !startsBefore(start, target, direction))
    throw invalidField(`changes.${fields.start ? "start" : "target"}`, startProblem(direction))
  await tx
    .update(kpis)
    .set({ ...input.changes, version: nextVersion(kpis) })
    .where(eq(kpis.id, before.id))
  record(ctx, { id: before.id, campaign: await campaignOf(ctx, before.campaignId) }, fields)
  return { id: before.id, version: before.version + 1 }
}

/** Removes a measure with everything that was measured. @throws Refusal `stale_version`. */
export async function removeKpi({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const { tx } = ctx
  const before = await lockVersion(tx, kpis, ctx.visible.kpis(), input, "kpi", shown)
  const campaign = await campaignOf(ctx, before.campaignId)
  await tx.delete(kpis).where(eq(kpis.id, before.id))
  const { name, unit, target, start, direction } = before
  const gone = createdFields({ name, unit, target, start, direction })
  record(
    ctx,
    { id: before.id, campaign },
    Object.fromEntries(Object.entries(gone).map(([field, { after }]) => [field, { before: after }])),
  )
  return { id: before.id, version: before.version }
}

/**
 * Notes what was measured on a day, in place of an earlier value of that day; null takes it away.
 * @throws Refusal `stale_version` when that earlier value is not what the caller says they saw.
 */
export async function setKpiValue({ ctx, input }: MutationArgs<typeof SetKpiValue>): Promise<Saved> {
  const { tx } = ctx
  const { day, value, seen } = input
  const kpi = await lockRow(tx, kpis, ctx.visible.kpis(), input.id, "kpi")
  const now = await today(tx)
  if (value !== null && day > now)
    throw invalidField("day", `Today is ${now}: what is measured later can be noted then.`)
  const ofDay = and(eq(kpiValues.kpiId, kpi.id), eq(kpiValues.day, day), ctx.visible.kpiValues())
  const [was] = await tx.select({ value: kpiValues.value }).from(kpiValues).where(ofDay)
  const before = was?.value ?? null
  if (before === value) return { id: kpi.id, version: kpi.version }
  if (seen !== undefined && before !== seen) throw staleVersion("value", { value: before })
  if (value === null) await tx.delete(kpiValues).where(ofDay)
  else
    await tx
      .insert(kpiValues)
      .values({ kpiId: kpi.id, day, value })
      .onConflictDoUpdate({ target: [kpiValues.kpiId, kpiValues.day], set: { value } })
  record(
    ctx,
    { id: kpi.id, campaign: await campaignOf(ctx, kpi.campaignId) },
    { [day]: { before, after: value } },
  )
  return { id: kpi.id, version: kpi.version }
}

/** The campaign of a KPI that is about to be changed. @throws Refusal `workflow` for one that is archived. */
async function campaignOf(ctx: Mutating, id: string): Promise<{ id: string; clientId: string }> {
  const [campaign] = await ctx.tx
    .select({ id: campaigns.id, clientId: campaigns.clientId, archivedAt: campaigns.archivedAt })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), ctx.visible.campaigns()))
  if (campaign === undefined) throw new Error("A KPI that is visible belongs to a campaign that is.")
  refuseArchived(campaign)
  return campaign
}

type Fields = NonNullable<Parameters<Mutating["record"]>[0]["fields"]>

function record(
  ctx: Mutating,
  { id, campaign }: { id: string; campaign: { id: string; clientId: string } },
  fields: Fields,
): void {
  ctx.record({ entity: "kpi", id, clientId: campaign.clientId, campaignId: campaign.id, fields })
}
