import type { Expense } from "@alphas/domain/expenses/dto"
import { expect, test } from "vitest"
import { expenseForApi, expenseValues, newExpenseValues, taxChoices } from "./expense-values"

const rates = [
  { name: "Standard", category: "standard", percent: "19" },
  { name: "Zero rated", category: "zero", percent: "0" },
] as const
const fresh = (also: object = {}) => ({
  ...newExpenseValues("2026-05-04", "EUR", rates, null),
  ...{ supplier: "Taxi", amountMinor: "119" },
  ...also,
})

test("taxes are those of the agency, then the categories without a rate, each once, and any other rate", () => {
  const choices = taxChoices(rates)
  expect(choices.slice(0, 2)).toEqual([
    { value: "standard 19", label: "Standard, 19 %" },
    { value: "zero 0", label: "Zero rated" },
  ])
  expect(choices.filter(({ value }) => value === "zero 0")).toHaveLength(1)
  expect(choices.at(-1)).toEqual({ value: "other", label: "Another rate" })
})

test("a form becomes what the API takes, in the reader's way of writing", () => {
  const values = fresh({ amountMinor: "1.234,50", tax: "other", taxPercent: "8,1", campaignId: "c" })
  expect(expenseForApi({ ...values, billable: true, markupPercent: "12,5" }, "de-DE")).toMatchObject({
    ...{ amountMinor: 123_450, taxCategory: "standard", taxPercent: "8.1", markupPercent: "12.5" },
    ...{ billable: true, description: null },
  })
  expect(expenseForApi(fresh(), "en-GB")).toMatchObject({ taxCategory: "standard", taxPercent: "19" })
})

test("nobody is billed without a campaign, and then there is no markup", () => {
  const values = fresh({ billable: true, markupPercent: "10" })
  expect(expenseForApi(values, "en-GB")).toMatchObject({ billable: false, markupPercent: "0" })
})

test("what is no amount or percentage is refused at its field", () => {
  const fieldOf = (also: object) => {
    try {
      expenseForApi(fresh(also), "en-GB")
    } catch (error) {
      return Object.keys((error as { fields: object }).fields)
    }
    return null
  }
  expect(fieldOf({ amountMinor: "1e308" })).toEqual(["amountMinor"])
  expect(fieldOf({ amountMinor: "-5" })).toEqual(["amountMinor"])
  expect(fieldOf({ tax: "other", taxPercent: "much" })).toEqual(["taxPercent"])
  expect(fieldOf({ campaignId: "c", billable: true, markupPercent: "x" })).toEqual(["markupPercent"])
})

test("an expense is edited as it was entered, with a rate that the agency does not have too", () => {
  const expense = {
    ...{ day: "2026-05-04", supplier: "Taxi", category: "travel", amountMinor: 11_900, currency: "EUR" },
    ...{ taxCategory: "standard", taxPercent: "8.1", campaign: null, billable: false, markupPercent: "0" },
    description: null,
    // What the form does not read is left out.
  } as unknown as Expense
  const values = expenseValues(expense, rates, "en-GB")
  expect(values).toMatchObject({ tax: "other", taxPercent: "8.1", amountMinor: "119", markupPercent: "" })
  expect(expenseForApi(values, "en-GB")).toMatchObject({ amountMinor: 11_900, taxPercent: "8.1" })
})
