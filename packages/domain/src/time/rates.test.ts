import { expect, test } from "vitest"
import { priceOf, type RateRule, rateOf } from "./rates"

const rule = (minorPerHour: number, also: Partial<RateRule> = {}): RateRule => ({
  kind: "billing",
  userId: null,
  role: null,
  campaignId: null,
  fromDay: "2026-01-01",
  currency: "EUR",
  minorPerHour,
  ...also,
})
const hour = {
  userId: "p",
  role: "team_member",
  campaignId: "c",
  day: "2026-05-01",
  currency: "EUR",
} as const

test("the rule that names an hour most closely holds, from its day on and in its currency", () => {
  const rules = [
    rule(1),
    rule(2, { role: "team_member" }),
    rule(3, { userId: "p" }),
    rule(4, { campaignId: "c" }),
    rule(5, { campaignId: "c", role: "team_member" }),
    rule(6, { campaignId: "c", userId: "p" }),
  ]
  for (let count = rules.length; count > 0; count--)
    expect(rateOf(rules.slice(0, count), "billing", hour)).toBe(count)
  expect(rateOf(rules, "cost", hour)).toBeNull()
  expect(rateOf(rules, "billing", { ...hour, currency: "USD" })).toBeNull()
  expect(rateOf(rules, "billing", { ...hour, userId: "q", role: "manager", campaignId: "d" })).toBe(1)
})

test("of two rules for the same the later one holds, once it has begun", () => {
  const rules = [rule(10), rule(20, { fromDay: "2026-05-02" }), rule(15, { fromDay: "2026-03-01" })]
  expect(rateOf(rules, "billing", hour)).toBe(15)
  expect(rateOf(rules, "billing", { ...hour, day: "2026-05-02" })).toBe(20)
  expect(rateOf(rules, "billing", { ...hour, day: "2025-12-31" })).toBeNull()
})

test("time costs what its rate says, and is billed at nothing when it is not billable", () => {
  const rules = [rule(9_000), rule(4_000, { kind: "cost" })]
  expect(priceOf(rules, hour, 45, true)).toEqual({ costMinor: 3_000, billMinor: 6_750 })
  expect(priceOf(rules, hour, 45, false)).toEqual({ costMinor: 3_000, billMinor: 0 })
  expect(priceOf([], hour, 45, true)).toEqual({ costMinor: null, billMinor: null })
})
