import { describe, expect, test } from "vitest"
import { beforeClient, sayField, sayValue, sayVerb, type Words } from "./words"

const words: Words = {
  nameOf: (id) => (id.endsWith("1") ? "Anna Berg" : undefined),
  instant: (instant) => `at ${instant}`,
  day: (day) => `on ${day}`,
  number: (value) => `#${value}`,
  money: (minor) => `€${minor / 100}`,
}
const id = (last: string) => `00000000-0000-7000-8000-00000000000${last}`

describe("a change in words", () => {
  test("a verb that changes more than its own entity says what it did to each", () => {
    expect(sayVerb({ verb: "campaigns.create", entity: "campaign" })).toBe("created the campaign")
    expect(sayVerb({ verb: "campaigns.create", entity: "kpi" })).toBe("added a KPI")
    expect(sayVerb({ verb: "campaigns.kpis.setValue", entity: "kpi" })).toBe("set a KPI value")
    expect(sayVerb({ verb: "campaigns.putOnFire", entity: "campaign" })).toBe("put on fire (campaign)")
  })

  test("only a client bears the client's name; what is for one says so", () => {
    expect(beforeClient({ entity: "client" })).toBe("")
    expect(beforeClient({ entity: "task" })).toBe("for ")
    expect(["taskId", "userId", "startedAt", "endedAt"].map((field) => sayField(field, words))).toEqual([
      ...["Task", "Person", "Began", "Ended"],
    ])
  })

  test("amounts, days, numbers, statuses and people are told as such", () => {
    expect(sayValue("budgetMinor", 1200, words)).toBe("€12")
    expect(sayValue("endDay", "2026-11-30", words)).toBe("on 2026-11-30")
    expect(sayValue("target", 0, words)).toBe("#0")
    expect(sayValue("status", "paused", words)).toBe("Paused")
    expect(sayValue("direction", "down", words)).toBe("less")
    expect(sayValue("managerId", id("1"), words)).toBe("Anna Berg")
    expect(sayValue("managerId", id("2"), words)).toBe("one that you cannot see")
  })

  test("a point of a checklist is told with whether it is done", () => {
    expect(sayValue("check", { text: "Buy stamps", done: true }, words)).toBe("Buy stamps, done")
    expect(sayValue("check", { text: "Buy stamps", done: false }, words)).toBe("Buy stamps")
    expect(sayValue("type", "finish_start", words)).toBe("Finish to start")
  })

  test("a rule by which a task repeats is told in words", () => {
    expect(sayValue("recurrence", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", words)).toBe(
      "every week on Monday, until on 2026-12-31",
    )
    expect(sayField("recurrence", words)).toBe("Repeats")
    expect(sayVerb({ verb: "tasks.recur", entity: "task" })).toMatch(/which this task repeats/)
  })

  test("a change of the plan tells which tasks went where, and what moved them", () => {
    const placed = { mode: "automatic", startDay: "2026-03-02", endDay: "2026-03-03", title: "Brief" }
    expect(sayField(id("1"), words)).toBe("Anna Berg")
    expect(sayField(id("2"), words)).toBe("A task")
    expect(sayValue(id("1"), placed, words)).toBe("on 2026-03-02 – on 2026-03-03")
    expect(sayValue(id("1"), { ...placed, endDay: "2026-03-02" }, words)).toBe("on 2026-03-02")
    expect(sayVerb({ verb: "schedule.reschedule", entity: "schedule" })).toBe("changed the plan")
    expect(sayVerb({ verb: "schedule.dependencies.create", entity: "schedule" })).toMatch(
      /^added a dependency, which moved/,
    )
    expect(sayVerb({ verb: "tasks.update", entity: "schedule" })).toMatch(/which moved the plan$/)
    expect(sayVerb({ verb: "campaigns.templates.fill", entity: "schedule" })).toBe("planned the tasks")
  })

  test("a value that was measured stands under its day", () => {
    expect(sayField("2026-11-30", words)).toBe("on 2026-11-30")
    expect([sayField("budgetMinor", words), sayField("reason", words)]).toEqual(["Budget", "Reason"])
  })
})
