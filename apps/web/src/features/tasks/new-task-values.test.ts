import { expect, test } from "vitest"
import { refusalOf } from "../../data/refusal"
import { newTaskForApi, newTaskValues } from "./new-task-values"

const values = { ...newTaskValues("c", null), title: "Landing page" }

test("only the day that counts in the chosen mode is sent, and a milestone takes no time", () => {
  const days = { notBefore: "2026-12-01", startDay: "2026-12-02", durationDays: 4 }
  expect(newTaskForApi({ ...values, ...days })).toMatchObject({
    ...{ mode: "automatic", notBefore: "2026-12-01", startDay: null, durationDays: 4 },
  })
  expect(newTaskForApi({ ...values, ...days, mode: "manual", milestone: true })).toMatchObject({
    ...{ mode: "manual", notBefore: null, startDay: "2026-12-02", durationDays: 0 },
  })
})

test("an estimate is sent in minutes; what is none is refused at its field, like a missing campaign", () => {
  expect(newTaskForApi({ ...values, estimateMinutes: "2:30" }).estimateMinutes).toBe(150)
  const fieldsOf = (wrong: Partial<typeof values>) => {
    try {
      return newTaskForApi({ ...values, ...wrong })
    } catch (error) {
      return Object.keys(refusalOf(error).fields)
    }
  }
  expect(fieldsOf({ estimateMinutes: "a day" })).toEqual(["estimateMinutes"])
  expect(fieldsOf({ campaignId: null })).toEqual(["campaignId"])
})
