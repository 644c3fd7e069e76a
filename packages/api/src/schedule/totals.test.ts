import { expect, it } from "vitest"
import { type TaskWorld, taskWorld } from "../tasks/testing"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"

let api: TestApi
let world: TaskWorld
eachInWorld(taskWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

/** What the campaign keeps, beside what Postgres counts of its tasks. */
async function kept() {
  const [row] = await api.database.connection.sql<{ kept: unknown; counted: unknown }[]>`
    select json_build_array(c.tasks_total, c.tasks_done, c.progress, c.forecast_day, c.next_due_day, c.last_due_day) as kept,
      (
        select json_build_array(count(*), count(*) filter (where status = 'completed'),
          coalesce(floor(sum(greatest(duration_days, 1) * progress) filter (where not whole)
            / nullif(sum(greatest(duration_days, 1)) filter (where not whole), 0)), 0),
          max(end_day), min(end_day) filter (where status <> 'completed'), max(end_day) filter (where status <> 'completed'))
        from (
          select t.*, exists (select from tasks part where part.parent_id = t.id and part.deleted_at is null) as whole
          from tasks t where t.campaign_id = c.id and t.deleted_at is null
        ) living
      ) as counted
    from campaigns c where c.id = ${world.campaign.id}`
  return row
}

it("the totals of a campaign are those of a recount after every kind of change", async () => {
  const { tasks, schedule } = api.as(world.manager)
  const version = async (id: string) => (await tasks.get({ id })).version
  const same = async (after: string) => {
    const row = await kept()
    expect(row?.kept, after).toEqual(row?.counted)
  }
  await same("nothing")
  const [a = "", b = ""] = await world.chain("a", "b")
  const whole = await world.task("whole", { durationDays: 2 })
  const part = await world.task("part", { parentId: whole, durationDays: 3 })
  await world.task("milestone", { durationDays: 0 })
  await same("created, linked, with parts")
  await tasks.update({ id: part, version: await version(part), changes: { progress: 45 } })
  await same("work on a part")
  await tasks.step({ id: a, version: await version(a), step: "start" })
  await tasks.step({ id: a, version: await version(a), step: "submit" })
  await same("submitted")
  await api.as(world.other).tasks.step({ id: a, version: await version(a), step: "approve" })
  await same("completed")
  const board = await tasks.board({ campaignId: world.campaign.id })
  const seen = board.map(({ id, version }) => ({ id, version }))
  const changes = [{ id: b, startDay: "2026-04-10" }]
  await schedule.reschedule({ campaignId: world.campaign.id, changes, seen })
  await same("moved")
  const gone = await tasks.remove({ id: whole, version: await version(whole) })
  await same("removed with its part")
  await tasks.restore(gone)
  await same("restored")
})
