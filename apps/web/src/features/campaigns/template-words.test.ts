import { expect, test } from "vitest"
import { sayTemplate } from "./template-words"

const say = (...given: Parameters<typeof sayTemplate>) => sayTemplate(...given).replace(/\u00a0/g, " ")

test("a template is told by what it brings", () => {
  expect(say({ tasks: 12, days: 1_250, kpis: 2 }, "en")).toBe("12 tasks · 1,250 working days · 2 KPIs")
  expect(say({ tasks: 1, days: 1, kpis: 1 }, "en")).toBe("1 task · 1 working day · 1 KPI")
  expect(say({ tasks: 0, days: 5, kpis: 0 }, "en")).toBe("no tasks · 5 working days")
})
