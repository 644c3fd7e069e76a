import { healthOf } from "@alphas/domain/campaigns/health"
import { costOf } from "@alphas/domain/time/clock"
import { NewRate } from "@alphas/domain/time/input"
import { rateOf } from "@alphas/domain/time/rates"
import { expect, test } from "vitest"
import { foundAgency } from "./agency"
import type { NewLeave } from "./agency-calendar"
import { iso } from "./calendar"
import { mondayOf } from "./timekeeping"
import { loadVocabulary } from "./vocabulary"

// A Monday, a Saturday, days after the clocks were put back and forward, and one in a year of other holidays.
const days = ["2026-11-23", "2026-05-16", "2026-11-04", "2027-04-08", "2028-02-09"]

const agencies = new Map<string, ReturnType<typeof foundAgency>>()

/** The agency as it is made on that day; made once, for no test changes it. */
async function agencyOf(today: string): Promise<ReturnType<typeof foundAgency>> {
  const agency = agencies.get(today) ?? foundAgency(await loadVocabulary(), Date.parse(today))
  agencies.set(today, agency)
  return agency
}

test.each(days)("seen from %s, time lies on days on which its people worked", async (today) => {
  const { staff, work, daysOff, leaves } = await agencyOf(today)
  const { entries, campaigns, tasks, assignees, members } = work
  expect(entries.length).toBeGreaterThan(2_500)
  const off = new Set(daysOff.map(({ day }) => day))
  const people = new Map(staff.map((person) => [person.id, person]))
  const known = new Map(campaigns.map((campaign) => [campaign.id, campaign]))
  const ofTask = new Map(tasks.map((task) => [task.id, task]))
  const hands = new Set(assignees.map(({ taskId, userId }) => `${taskId} ${userId}`))
  const membership = new Set(members.map(({ campaignId, userId }) => `${campaignId} ${userId}`))
  const spent = new Map<string, number>()
  const wrong: string[] = []
  for (const entry of entries) {
    const { id, day, userId, campaignId, taskId, minutes, startedAt, endedAt } = entry
    const key = `${userId} ${day}`
    spent.set(key, (spent.get(key) ?? 0) + minutes)
    const task = ofTask.get(taskId ?? "")
    const rules = {
      isOver: day < today && entry.createdAt < today,
      isWorkingDay: !off.has(day) && ![0, 6].includes(new Date(day).getUTCDay()),
      isThere: (people.get(userId)?.createdAt ?? "9") < day && !isAway(leaves, userId, day),
      isMember: membership.has(`${campaignId} ${userId}`),
      hasBegun: (known.get(campaignId)?.startDay ?? "9") <= day,
      isTheirs: taskId === null || (task?.campaignId === campaignId && hands.has(`${taskId} ${userId}`)),
      isGoingOn:
        taskId === null ||
        (task !== undefined &&
          task.startDay <= day &&
          task.status !== "not_started" &&
          (task.status !== "completed" || day <= task.endDay)),
      isRounded: minutes >= 30 && minutes % 15 === 0,
      isByClock:
        startedAt == null ||
        endedAt == null ||
        (Date.parse(endedAt) - Date.parse(startedAt) === minutes * 60_000 &&
          [startedAt, endedAt].every((at) => berlin(at) === day)),
    }
    for (const [rule, holds] of Object.entries(rules)) if (!holds) wrong.push(`${id} on ${day}: ${rule}`)
  }
  expect(wrong).toEqual([])
  expect(Math.max(...spent.values())).toBeLessThanOrEqual(10 * 60)
  const team = [...spent].filter(([key]) => people.get(key.split(" ")[0] ?? "")?.role === "team_member")
  const whole = team.filter(([, minutes]) => minutes >= 360 && minutes <= 480)
  expect(whole.length / team.length).toBeGreaterThan(0.8)
  const clocked = entries.filter(({ startedAt }) => startedAt !== null).length / entries.length
  const billable = entries.filter((entry) => entry.billable).length / entries.length
  expect(clocked > 0.2 && clocked < 0.5).toBe(true)
  expect(billable > 0.7 && billable < 0.95).toBe(true)
})

const isAway = (leaves: readonly NewLeave[], userId: string, day: string) =>
  leaves.some((one) => one.userId === userId && one.fromDay <= day && day <= one.toDay)

const clock = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" })
/** The day in Berlin, `YYYY-MM-DD`. */
const berlin = (at: string) => clock.format(Date.parse(at))

test("stretches of one person never overlap", async () => {
  const { work } = await agencyOf("2026-11-23")
  const spans = work.entries
    .flatMap(({ userId, startedAt, endedAt }) =>
      startedAt == null || endedAt == null ? [] : [{ userId, startedAt, endedAt }],
    )
    .sort((a, b) => (`${a.userId} ${a.startedAt}` < `${b.userId} ${b.startedAt}` ? -1 : 1))
  const overlaps = spans.filter((span, index) => {
    const before = spans[index - 1]
    return before?.userId === span.userId && before.endedAt > span.startedAt
  })
  expect(overlaps).toEqual([])
})

test("each entry is priced by the rates that hold, before the raise, after it, and by person and campaign", async () => {
  const { staff, work, rates } = await agencyOf("2026-11-23")
  for (const { id: _id, version: _version, ...rate } of rates)
    expect(NewRate.safeParse(rate).success).toBe(true)
  const roles = new Map(staff.map(({ id, role }) => [id, role]))
  const currencies = new Map(work.campaigns.map(({ id, currency }) => [id, currency]))
  const used = new Set<number>()
  for (const { userId, campaignId, day, minutes, billable, costMinor, billMinor } of work.entries) {
    const [role, currency] = [roles.get(userId), currencies.get(campaignId)]
    if (role === undefined || currency === undefined) throw new Error("Time is somebody's, for a campaign.")
    const hour = { userId, campaignId, day, role, currency }
    const [cost, billing] = [rateOf(rates, "cost", hour), rateOf(rates, "billing", hour)]
    if (cost === null || billing === null) throw new Error("Every hour has its rates.")
    for (const rate of [cost, billing]) used.add(rate)
    expect(costMinor).toBe(costOf(minutes, cost))
    expect(billMinor).toBe(billable ? costOf(minutes, billing) : 0)
  }
  // The team before and after its raise, somebody's own rates, and what was agreed on for a campaign.
  for (const rate of [42_00, 44_00, 95_00, 98_00, 105_00, 110_00]) expect(used).toContain(rate)
})

test("weeks before the last are approved by somebody else, the last is submitted by most, this one is open", async () => {
  const { work, timesheets, staff } = await agencyOf("2026-11-27")
  const kept = new Set(work.entries.map(({ userId, day }) => `${userId} ${mondayOf(day)}`))
  const states = new Map(
    timesheets.map((timesheet) => [`${timesheet.userId} ${timesheet.monday}`, timesheet.state]),
  )
  for (const week of kept) {
    const monday = week.split(" ")[1] ?? ""
    if (monday === "2026-11-23") expect(states.has(week)).toBe(false)
    else if (monday < "2026-11-16") expect(states.get(week)).toBe("approved")
  }
  expect([...states.keys()].filter((week) => !kept.has(week))).toEqual([])
  const last = [...kept].filter((week) => week.endsWith("2026-11-16"))
  const submitted = last.filter((week) => states.get(week) === "submitted")
  expect(submitted.length / last.length).toBeGreaterThan(0.7)
  expect(submitted.length).toBeLessThan(last.length)
  for (const { userId, decidedBy, state } of timesheets) {
    expect(decidedBy === userId).toBe(false)
    expect(decidedBy === null).toBe(state === "submitted")
  }
  const named = staff.filter(({ email }) => ["team@alphas.demo", "manager@alphas.demo"].includes(email))
  for (const { id } of named) {
    const own = work.entries.filter(({ userId }) => userId === id)
    expect(own.length).toBeGreaterThan(0)
    expect(own.filter(({ day }) => day >= "2026-11-23")).toEqual([])
  }
})

test("budgets are in proportion to what was worked: most campaigns stay on track, some are over", async () => {
  const today = "2026-11-23"
  const { work, log } = await agencyOf(today)
  const active = work.campaigns.filter(({ status }) => status === "active")
  const health = active.map((row) =>
    healthOf(
      {
        status: "active",
        endDay: row.endDay,
        nextDueDay: row.nextDueDay ?? null,
        lastDueDay: row.lastDueDay ?? null,
        progress: row.progress ?? 0,
        budgetMinor: row.budgetMinor ?? null,
        actualMinor: row.hoursMinor ?? 0,
      },
      today,
    ),
  )
  const share = (word: string) => health.filter((each) => each === word).length / health.length
  expect(share("on_track")).toBeGreaterThan(0.5)
  expect(share("at_risk")).toBeGreaterThan(0.1)
  const used = work.campaigns.filter(({ hoursMinor = 0 }) => hoursMinor > 0)
  const over = used.filter(({ hoursMinor = 0, budgetMinor }) => hoursMinor > (budgetMinor ?? 0))
  expect(over.length).toBeGreaterThan(0)
  expect(over.length / used.length).toBeLessThan(0.25)
  const budgets = new Map<string, unknown>()
  for (const { entity, entityId, fields } of log) {
    const after = entity === "campaign" ? fields?.budgetMinor?.after : undefined
    if (after !== undefined && entityId != null) budgets.set(entityId, after)
  }
  for (const { id, budgetMinor } of work.campaigns) expect(budgets.get(id)).toBe(budgetMinor)
})

test("templates are kept of three kinds of campaign, with dependencies that point at their tasks", async () => {
  const { templates } = await agencyOf("2026-11-23")
  expect(templates.map(({ name }) => name)).toEqual(["Search advertising", "Website relaunch", "Newsletter"])
  for (const { content, createdAt } of templates) {
    expect(createdAt < iso(Date.parse("2026-11-23"))).toBe(true)
    expect(content.days).toBeGreaterThan(5)
    expect(content.tasks.length).toBeGreaterThan(4)
    expect(content.kpis.length).toBeGreaterThan(0)
    for (const { predecessor, successor } of content.dependencies) {
      expect(predecessor).not.toBe(successor)
      expect(Math.max(predecessor, successor)).toBeLessThan(content.tasks.length)
    }
    for (const { parent, start, mode } of content.tasks) {
      expect((parent ?? 0) < content.tasks.length).toBe(true)
      expect(start !== null).toBe(mode === "manual")
    }
  }
})
