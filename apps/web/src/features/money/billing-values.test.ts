import { type Billing, UpdateBilling } from "@alphas/domain/money/billing"
import { expect, test } from "vitest"
import { type BillingValues, billingForApi, billingValues, firstNumber, readDays } from "./billing-values"

const billing: Billing = {
  ...{ legalName: null, email: null, phone: null, website: null, vatId: "DE136695976", taxNumber: null },
  address: { street: null, postalCode: null, city: "Berlin", region: null, country: "DE" },
  ...{ bankName: null, iban: "DE89370400440532013000", bic: null, termsDays: 14, intro: null, footer: null },
  ...{ colour: "#4c6ef5", paper: "a4", prices: "net", invoicePattern: "INV-{year}-0000" },
  taxRates: [{ name: "Standard", category: "standard", percent: "19" }],
  ...{ creditNotePattern: "CN-{year}-0000", firstMonth: 1, reminderDays: [1, 7, 21], closedUntil: null },
  version: 3,
}
/** What the API would keep of these values. */
const kept = (values: Partial<BillingValues>) =>
  UpdateBilling.safeParse({ version: 3, changes: billingForApi(values) })

test("the settings go through their form without a change", () => {
  const { version: _version, ...same } = billing
  expect(kept(billingValues(billing)).data?.changes).toEqual(same)
  expect(billingForApi({ bankName: "GLS" }), "only what was changed").toEqual({ bankName: "GLS" })
})

test("a category without a rate has none, whatever stood in its field", () => {
  const rate = { name: "Export", category: "export", percent: "19" } as const
  expect(kept({ taxRates: [rate] }).data?.changes.taxRates).toEqual([{ ...rate, percent: "0" }])
  expect(
    kept({ taxRates: [{ ...rate, category: "standard", percent: "250" }] }).error?.issues[0]?.path,
  ).toEqual(["changes", "taxRates", 0, "percent"])
})

test("what is no number of days is refused", () => {
  for (const text of ["", "two weeks", "-1", "1.5"])
    expect([text, kept({ termsDays: text }).success]).toEqual([text, false])
  expect(readDays("1, 7 21")).toEqual([1, 7, 21])
  expect(readDays("")).toEqual([])
  expect(readDays("soon")).toBeNull()
})

test("a pattern shows the first number that it gives", () => {
  expect(firstNumber("INV-{yy}/000", 2027)).toBe("INV-27/001")
  expect(firstNumber("INV-000", 2027), "without a year").toBeNull()
})
