import {
  type CampaignRow,
  makeCampaign,
  makeCampaignMember,
  makeTask,
  makeUser,
  type UserRow,
} from "@alphas/db/factories"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

interface Page {
  items: { id: string; title: string }[]
  nextCursor: string | null
  total: number | null
}
interface Task {
  id: string
  title: string
  status: string
  priority: string
  startDay: string
  endDay: string
  progress: number
  estimateMinutes: number | null
  recurrence: string | null
  labels: string[]
  responsible: { id: string } | null
  assignees: { id: string }[]
  checklist: { text: string }[]
  parentId: string | null
  version: number
}

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let manager: UserRow
let member: UserRow
let campaign: CampaignRow
beforeAll(async () => {
  alphas = await TestAlphas.start()
  const { db } = alphas.database.connection
  manager = await alphas.person({ name: "Mara Hale", role: "manager" })
  member = await makeUser(db, { name: "Noor Lind" })
  campaign = await makeCampaign(db, { name: "Spring launch", managerId: manager.id })
  await makeCampaignMember(db, campaign.id, member.id)
  await alphas.login(manager)
})
afterAll(() => alphas.close())

const task = (values: Parameters<typeof makeTask>[1]) =>
  makeTask(alphas.database.connection.db, { campaignId: campaign.id, ...values })
const get = (reference: string) => alphas.json<Task>(["tasks", "get", reference])
const titles = async (...args: string[]) =>
  (await alphas.json<Page>(["tasks", "list", ...args])).items.map(({ title }) => title)

test("list filters, sorts and pages; --json is the API's answer, --quiet ids, else a table", async () => {
  const values = { status: "under_review", priority: "high", responsibleId: member.id, progress: 90 } as const
  for (const title of ["Osprey", "Opal", "Onyx"]) await task({ title, ...values })
  await task({ title: "Olive", status: "under_review", endDay: "2035-01-05" })
  const filters = ["tasks", "list", "--status", "under_review", "--assignee", "noor lind", "--sort", "title"]
  const sorted = [...filters, "--desc", "--campaign", "spring"]
  const page = await alphas.json<Page>([...sorted, "--limit", "2", "--count"])
  expect(page.items.map(({ title }) => title)).toEqual(["Osprey", "Opal"])
  expect(page.total).toBe(3)
  const all = await alphas.run([...sorted, "--limit", "1", "--all", "--quiet"])
  expect(all.out.trim().split("\n")).toHaveLength(3)
  const [head, ...rows] = (await alphas.run(sorted)).out.trimEnd().split("\n")
  expect(head).toMatch(/^TITLE +STATUS +ENDS +CAMPAIGN +RESPONSIBLE +PRIORITY +STARTS +PROGRESS +ID$/)
  expect(rows[0]).toMatch(
    /^Osprey +Under review +2026-03-02 +Spring launch +Noor Lind +High +2026-03-02 +90 % +[0-9a-f-]{36}$/,
  )
  expect(await titles("--status", "under_review", "--assignee", "none")).toEqual(["Olive"])
  expect(await titles("--status", "under_review", "--overdue")).not.toContain("Olive")
  expect(await titles("--from", "2035-01-01")).toEqual(["Olive"])
})

test("mine are the open tasks of whoever asks, those first that end first", async () => {
  const person = await alphas.person({ name: "Ida Moss" })
  const env = { XDG_CONFIG_HOME: `${alphas.home}/ida` }
  const args = ["login", "--email", person.email, "--password-stdin"]
  await alphas.run(args, { env, stdin: "correct horse battery" })
  expect((await alphas.run(["tasks", "mine"], { env })).out).toBe("No tasks match.\n")
  const values = { responsibleId: person.id, startDay: "2026-03-02" }
  await task({ title: "Later", ...values, endDay: "2035-03-06" })
  await task({ title: "Sooner", ...values, endDay: "2026-03-04", status: "in_progress" })
  await task({ title: "Done", ...values, status: "completed", progress: 100 })
  await task({ title: "Somebody else's", responsibleId: member.id })
  const mine = async (...more: string[]) =>
    (await alphas.json<Page>(["tasks", "mine", ...more], { env })).items.map(({ title }) => title)
  expect(await mine()).toEqual(["Sooner", "Later"])
  expect(await mine("--overdue")).toEqual(["Sooner"])
  expect(await mine("--status", "completed")).toEqual(["Done"])
})

test("create takes fields as options and as JSON, and finds campaign, whole and people by name", async () => {
  const whole = await task({ title: "Artwork" })
  const args = ["tasks", "create", "Key visual", "--campaign", "spring launch", "--parent", "artwork"]
  const plan = ["--days", "3", "--not-before", "2026-03-09", "--estimate", "480", "--label", "design,print"]
  const people = [
    "--responsible",
    "noor lind",
    "--assignee",
    "me",
    "--check",
    "Bleed",
    "--check",
    "Proof, twice",
  ]
  const { id } = await alphas.json<Task>([...args, ...plan, ...people, "--stdin"], {
    stdin: JSON.stringify({ priority: "urgent", estimateMinutes: 5 }),
  })
  expect(await get("key visual")).toMatchObject({
    id,
    parentId: whole.id,
    priority: "urgent",
    startDay: "2026-03-09",
    endDay: "2026-03-11",
    estimateMinutes: 480,
    labels: ["design", "print"],
    responsible: { id: member.id },
    assignees: [{ id: member.id }, { id: manager.id }],
    checklist: [{ text: "Bleed" }, { text: "Proof, twice" }],
  })
  const text = (await alphas.run(["tasks", "get", id])).out
  expect(text).toMatch(/^Length +3 working days$/m)
  expect(text).toMatch(/^Estimate +8 h 0 min$/m)
  expect(text).toMatch(/^Other assignees +Mara Hale$/m)
  expect(text).toContain("[ ] Proof, twice")
  expect(await alphas.run(["tasks", "create", "Nowhere"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("Add the campaign"),
  })
})

test("update changes what is named and clears what is empty; a stale version is refused", async () => {
  const { id } = await task({ title: "Palisade", description: "Old." })
  await alphas.json([
    "tasks",
    "update",
    "palisade",
    "--progress",
    "60",
    "--description",
    "",
    "--title",
    "Fence",
  ])
  expect(await get("fence")).toMatchObject({ id, progress: 60, description: null })
  const stale = await alphas.run(["tasks", "update", id, "--priority", "high", "--if-version", "1"])
  expect(stale).toMatchObject({ code: 1, err: expect.stringContaining("Someone else changed this task") })
  expect(await alphas.run(["tasks", "update", id, "--progress", "101"])).toMatchObject({ code: 2 })
})

test("step takes the steps of the workflow; one's own work is reviewed by others", async () => {
  const { id } = await task({ title: "Quarry", responsibleId: manager.id })
  for (const step of ["start", "submit"]) await alphas.json(["tasks", "step", "quarry", step])
  expect((await get(id)).status).toBe("under_review")
  const own = await alphas.run(["tasks", "step", "quarry", "approve"])
  expect(own).toMatchObject({
    code: 1,
    err: expect.stringContaining("Ask a colleague or the campaign manager"),
  })
  const wrong = await alphas.run(["tasks", "step", "quarry", "finish"])
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("Use one of: start, putBack,") })
})

test("assign says who does it; what is not named stays", async () => {
  const { id } = await task({ title: "Rampart", responsibleId: member.id })
  await alphas.json(["tasks", "assign", "rampart", "--assignee", "me"])
  expect((await get(id)).assignees.map((person) => person.id)).toEqual([member.id, manager.id])
  await alphas.json(["tasks", "assign", "rampart", "--responsible", "none"])
  expect(await get(id)).toMatchObject({ responsible: null, assignees: [{ id: manager.id }] })
  await alphas.json(["tasks", "assign", "rampart", "--responsible", "noor lind", "--assignee", "none"])
  expect(await get(id)).toMatchObject({ responsible: { id: member.id }, assignees: [{ id: member.id }] })
  expect(await alphas.run(["tasks", "assign", "rampart"])).toMatchObject({ code: 2 })
})

test("a title that several campaigns have is told apart by the campaign; remove takes several", async () => {
  const { db } = alphas.database.connection
  const other = await makeCampaign(db, { name: "Autumn fair", managerId: manager.id })
  const rows = [
    await task({ title: "Briefing" }),
    await makeTask(db, { title: "Briefing", campaignId: other.id }),
  ]
  const ended = await alphas.run(["tasks", "get", "briefing"])
  expect(ended.err).toContain(
    `  ${rows[0]?.id}  Briefing (Spring launch)\n  ${rows[1]?.id}  Briefing (Autumn fair)`,
  )
  const named = await alphas.json<Task>(["tasks", "get", "briefing", "--campaign", "autumn fair"])
  expect(named.id).toBe(rows[1]?.id)
  const { id } = await makeTask(db, { title: "Minutes", campaignId: other.id })
  const removed = await alphas.run([
    "tasks",
    "remove",
    "briefing",
    "minutes",
    "--campaign",
    "autumn",
    "--quiet",
  ])
  expect(removed.out.trim().split("\n")).toEqual([named.id, id])
  const gone = await alphas.run(["tasks", "get", "minutes"])
  expect(gone).toMatchObject({ code: 1, err: "alphas: There is no task named minutes.\n" })
})

test("a task repeats by a rule, which is said in words, passes on to the next one and is taken away", async () => {
  const args = ["tasks", "create", "Weekly report", "--campaign", "spring", "--days", "1"]
  const wrong = await alphas.run([...args, "--repeats", "FREQ=HOURLY"])
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining("at most once a day") })
  await alphas.json([...args, "--repeats", "freq=weekly;byday=mo,th"])
  const text = (await alphas.run(["tasks", "get", "Weekly report"])).out
  expect(text).toMatch(/^Repeats +every week on Monday and Thursday$/m)
  const recurrence = "FREQ=WEEKLY;BYDAY=MO,TH"
  await task({ title: "Minutes", recurrence, status: "under_review", submittedBy: member.id })
  await alphas.json(["tasks", "step", "Minutes", "approve"])
  const [next] = (
    await alphas.run(["tasks", "list", "--text", "minutes", "--status", "not_started", "--quiet"])
  ).out
    .trim()
    .split("\n")
  expect(await get(next ?? "")).toMatchObject({
    recurrence,
    startDay: "2026-03-05",
  })
  await alphas.json(["tasks", "update", next ?? "", "--repeats", "none"])
  expect((await get(next ?? "")).recurrence).toBeNull()
})
