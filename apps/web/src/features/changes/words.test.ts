import { describe, expect, test } from "vitest"
import { beforeClient, sayField, sayValue, sayVerb, type Words } from "./words"

const words: Words = {
  nameOf: (id) => (id.endsWith("1") ? "Anna Berg" : undefined),
  instant: (instant) => `at ${instant}`,
  day: (day) => `on ${day}`,
  month: (day) => `in ${day.slice(0, 7)}`,
  number: (value) => `#${value}`,
  money: (minor) => `€${minor / 100}`,
}
const id = (last: string) => `00000000-0000-7000-8000-00000000000${last}`

describe("a change in words", () => {
  test("a verb that changes more than its own entity says what it did to each", () => {
    expect(sayVerb({ verb: "campaigns.create", entity: "campaign", fields: {} }, words)).toBe(
      "created the campaign",
    )
    expect(sayVerb({ verb: "campaigns.create", entity: "kpi", fields: {} }, words)).toBe("added a KPI")
    expect(sayVerb({ verb: "campaigns.kpis.setValue", entity: "kpi", fields: {} }, words)).toBe(
      "set a value of {name}",
    )
    expect(sayVerb({ verb: "users.disable", entity: "user", fields: {} }, words)).toBe("disabled {name}")
  })

  test("only a client bears the client's name; what is for one says so", () => {
    expect(beforeClient({ entity: "client" })).toBe("")
    expect(beforeClient({ entity: "task" })).toBe("for ")
    expect(
      ["taskId", "userId", "startedAt", "endedAt"].map((field) => sayField("timer", field, words)),
    ).toEqual([...["Task", "Person", "Started", "Ended at"]])
  })

  test("amounts, days, numbers, statuses and people are told as such", () => {
    expect(sayValue("campaign", "budgetMinor", 1200, words)).toBe("€12")
    expect(sayValue("campaign", "endDay", "2026-11-30", words)).toBe("on 2026-11-30")
    expect(sayValue("kpi", "target", 0, words)).toBe("#0")
    expect(sayValue("campaign", "status", "paused", words)).toBe("Paused")
    expect(sayValue("kpi", "direction", "down", words)).toBe("less")
    expect(sayValue("campaign", "managerId", id("1"), words)).toBe("Anna Berg")
    expect(sayValue("campaign", "managerId", id("2"), words)).toBe("somebody you cannot see")
  })

  test("a checklist item is told with whether it is done", () => {
    expect(sayValue("task", "check", { text: "Buy stamps", done: true }, words)).toBe("Buy stamps, done")
    expect(sayValue("task", "check", { text: "Buy stamps", done: false }, words)).toBe("Buy stamps")
    expect(sayValue("task_dependency", "type", "finish_start", words)).toBe("Finish to start")
  })

  test("what happened to a month and to a rate is told as people say it", () => {
    const lock = { "2026-10-01": { before: false, after: true } }
    expect(sayVerb({ verb: "time.rules.lockMonth", entity: "locked_month", fields: lock }, words)).toBe(
      "locked in 2026-10",
    )
    expect(sayValue("rate", "minorPerHour", 9500, words)).toBe("€95 / h")
  })

  test("a rule by which a task repeats is told in words", () => {
    expect(sayValue("task", "recurrence", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", words)).toBe(
      "every week on Monday, until on 2026-12-31",
    )
    expect(sayField("task", "recurrence", words)).toBe("Repeats")
    expect(sayVerb({ verb: "tasks.recur", entity: "task", fields: {} }, words)).toMatch(
      /which this one repeats/,
    )
  })

  test("a change of the plan tells which tasks went where, and what moved them", () => {
    const placed = { mode: "automatic", startDay: "2026-03-02", endDay: "2026-03-03", title: "Brief" }
    expect(sayField("schedule", id("1"), words)).toBe("Anna Berg")
    expect(sayField("schedule", id("2"), words)).toBe("A task")
    expect(sayValue("schedule", id("1"), placed, words)).toBe("on 2026-03-02 – on 2026-03-03")
    expect(sayValue("schedule", id("1"), { ...placed, endDay: "2026-03-02" }, words)).toBe("on 2026-03-02")
    expect(sayVerb({ verb: "schedule.reschedule", entity: "schedule", fields: {} }, words)).toBe(
      "changed the plan",
    )
    expect(sayVerb({ verb: "schedule.dependencies.create", entity: "schedule", fields: {} }, words)).toMatch(
      /^added a dependency, which changed/,
    )
    expect(sayVerb({ verb: "tasks.update", entity: "schedule", fields: {} }, words)).toMatch(
      /which changed the plan$/,
    )
    expect(sayVerb({ verb: "campaigns.templates.fill", entity: "schedule", fields: {} }, words)).toBe(
      "planned the tasks",
    )
  })

  test("a value that was measured stands under its day", () => {
    expect(sayField("kpi", "2026-11-30", words)).toBe("on 2026-11-30")
    expect([sayField("campaign", "budgetMinor", words), sayField("campaign", "reason", words)]).toEqual([
      "Budget",
      "Reason",
    ])
  })
})
