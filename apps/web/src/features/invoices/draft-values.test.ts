import { NewInvoice } from "@alphas/domain/invoices/input"
import { expect, test } from "vitest"
import {
  adjustmentError,
  type DraftValues,
  draftForApi,
  draftTotals,
  LineKeys,
  type LineValues,
  lineErrors,
  taxKey,
  taxOf,
} from "./draft-values"

const line = (change: Partial<LineValues> = {}): LineValues => ({
  ...{ key: "new 1", description: "Design", quantity: "2", unit: "hour", unitPrice: "95.5" },
  ...{ tax: taxKey("standard", "19"), adjustments: [], campaignId: null, source: null },
  ...change,
})
const draft = (change: Partial<DraftValues> = {}): DraftValues => ({
  ...{ purpose: "standard", currency: "EUR", prices: "net", issueDay: "", dueDay: "2026-12-31" },
  ...{ periodFrom: "", periodTo: "", buyerReference: " ", intro: "", note: "", footer: "", taxReason: "" },
  ...{ adjustments: [], lines: [line()] },
  ...change,
})
const clientId = "00000000-0000-7000-8000-000000000001"

test("what is sent is what the API takes, without blank lines at the end", () => {
  const keys = new LineKeys()
  const blank = line({ key: "new 2", description: "", unitPrice: "", quantity: "1" })
  const adjustments = [
    { kind: "discount", by: "amount", value: "5.5", reason: "" } as const,
    { kind: "charge", by: "percent", value: "2", reason: " Rush " } as const,
  ]
  const values = draft({ lines: [line({ adjustments }), blank, blank], adjustments })
  const sent = NewInvoice.parse({ clientId, ...draftForApi(values, "EUR", keys) })
  const priced = [
    { kind: "discount", percent: null, minor: 550, reason: null },
    { kind: "charge", percent: "2", minor: null, reason: "Rush" },
  ]
  expect(sent).toMatchObject({
    dueDay: "2026-12-31",
    issueDay: null,
    buyerReference: null,
    adjustments: priced,
  })
  expect(sent.lines).toMatchObject([
    {
      id: null,
      quantity: "2",
      unitPrice: "95.5",
      taxCategory: "standard",
      taxPercent: "19",
      adjustments: priced,
    },
  ])
  expect(draftForApi({ note: "x" }, "EUR", keys), "only what was changed").toEqual({ note: "x" })
})

test("a new line keeps its key when it gets its id", () => {
  const keys = new LineKeys()
  expect(keys.idOf("new 1")).toBeNull()
  keys.sent([{ key: "known" }, { key: "new 1" }], 2)
  keys.learn({ version: 3, lines: [{ id: "known" }, { id: "of somebody else" }] })
  expect(keys.idOf("new 1"), "what somebody else has written meanwhile is none of them").toBeNull()
  keys.learn({ version: 2, lines: [{ id: "known" }, { id: "made" }] })
  expect([keys.idOf("new 1"), keys.keyOf("made"), keys.idOf("known"), keys.keyOf("known")]).toEqual([
    ...["made", "new 1", "known", "known"],
  ])
})

test("amounts have the digits of their currency", () => {
  const amount = (value: string, currency: string) =>
    adjustmentError({ kind: "discount", by: "amount", value, reason: "" }, currency)
  expect(amount("5.5", "EUR")).toBeUndefined()
  expect(amount("5.5", "JPY")).toBe("Enter an amount like 50.")
  expect(amount("1e308", "EUR")).toBe("Enter an amount like 50.00.")
  expect(amount("-1", "EUR")).toBe("An amount must not be negative.")
})

test("errors stand at their cells, and what is wrong counts as nothing", () => {
  const wrong = line({ quantity: "NaN", unitPrice: "-1" })
  expect(lineErrors(wrong, "EUR")).toEqual({
    quantity: "Write a number like 12.5.",
    unitPrice: "This number must not be negative.",
  })
  expect(draftTotals(draft({ lines: [line(), wrong] })).totals?.payableMinor).toBe(22729)
  const large = line({ quantity: "1000000000", unitPrice: "1000000000" })
  expect(draftTotals(draft({ lines: [line(), large] }))).toEqual({ totals: null, tooLarge: 1 })
})

test("a tax is read back as it was written", () => {
  expect(taxOf(taxKey("reverse_charge", "0"))).toEqual({ taxCategory: "reverse_charge", taxPercent: "0" })
  expect(taxOf(taxKey("standard", "7.5"))).toEqual({ taxCategory: "standard", taxPercent: "7.5" })
})
