import { describe, expect, test } from "vitest"
import { refusalOf } from "../../data/refusal"
import { emptyKpi } from "./kpi-values"
import { checkedCampaign, type NewCampaignValues, stepOf } from "./new-campaign-values"

const values: NewCampaignValues = {
  ...{
    name: "Spring",
    description: "",
    startDay: "2026-03-01",
    endDay: "2026-05-31",
    budgetMinor: "12.000,50",
  },
  ...{ currency: "", managerId: null, memberIds: [], kpis: [], templateId: "" },
  clientId: "00000000-0000-7000-8000-000000000001",
}
const how = { locale: "en-GB", currency: "EUR" }
const wrong = async (change: Partial<NewCampaignValues>, until: number) => {
  const thrown = await checkedCampaign({ ...values, ...change }, how, until).then(
    () => null,
    (error: unknown) => error,
  )
  return thrown === null
    ? null
    : Object.fromEntries(Object.entries(refusalOf(thrown).fields).map(([k, [v]]) => [k, v]))
}

describe("what the wizard has gathered", () => {
  test("goes to the API with the budget in minor units and the client's own currency", async () => {
    const kpis = [{ ...emptyKpi, name: "Leads", unit: "leads", target: "1,250", start: "" }]
    expect(await checkedCampaign({ ...values, kpis }, how, 4)).toMatchObject({
      templateId: null,
      budgetMinor: 1_200_050,
      currency: null,
      description: null,
      kpis: [{ target: 1250, start: null, direction: "up" }],
    })
  })

  test("is checked up to the step that is open, at the fields", async () => {
    const nothing = { name: " ", clientId: null, endDay: "", budgetMinor: "much" }
    expect(Object.keys((await wrong(nothing, 0)) ?? {}).toSorted()).toEqual(["clientId", "endDay", "name"])
    expect(await wrong({ budgetMinor: "much" }, 0)).toBeNull()
    expect(await wrong({ budgetMinor: "much" }, 1)).toEqual({ budgetMinor: "Enter an amount like 12,500." })
    expect(await wrong({ endDay: "2026-02-01" }, 0)).toEqual({
      endDay: "The end must not be before the start.",
    })
    const kpis = [{ ...emptyKpi, name: "Leads", unit: "leads", target: "many" }]
    expect(Object.keys((await wrong({ kpis }, 2)) ?? {})).toEqual(["kpis.0.target"])
  })

  test("each field has its step", () => {
    expect(stepOf(["memberIds", "kpis.3.target"])).toBe(2)
    expect(stepOf(["somethingElse"])).toBeNull()
  })
})
