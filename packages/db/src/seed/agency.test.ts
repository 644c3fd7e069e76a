import { preview } from "@alphas/domain/schedule/plan"
import { expect, test } from "vitest"
import { foundAgency } from "./agency"
import { day, iso } from "./calendar"
import { loadVocabulary } from "./vocabulary"

// A Saturday, a Sunday, a day on which the agency is closed, a holiday, and a day in the middle of the week.
const days = ["2026-05-16", "2027-01-17", "2026-12-29", "2027-03-26", "2028-02-09"]

test.each(days)("on %s the agency is as it should be on any day", async (today) => {
  const now = Date.parse(today)
  const { staff, viewers, work, daysOff, leaves, log } = foundAgency(await loadVocabulary(), now)
  expect(work.campaigns).toHaveLength(300)
  expect(log.filter(({ at }) => at > iso(now))).toEqual([])
  const week = {
    weekdays: [true, true, true, true, true, false, false],
    off: daysOff.map((row) => row.day),
  }
  for (const { id, startDay, status, tasksTotal, tasksDone } of work.campaigns) {
    const tasks = work.tasks.filter(({ campaignId }) => campaignId === id).map(planned)
    const dependencies = work.dependencies.filter(({ campaignId }) => campaignId === id).map(dependency)
    expect(preview({ startDay, week, absences: leaves, tasks, dependencies }, []).moves).toEqual([])
    if (status === "completed") expect(tasksDone).toBe(tasksTotal)
    if (status === "planning") expect(startDay > today).toBe(true)
  }
  const member = staff.find(({ email }) => email === "team@alphas.demo")
  const open = work.tasks.filter((task) => task.responsibleId === member?.id && task.status !== "completed")
  const soon = iso(now + 7 * day).slice(0, 10)
  const shared = work.campaigns.find(({ clientId }) => clientId === viewers[0]?.clientId)
  expect(shared?.status).toBe("active")
  expect(open.some((task) => task.campaignId === shared?.id && task.status === "in_progress")).toBe(true)
  expect(open.some(({ endDay }) => endDay < today)).toBe(true)
  expect(open.some(({ startDay, endDay }) => startDay <= today && endDay >= today)).toBe(true)
  expect(open.filter(({ endDay }) => endDay >= today && endDay <= soon).length).toBeGreaterThan(1)
})

test("the same day makes the same agency", async () => {
  const made = async () => {
    const { work, rates, timesheets, templates } = foundAgency(
      await loadVocabulary(),
      Date.parse("2026-11-23"),
    )
    const { campaigns, tasks, dependencies, assignees, kpiValues, entries } = work
    return { campaigns, tasks, dependencies, assignees, kpiValues, entries, rates, timesheets, templates }
  }
  expect(await made()).toEqual(await made())
})

type Work = ReturnType<typeof foundAgency>["work"]

const planned = (row: Work["tasks"][number]) => ({
  id: row.id,
  version: row.version ?? 1,
  mode: row.mode ?? "automatic",
  status: row.status ?? "not_started",
  startDay: row.startDay,
  endDay: row.endDay,
  durationDays: row.durationDays,
  notBefore: row.notBefore ?? null,
  responsibleId: row.responsibleId ?? null,
})

const dependency = (row: Work["dependencies"][number]) => ({
  predecessorId: row.predecessorId,
  successorId: row.successorId,
  type: row.type ?? "finish_start",
  lagDays: row.lagDays ?? 0,
})
