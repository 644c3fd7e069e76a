import { createdFields } from "@alphas/changes/record"
import { campaigns, kpis, kpiValues } from "@alphas/db/schema/campaigns"
import type { KpiFields, NewKpi, SetKpiValue, UpdateKpi } from "@alphas/domain/campaigns/input"
import { kpiKey, kpiNameTaken, startProblem, startsBefore } from "@alphas/domain/campaigns/kpi"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { and, eq, sql } from "drizzle-orm"
import { today } from "../agency"
import type { Mutating } from "../context"
import { Records } from "../records"
import { invalidField, staleVersion } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockRow } from "../versioned"
import { refuseArchived } from "./lock"

/** A new KPI of a campaign. @throws Refusal `invalid` at the name when the campaign has one of this name. */
export async function createKpi({ ctx, input }: MutationArgs<typeof NewKpi>): Promise<Saved> {
  const campaign = await lockRow(ctx.tx, campaigns, ctx.visible.campaigns(), input.campaignId, "campaign")
  refuseArchived(campaign)
  await checkName(ctx, campaign.id, input.kpi.name, "kpi.name")
  const [id = ""] = await insertKpis(ctx, campaign, [input.kpi])
  return { id, version: 1 }
}

/** @throws Refusal at `field` when the campaign has another KPI of this name (`kpiKey`). */
async function checkName(ctx: Mutating, campaignId: string, name: string, field: string, id?: string) {
  // One after the other, so that two at once see each other.
  await ctx.tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(sql`/* visible campaigns: of a KPI that was checked */ ${eq(campaigns.id, campaignId)}`)
    .for("no key update")
  const others = await ctx.tx
    .select({ id: kpis.id, name: kpis.name })
    .from(kpis)
    .where(sql`/* visible kpis: of a campaign that was checked */ ${eq(kpis.campaignId, campaignId)}`)
  if (others.some((other) => other.id !== id && kpiKey(other.name) === kpiKey(name)))
    throw invalidField(field, kpiNameTaken)
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
  const place = { clientId: campaign.clientId, campaignId: campaign.id }
  for (const row of rows) ctx.record({ entity: "kpi", id: row.id, ...place, fields: createdFields(row) })
  return rows.map(({ id }) => id)
}

const records = new Records({
  table: kpis,
  entity: "kpi",
  what: "kpi",
  visible: (ctx) => ctx.visible.kpis(),
  show: (_ctx, { campaignId: _campaign, createdAt: _created, ...kpi }) => kpi,
  place: ({ campaignId }, ctx) => placeOf(ctx, campaignId),
})

/**
 * Changes the named fields of a KPI.
 * @throws Refusal `stale_version` with the KPI as it is now, `invalid` at a name that another one has.
 */
export async function updateKpi({ ctx, input }: MutationArgs<typeof UpdateKpi>): Promise<Saved> {
  const before = await records.lock(ctx, input)
  return records.edit(ctx, before, input.changes, async (fields) => {
    if (fields.name)
      await checkName(ctx, before.campaignId, input.changes.name ?? "", "changes.name", before.id)
    const { start = before.start, target = before.target, direction = before.direction } = input.changes
    if (start !== null && !startsBefore(start, target, direction))
      throw invalidField(`changes.${fields.start ? "start" : "target"}`, startProblem(direction))
    return undefined
  })
}

/** Removes a KPI with everything that was measured. @throws Refusal `stale_version`. */
export async function removeKpi({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const before = await records.lock(ctx, input)
  return records.remove(ctx, before, ["name", "unit", "target", "start", "direction"])
}

/**
 * Notes what was measured on a day, in place of an earlier value of that day; null takes it away.
 * @throws Refusal `stale_version` when that earlier value is not what the caller says they saw.
 */
export async function setKpiValue({ ctx, input }: MutationArgs<typeof SetKpiValue>): Promise<Saved> {
  const { tx } = ctx
  const { day, value, seen } = input
  const kpi = await records.lockAny(ctx, input.id)
  const now = await today(tx)
  if (value !== null && day > now)
    throw invalidField("day", `Today is ${now}. Choose today or an earlier day.`)
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
  const place = await placeOf(ctx, kpi.campaignId)
  ctx.record({ entity: "kpi", id: kpi.id, ...place, fields: { [day]: { before, after: value } } })
  return { id: kpi.id, version: kpi.version }
}

/** The campaign of a KPI that is about to be changed. @throws Refusal `workflow` for one that is archived. */
async function placeOf(ctx: Mutating, id: string): Promise<{ clientId: string; campaignId: string }> {
  const [campaign] = await ctx.tx
    .select({ clientId: campaigns.clientId, archivedAt: campaigns.archivedAt })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), ctx.visible.campaigns()))
  if (campaign === undefined) throw new Error("A KPI that is visible belongs to a campaign that is.")
  refuseArchived(campaign)
  return { clientId: campaign.clientId, campaignId: id }
}
