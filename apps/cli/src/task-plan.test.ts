import { makeCampaign, makeTask, type UserRow } from "@alphas/db/factories"
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

interface Moves {
  moves: { id: string; days: number; after: { startDay: string; endDay: string } }[]
  dryRun: boolean
}
interface Task {
  startDay: string
  dependencies: { type: string; lagDays: number }[]
}

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let manager: UserRow
let first: string
let second: string
beforeAll(async () => {
  alphas = await TestAlphas.start()
  manager = await alphas.person({ name: "Mara Hale", role: "manager" })
  await alphas.login(manager)
})
afterAll(() => alphas.close())

/** Two tasks of one day each on Monday, 2 March 2026, in a campaign of their own. */
beforeEach(async () => {
  const { db } = alphas.database.connection
  const campaign = await makeCampaign(db, { managerId: manager.id })
  const ids = []
  for (const title of ["Draft", "Print"])
    ids.push((await makeTask(db, { title, campaignId: campaign.id })).id)
  ;[first = "", second = ""] = ids
})

const get = (id: string) => alphas.json<Task>(["tasks", "get", id])

test("add-dependency lets a task wait for another, says before and after what moves, and refuses a cycle", async () => {
  const dependency = ["tasks", "add-dependency", second, first, "--lag", "1"]
  const tried = (await alphas.run([...dependency, "--dry-run"])).out
  expect(tried).toMatch(/^This would move:\n\nTASK +FROM +TO +WORKING DAYS\n/)
  expect(tried).toMatch(/^Print +2026-03-02 to 2026-03-02 +2026-03-04 to 2026-03-04 +\+2$/m)
  expect(tried).toContain("The last task ends on 2026-03-04 instead of 2026-03-02.")
  expect((await get(second)).startDay, "nothing has moved").toBe("2026-03-02")
  expect((await alphas.json<Moves>(dependency)).moves).toMatchObject([{ id: second, days: 2 }])
  expect(await get(second)).toMatchObject({ startDay: "2026-03-04", dependencies: [{ lagDays: 1 }] })
  const circle = {
    code: 1,
    err: expect.stringContaining('depend on each other in a cycle: "Draft" → "Print" → "Draft"'),
  }
  expect(await alphas.run(["tasks", "add-dependency", first, second, "--dry-run"])).toMatchObject(circle)
  expect(await alphas.run(["tasks", "add-dependency", first, second])).toMatchObject(circle)
  expect(await alphas.run(["tasks", "add-dependency", first, second, "--lag", "soon"])).toMatchObject({
    code: 2,
  })
})

test("remove-dependency lets it wait no longer, and what waited moves up", async () => {
  await alphas.json(["tasks", "add-dependency", second, first, "--type", "finish_start"])
  expect((await get(second)).startDay).toBe("2026-03-03")
  expect(await alphas.run(["tasks", "remove-dependency", first, second])).toMatchObject({
    code: 1,
    err: expect.stringContaining("Draft does not depend on Print."),
  })
  const { moves, dryRun } = await alphas.json<Moves>([
    "tasks",
    "remove-dependency",
    second,
    first,
    "--dry-run",
  ])
  expect([moves.map(({ days }) => days), dryRun]).toEqual([[-1], true])
  await alphas.json(["tasks", "remove-dependency", second, first])
  expect(await get(second)).toMatchObject({ startDay: "2026-03-02", dependencies: [] })
})

test("move takes what follows along, as the preview said", async () => {
  await alphas.json(["tasks", "add-dependency", second, first])
  const to = ["tasks", "move", first, "--to", "2026-03-09", "--days", "2"]
  const tried = await alphas.json<Moves>([...to, "--dry-run"])
  expect((await get(first)).startDay).toBe("2026-03-02")
  const done = await alphas.json<Moves>(to)
  expect(done.moves).toEqual(tried.moves)
  expect((await get(first)).startDay).toBe("2026-03-09")
  expect((await get(second)).startDay).toBe("2026-03-11")
  expect(await alphas.run(["tasks", "move", first])).toMatchObject({ code: 2 })
  expect(await alphas.run(["tasks", "move", first, "--to", "2026-02-30"])).toMatchObject({ code: 2 })
  expect((await alphas.run([...to, "--dry-run"])).out).toBe("Nothing would move.\n")
})
