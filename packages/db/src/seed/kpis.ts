import { dayNumberOf, dayOf } from "@alphas/domain/days"
import type { Faker } from "@faker-js/faker"
import { idAt } from "./calendar"
import type { KpiKind } from "./campaign-kind"
import type { CampaignRows, NewKpiRow } from "./campaign-rows"

interface Measured {
  campaignId: string
  currency: string
  createdAt: number
  startDay: string
  endDay: string
  /** Up to which day there are values; none on it. */
  until: string
}

/** Values of a KPI over a campaign, at the most. */
const valuesAtMost = 8

/** One to three KPIs of a campaign, with what was measured of each since its first third. */
export function kpisOfKind(
  random: Faker,
  kpis: readonly KpiKind[],
  campaign: Measured,
): Pick<CampaignRows, "kpis" | "kpiValues"> {
  const made: Pick<CampaignRows, "kpis" | "kpiValues"> = { kpis: [], kpiValues: [] }
  const count = random.number.int({ min: 1, max: Math.min(3, kpis.length) })
  for (const [index, kind] of kpis.slice(0, count).entries()) {
    const kpi = kpiRow(random, kind, campaign, index)
    made.kpis.push(kpi)
    made.kpiValues.push(...valuesOf(random, kpi, kind.unit, campaign))
  }
  return made
}

function kpiRow(random: Faker, kpi: KpiKind, campaign: Measured, index: number): NewKpiRow {
  const [least, most] = kpi.target
  // As people write targets: whole numbers, the large ones round.
  const grain = 10 ** Math.max(0, Math.floor(Math.log10(least)) - 1)
  const target = Math.round(random.number.int({ min: least, max: most }) / grain) * grain
  const start = kpi.start === undefined ? null : rounded(target * kpi.start, kpi.unit)
  return {
    id: idAt(random, campaign.createdAt + index * 1_000),
    campaignId: campaign.campaignId,
    name: kpi.name,
    unit: kpi.unit === "money" ? campaign.currency : kpi.unit,
    target,
    start,
    direction: kpi.direction ?? "up",
    createdAt: new Date(campaign.createdAt).toISOString(),
    version: 1,
  }
}

function valuesOf(
  random: Faker,
  kpi: NewKpiRow,
  unit: string,
  campaign: Measured,
): CampaignRows["kpiValues"] {
  const [first, last] = [dayNumberOf(campaign.startDay), dayNumberOf(campaign.endDay)]
  const from = first + Math.ceil((last - first) / 3)
  const every = Math.max(1, Math.ceil((last - from + 1) / valuesAtMost))
  const success = random.number.int({ min: 70, max: 118 }) / 100
  const start = kpi.start ?? 0
  const values: CampaignRows["kpiValues"] = []
  for (let day = from + every - 1; day <= last && dayOf(day) < campaign.until; day += every) {
    const share = ((day - from + 1) / (last - from + 1)) * success
    const value = start + (kpi.target - start) * share * (random.number.int({ min: 94, max: 106 }) / 100)
    values.push({ kpiId: kpi.id, day: dayOf(day), value: rounded(value, unit) })
  }
  return values
}

const measuredInTenths = ["%", "s", "money"]

/** What is counted is whole; rates, times and amounts have a digit after the point. */
const rounded = (value: number, unit: string): number =>
  measuredInTenths.includes(unit) ? Math.round(value * 10) / 10 : Math.round(value)
