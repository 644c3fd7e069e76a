import { expect, test } from "vitest"
import { refusalOf } from "../../data/refusal"
import { changesForApi, type EntryValues, entryValues, newEntryForApi, newEntryValues } from "./entry-values"

const values = (also: Partial<EntryValues> = {}): EntryValues => ({
  ...newEntryValues("2026-11-16"),
  campaignId: "c",
  minutes: "1:30",
  ...also,
})
const refused = (run: () => unknown): string[] => {
  try {
    run()
  } catch (error) {
    return Object.keys(refusalOf(error).fields)
  }
  return []
}

test("a new entry is so many minutes, or from one time to another", () => {
  const entry = { campaignId: "c", taskId: null, note: null, billable: true, day: "2026-11-16", reason: null }
  expect(newEntryForApi(values())).toEqual({ ...entry, minutes: 90 })
  expect(newEntryForApi(values({ kind: "clock", from: "09:00", to: "10:30" }))).toEqual({
    ...entry,
    from: "09:00",
    to: "10:30",
  })
})

test("what is missing is said at its field", () => {
  expect(refused(() => newEntryForApi(values({ campaignId: null })))).toEqual(["campaignId"])
  expect(refused(() => newEntryForApi(values({ minutes: "long" })))).toEqual(["minutes"])
  expect(refused(() => newEntryForApi(values({ kind: "clock" })))).toEqual(["from", "to"])
})

test("only what was changed is sent, with the reason", () => {
  const before = { campaignId: "c", taskId: "t", note: null, billable: true, day: "2026-11-16", minutes: 90 }
  const form = entryValues(before)
  expect(form.minutes).toBe("1:30")
  expect(changesForApi(form, {})).toBeNull()
  const after = { ...form, minutes: "2", reason: " Disputed " }
  expect(changesForApi(after, { minutes: "2", reason: " Disputed " })).toEqual({
    changes: { minutes: 120 },
    reason: "Disputed",
  })
})
