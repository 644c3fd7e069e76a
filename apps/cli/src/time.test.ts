import {
  type CampaignRow,
  makeCampaign,
  makeCampaignMember,
  makeTask,
  makeUser,
  type UserRow,
} from "@alphas/db/factories"
import { leaves } from "@alphas/db/schema/calendar"
import { campaigns } from "@alphas/db/schema/campaigns"
import { timers } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { dayIn } from "@alphas/domain/days"
import { instantsOf } from "@alphas/domain/time/clock"
import { eq, sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

interface Entry {
  id: string
  day: string
  minutes: number
  startedAt: string | null
  note: string | null
  billable: boolean
  campaign: { id: string } | null
  task: { id: string } | null
}
interface Week {
  monday: string
  state: string
  version: number
}

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let member: UserRow
let campaign: CampaignRow
let taskId: string
beforeAll(async () => {
  alphas = await TestAlphas.start()
  const { db } = alphas.database.connection
  member = await alphas.person({ name: "Noor Lind" })
  campaign = await makeCampaign(db, { name: "Spring launch" })
  await makeCampaignMember(db, campaign.id, member.id)
  taskId = (await makeTask(db, { title: "Key visual", campaignId: campaign.id })).id
  await alphas.login(member)
})
afterAll(() => alphas.close())

const entries = async (...args: string[]) =>
  (await alphas.json<{ items: Entry[] }>(["time", "list", ...args])).items

test("a timer is started, told of and stopped, at a time that is named too, or discarded", async () => {
  expect((await alphas.run(["time", "status"])).out).toBe("No timer is running.\n")
  expect(await alphas.run(["time", "stop"])).toMatchObject({
    code: 1,
    err: expect.stringContaining("No timer"),
  })
  expect(await alphas.run(["time", "start"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("--task TASK"),
  })
  expect((await alphas.run(["time", "start", "--task", "key", "--note", "Draft"])).out).toBe(
    "Timer started.\n",
  )
  expect(await alphas.run(["time", "start", "--campaign", "spring"])).toMatchObject({
    code: 1,
    err: expect.stringContaining("A timer is already running."),
  })
  const startedAt = new Date(Date.now() - 90 * 60_000).toISOString()
  await alphas.database.connection.db.update(timers).set({ startedAt })
  expect((await alphas.run(["time", "status"])).out).toMatch(
    /^Spring launch, Key visual: 1:30 since \d{4}-\d\d-\d\d \d\d:\d\d\.\n$/,
  )
  expect(await alphas.run(["time", "stop", "--at", "6 pm"])).toMatchObject({ code: 2 })
  expect(await alphas.run(["time", "stop", "--at", "2020-01-01 18:00"])).toMatchObject({
    code: 1,
    err: expect.stringContaining("Choose a later time"),
  })
  expect((await alphas.json<{ minutes: number }>(["time", "stop"])).minutes).toBeGreaterThanOrEqual(90)
  expect((await entries("--person", "me"))[0]).toMatchObject({ note: "Draft", task: { id: taskId } })
  await alphas.run(["time", "start", "--campaign", "spring"])
  expect((await alphas.run(["time", "stop", "--discard"])).out).toBe("Timer discarded.\n")
})

test("time is entered as a length or by the clock, and listed", async () => {
  const args = ["time", "log", "1h30m", "--campaign", "spring", "--day", "2026-03-02", "--note", "Workshop"]
  expect((await alphas.run(args)).out).toMatch(/^Logged 1:30 \([0-9a-f-]{36}\)\.\n$/)
  await alphas.json([
    "time",
    "add",
    "--task",
    "key visual",
    "--no-billable",
    "--day",
    "2026-03-03",
    "--from",
    "09:00",
    "--to",
    "09:45",
  ])
  const found = await entries("--from", "2026-03-01", "--to", "2026-03-31", "--campaign", "spring launch")
  expect(found.map(({ day, minutes, billable, note }) => [day, minutes, billable, note])).toEqual([
    ["2026-03-03", 45, false, null],
    ["2026-03-02", 90, true, "Workshop"],
  ])
  const [head, row] = (await alphas.run(["time", "list", "--to", "2026-03-03", "--limit", "1"])).out.split(
    "\n",
  )
  expect(head).toMatch(/^DAY +TIME +CAMPAIGN +TASK +BILLABLE +PERSON +ID$/)
  expect(row).toMatch(/^2026-03-03 +0:45 +Spring launch +Key visual +no +Noor Lind +[0-9a-f-]{36}$/)
  expect(await alphas.run(["time", "log", "a while", "--campaign", "spring"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("is not a length of time"),
  })
  expect(await alphas.run(["time", "log", "--campaign", "spring"])).toMatchObject({ code: 2 })
  const midnight = ["time", "log", "--campaign", "spring", "--from", "22:00", "--to", "01:00"]
  expect(await alphas.run(midnight)).toMatchObject({ code: 1, err: expect.stringContaining("past midnight") })
})

test("time by the clock is of today on the caller's own clock, wherever the agency is", async () => {
  const { db } = alphas.database.connection
  for (const timeZone of ["Australia/Sydney", "Pacific/Honolulu", "Pacific/Kiritimati"]) {
    await db.update(users).set({ timeZone }).where(eq(users.id, member.id))
    const args = [
      "time",
      "log",
      "--campaign",
      "spring",
      "--from",
      "03:00",
      "--to",
      "04:00",
      "--note",
      timeZone,
    ]
    await alphas.json(args)
    const found = (await entries("--person", "me")).find(({ note }) => note === timeZone)
    const today = dayIn(timeZone, new Date())
    expect([found?.day, found?.startedAt]).toEqual([
      today,
      new Date(instantsOf(timeZone, today, "03:00")[0] ?? 0).toISOString(),
    ])
  }
  await db.update(users).set({ timeZone: null }).where(eq(users.id, member.id))
})

test("time that seldom is meant asks, or takes a flag", async () => {
  const { db } = alphas.database.connection
  const late = await makeCampaign(db, { name: "Late show", startDay: "2026-06-01" })
  await makeCampaignMember(db, late.id, member.id)
  for (const args of [
    ["time", "log", "1", "--campaign", "late", "--day", "2026-05-29"],
    ["time", "start", "--campaign", "late"],
  ]) {
    await db
      .update(campaigns)
      .set({ status: args[1] === "start" ? "completed" : "active" })
      .where(eq(campaigns.id, late.id))
    const asked = await alphas.run([...args, "--json"])
    expect(asked.code).toBe(1)
    expect(JSON.parse(asked.err)).toMatchObject({ error: { reason: "unconfirmed" } })
    expect((await alphas.run([...args, "--yes"])).code).toBe(0)
  }
  await alphas.run(["time", "stop", "--discard"])
})

test("a week is shown day by day, submitted and withdrawn", async () => {
  await alphas.json(["time", "log", "2", "--campaign", "spring", "--day", "2026-04-14"])
  await alphas.json(["time", "log", "0:30", "--task", "key visual", "--day", "2026-04-16"])
  const text = (await alphas.run(["time", "week", "2026-04-19"])).out
  expect(text).toContain("Noor Lind, week of 2026-04-13: open")
  expect(text).toMatch(/^CAMPAIGN AND TASK +TUE 14 +THU 16$/m)
  expect(text).toMatch(/^Spring launch +2:00$/m)
  expect(text).toMatch(/^Spring launch, Key visual +0:30$/m)
  expect(text).toContain("Total 2:30")
  const unsure = await alphas.run(["time", "submit", "2026-04-15"])
  expect(unsure).toMatchObject({ code: 1, err: expect.stringContaining("Confirm it with: --yes") })
  expect(unsure.err).toContain("You have not entered any time on 2026-04-13, 2026-04-15, 2026-04-17.")
  expect((await alphas.run(["time", "submit", "2026-04-15", "--yes"])).out).toBe(
    "The week of 2026-04-13 is submitted.\n",
  )
  expect(await alphas.run(["time", "log", "1", "--campaign", "spring", "--day", "2026-04-14"])).toMatchObject(
    {
      code: 1,
      err: expect.stringContaining("This week is submitted."),
    },
  )
  expect((await alphas.run(["time", "submit", "2026-04-15"])).code).toBe(1)
  await alphas.json(["time", "withdraw", "2026-04-15"])
  expect(await alphas.json<Week>(["time", "week", "2026-04-15"])).toMatchObject({ state: "open", version: 2 })
  expect(await alphas.run(["time", "week", "2026-02-30"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("is not a date"),
  })
})

/** Makes the person another by hand; the server hears of it by the epoch. */
async function become(role: UserRow["role"]): Promise<void> {
  const { db } = alphas.database.connection
  await db.update(users).set({ role }).where(eq(users.id, member.id))
  await db.execute(sql`update change_epoch set session_epoch = session_epoch + 1`)
}

test("a rate says what it reprices before it is set", async () => {
  await become("admin")
  await alphas.json(["time", "log", "2", "--campaign", "spring", "--day", "2026-03-09"])
  const add = ["time", "rates", "add", "cost", "45", "--from", "2026-03-09", "--person", "me"]
  const asked = await alphas.run(add)
  expect(asked).toMatchObject({ code: 1, err: expect.stringContaining("--yes") })
  expect(asked.err).toMatch(/This changes the cost of \d+ entr(y|ies) from 0\.00 EUR to \d+\.\d\d EUR\./)
  const { id } = await alphas.json<{ id: string }>([...add, "--yes"])
  expect((await alphas.run(["time", "rates", "list"])).out).toMatch(
    /^cost +Noor Lind +2026-03-09 +45\.00 EUR/m,
  )
  expect((await alphas.run(["time", "rates", "remove", id])).code).toBe(1)
  expect((await alphas.run(["time", "rates", "remove", id, "--yes"])).out).toBe("The rate is removed.\n")
  await become(member.role)
})

test("leave of everybody or of some is listed", async () => {
  const { db } = alphas.database.connection
  const other = await makeUser(db, { name: "Ada Reed" })
  const days = { fromDay: "2026-08-03", toDay: "2026-08-14" }
  await db.insert(leaves).values([
    { userId: member.id, ...days, note: "Sailing" },
    { userId: other.id, ...days, note: "Not for others" },
  ])
  const text = (await alphas.run(["leave", "list", "--from", "2026-08-01"])).out
  expect(text).toMatch(/^Noor Lind +2026-08-03 +2026-08-14 +Sailing +[0-9a-f-]{36}$/m)
  expect(text).toContain("Ada Reed")
  expect(text).not.toContain("Not for others")
  const mine = await alphas.json<{ person: { id: string } }[]>([
    "leave",
    "list",
    "--person",
    "me",
    "--from",
    "2026-08-01",
    "--to",
    "2026-08-05",
  ])
  expect(mine.map(({ person }) => person.id)).toEqual([member.id])
  expect((await alphas.run(["leave", "list", "--from", "2031-01-01"])).out).toBe("Nobody is away.\n")
})
