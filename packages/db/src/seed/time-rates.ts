import type { Role } from "@alphas/domain/permissions"
import type { RateRule } from "@alphas/domain/time/rates"
import type { RateKind } from "@alphas/domain/time/words"
import type { Faker } from "@faker-js/faker"
import { day, idAt, iso } from "./calendar"
import type { NewCampaignRow } from "./campaign-rows"
import { created, type NewChangeRow } from "./rows"
import type { NewUserRow } from "./staff"
import { at } from "./vocabulary"

export type NewRate = RateRule & { id: string; version: number }

/** Whole units an hour in euros, by role; `raised` since the raise. */
const roleRates: readonly { role: Role; kind: RateKind; amount: number; raised?: number }[] = [
  { role: "admin", kind: "cost", amount: 75 },
  { role: "manager", kind: "cost", amount: 58 },
  { role: "team_member", kind: "cost", amount: 42, raised: 44 },
  { role: "finance", kind: "cost", amount: 46 },
  { role: "admin", kind: "billing", amount: 160 },
  { role: "manager", kind: "billing", amount: 125 },
  { role: "team_member", kind: "billing", amount: 95, raised: 98 },
  { role: "finance", kind: "billing", amount: 90 },
]

/** What the figures above are multiplied by where clients pay in another currency. */
const currencies = { EUR: 1, GBP: 0.85, USD: 1.1 }

/** Whole euros an hour of people who are paid and billed above their role, by their place in the team. */
const ownRates = [
  { place: 1, cost: 47, billing: 105 },
  { place: 6, cost: 55, billing: 120 },
  { place: 13, cost: 49, billing: 105 },
  { place: 27, cost: 52, billing: 115 },
] as const

/** Whole euros an hour that were agreed on for single campaigns. */
const agreed = [110, 89]

/** The raise is on the first of the month in which this many days ago lies. */
const raisedBefore = 35 * day

/**
 * The hourly rates: by role in each currency, raised once for the team, some people's own, and two that were agreed on
 * with clients. The log says who in finance set them.
 */
export function rateRows(
  random: Faker,
  staff: readonly NewUserRow[],
  campaigns: readonly NewCampaignRow[],
  now: number,
): { rows: NewRate[]; log: NewChangeRow[] } {
  const [accountant] = staff.filter(({ role }) => role === "finance")
  if (accountant === undefined) throw new Error("Somebody in finance sets the rates.")
  const team = staff.filter(({ role }) => role === "team_member")
  const since = Date.parse(accountant.createdAt) + 3 * day
  const raised = Date.parse(`${iso(now - raisedBefore).slice(0, 7)}-01`)
  const rows: NewRate[] = []
  const log: NewChangeRow[] = []
  const set = (moment: number, fromDay: string, rule: Partial<RateRule>, kind: RateKind, amount: number) => {
    const set = moment + rows.length * 60_000
    const row: NewRate = {
      id: idAt(random, set),
      kind,
      userId: rule.userId ?? null,
      role: rule.role ?? null,
      campaignId: rule.campaignId ?? null,
      fromDay,
      currency: rule.currency ?? "EUR",
      minorPerHour: amount * 100,
      version: 1,
    }
    rows.push(row)
    log.push({
      at: iso(set),
      actorId: accountant.id,
      channel: "web",
      verb: "time.rates.create",
      entity: "rate",
      entityId: row.id,
      clientId: null,
      campaignId: null,
      people: row.userId === null ? [] : [row.userId],
      fields: created(row, fields),
    })
  }
  const beginning = `${iso(since).slice(0, 4)}-01-01`
  for (const [currency, factor] of Object.entries(currencies)) {
    for (const { role, kind, amount } of roleRates)
      set(since, beginning, { role, currency }, kind, Math.round(amount * factor))
    for (const { role, kind, raised: more } of roleRates) {
      if (more === undefined) continue
      set(raised - 4 * day, iso(raised).slice(0, 10), { role, currency }, kind, Math.round(more * factor))
    }
  }
  for (const { place, cost, billing } of ownRates) {
    const userId = at(team, place).id
    const moment = Math.max(since, Date.parse(at(team, place).createdAt)) + day
    for (const [kind, amount] of [
      ["cost", cost],
      ["billing", billing],
    ] as const)
      set(moment, iso(moment).slice(0, 10), { userId }, kind, amount)
  }
  const active = campaigns.filter(({ status, currency }) => status === "active" && currency === "EUR")
  for (const [index, amount] of agreed.entries()) {
    const campaign = active[index * 20 + 3]
    if (campaign === undefined) continue
    const moment = Date.parse(campaign.createdAt)
    set(moment, campaign.startDay, { campaignId: campaign.id }, "billing", amount)
  }
  return { rows, log }
}

const fields = ["kind", "userId", "role", "campaignId", "fromDay", "currency", "minorPerHour"] as const
