import { makeCampaign } from "@alphas/db/factories"
import { leaves } from "@alphas/db/schema/calendar"
import { campaigns } from "@alphas/db/schema/campaigns"
import { dayIn, dayNumberOf, dayOf } from "@alphas/domain/days"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { type TimeWorld, timeWorld } from "./testing"

let api: TestApi
let world: TimeWorld

beforeAll(async () => {
  api = await testApi()
})
beforeEach(async () => {
  world = await timeWorld(api)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
interface Asked {
  reason?: string
  message: string
  details?: { current?: unknown }
}
const asked = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    ({ reason, message, details }: Asked) =>
      reason === "unconfirmed" ? { message, about: details?.current } : `${reason}: ${message}`,
  )
const today = () => dayIn("Europe/Berlin", new Date())

/** A campaign of the member's, which stands as `values` say. */
const campaignOf = (values: Partial<typeof campaigns.$inferInsert>) =>
  makeCampaign(db(), { name: "Spring", managerId: world.member.id, ...values })

describe("time that seldom is meant", () => {
  it("asks before it goes to a campaign that is completed, archived or not yet begun", async () => {
    const later = dayOf(dayNumberOf(today()) + 30)
    const cases = [
      [{ status: "completed" }, "Spring is completed.", { kind: "completed", campaign: "Spring" }],
      [
        { archivedAt: new Date().toISOString() },
        "Spring is archived.",
        { kind: "archived", campaign: "Spring" },
      ],
      [
        { startDay: later, endDay: later },
        `Spring starts on ${later}.`,
        { kind: "notBegun", campaign: "Spring", startDay: later },
      ],
    ] as const
    for (const [values, sentence, about] of cases) {
      const { id: campaignId } = await campaignOf(values)
      const answer = { message: `${sentence} Confirm it if you mean it.`, about }
      const time = world.time()
      const day = today()
      const confirm = true

      const entry = { campaignId, day, minutes: 30 }
      expect(await asked(time.create(entry))).toEqual(answer)
      expect(await asked(time.create({ ...entry, confirm }))).toBe("accepted")
      const cell = { campaignId, day: dayOf(dayNumberOf(day) - 1), minutes: 60, seen: 0 }
      expect(await asked(time.weeks.setCell(cell))).toEqual(answer)
      expect(await asked(time.weeks.setCell({ ...cell, confirm }))).toBe("accepted")
      // What was confirmed once is changed unasked.
      expect(await asked(time.weeks.setCell({ ...cell, minutes: 90, seen: 60 }))).toBe("accepted")

      expect(await asked(time.timer.start({ campaignId }))).toEqual(answer)
      const { id, version } = await time.timer.start({ campaignId: world.campaign.id })
      expect(await asked(time.timer.update({ id, version, campaignId }))).toEqual(answer)
      await time.timer.update({ id, version, campaignId, confirm })
      expect(await asked(time.timer.update({ id, version: version + 1, campaignId, note: "x" }))).toBe(
        "accepted",
      )
      await time.timer.stop({ ...(await world.seen()), discard: true })

      const moved = await world.enter(day, 15)
      const changes = { campaignId, taskId: null }
      expect(await asked(time.update({ id: moved, version: 1, changes }))).toEqual(answer)
      expect(await asked(time.update({ id: moved, version: 1, changes, confirm }))).toBe("accepted")
      expect(await asked(time.update({ id: moved, version: 2, changes: { note: "x" } }))).toBe("accepted")
    }
  })

  it("asks before an entry is moved to a day before its campaign begins", async () => {
    const { id: campaignId } = await campaignOf({ startDay: "2026-03-02" })
    const id = await world.enter("2026-03-02", 30, { campaignId, taskId: null })
    const changes = { day: "2026-03-01" }
    expect(await asked(world.time().update({ id, version: 1, changes }))).toMatchObject({
      about: { kind: "notBegun" },
    })
    await world.time().update({ id, version: 1, changes, confirm: true })
    expect(await asked(world.time().update({ id, version: 2, changes: { minutes: 45 } }))).toBe("accepted")
  })

  it("enters what a timer measured, though the campaign was completed meanwhile", async () => {
    await world.time().timer.start(world.about())
    await world.ranFor(30)
    await db().update(campaigns).set({ status: "completed" }).where(eq(campaigns.id, world.campaign.id))
    expect(await asked(world.time().timer.stop(await world.seen()))).toBe("accepted")
  })

  it("asks before a week with empty working days is submitted, and says which", async () => {
    const monday = "2026-06-01"
    await world.enter("2026-06-02", 480)
    await db().insert(leaves).values({ userId: world.member.id, fromDay: "2026-06-03", toDay: "2026-06-03" })
    const submit = { monday, version: 0, step: "submit" } as const
    expect(await asked(world.time().weeks.step(submit))).toEqual({
      message:
        "You have not entered any time on 2026-06-01, 2026-06-04, 2026-06-05. Confirm it if you mean it.",
      about: { kind: "emptyDays", days: ["2026-06-01", "2026-06-04", "2026-06-05"] },
    })
    expect(await world.time().weeks.get({ monday })).toMatchObject({ state: "open", version: 0 })
    expect(await asked(world.time().weeks.step({ ...submit, confirm: true }))).toBe("accepted")
    // A full one is submitted unasked.
    await world.time().weeks.step({ monday, version: 1, step: "withdraw" })
    for (const day of ["2026-06-01", "2026-06-04", "2026-06-05"]) await world.enter(day, 480)
    expect(await asked(world.time().weeks.step({ ...submit, version: 2 }))).toBe("accepted")
  })
})
