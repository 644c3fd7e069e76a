import { describe, expect, test } from "vitest"
import { refusalOf } from "../../data/refusal"
import { type CampaignValues, changesForApi } from "./campaign-values"

const values: CampaignValues = {
  name: "Spring",
  description: "",
  startDay: "2026-03-01",
  endDay: "2026-05-31",
  budgetMinor: "12.000,50",
  currency: "EUR",
  managerId: null,
}

describe("what a campaign's form sends", () => {
  test("only what was changed, with empty texts as null and the budget in minor units", () => {
    expect(changesForApi({ name: "Summer" }, values, "de-DE")).toEqual({ name: "Summer" })
    expect(changesForApi({ description: "" }, values, "de-DE")).toEqual({ description: null })
    expect(changesForApi({ budgetMinor: "" }, { ...values, budgetMinor: "" }, "de-DE")).toEqual({
      budgetMinor: null,
    })
    expect(changesForApi({ budgetMinor: "12.000,50" }, values, "de-DE")).toEqual({ budgetMinor: 1_200_050 })
  })

  test("another currency sends the budget again, for its minor units are others", () => {
    const yen = { ...values, currency: "JPY", budgetMinor: "12,000" }
    expect(changesForApi({ currency: "JPY" }, yen, "en-GB")).toEqual({ currency: "JPY", budgetMinor: 12_000 })
  })

  test("a budget that is no amount is refused at its field", () => {
    try {
      changesForApi({ budgetMinor: "a lot" }, { ...values, budgetMinor: "a lot" }, "en-GB")
      expect.unreachable()
    } catch (error) {
      expect(refusalOf(error).fields).toEqual({ budgetMinor: ["Enter an amount like 12,500."] })
    }
  })
})
