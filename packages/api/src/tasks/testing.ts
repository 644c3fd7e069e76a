import type { CampaignRow, UserRow } from "@alphas/db/factories"
import { makeCampaign, makeCampaignMember, makeUser } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import type { FieldChanges } from "@alphas/domain/changes/dto"
import type { Entity } from "@alphas/domain/entities"
import type { Task } from "@alphas/domain/tasks/dto"
import type { NewTask } from "@alphas/domain/tasks/input"
import { and, asc, eq } from "drizzle-orm"
import type * as z from "zod"
import type { TestApi } from "../testing"

/** A campaign from Monday, 2 March 2026, with people who stand to it in every way. */
export interface TaskWorld {
  campaign: CampaignRow
  manager: UserRow
  member: UserRow
  other: UserRow
  stranger: UserRow
  /** Makes a task as the manager and answers its id. */
  task(title: string, also?: Partial<z.input<typeof NewTask>>): Promise<string>
  /** A task as the manager sees it. */
  get(id: string): Promise<Task>
  /** Makes tasks of one day each, one after the other. */
  chain(...titles: string[]): Promise<string[]>
  /** `MM-DD..MM-DD` of every task by title. */
  days(): Promise<Record<string, string>>
  /** What the log says of the campaign's rows of an entity, oldest first. */
  log(entity: Entity): Promise<{ verb: string; fields: FieldChanges; id: string }[]>
}

export async function taskWorld(api: TestApi): Promise<TaskWorld> {
  const { db } = api.database.connection
  const manager = await makeUser(db, { role: "manager" })
  const [member, other, stranger] = [await makeUser(db), await makeUser(db), await makeUser(db)]
  const campaign = await makeCampaign(db, { managerId: manager.id })
  for (const { id } of [member, other]) await makeCampaignMember(db, campaign.id, id)
  const { tasks, schedule } = api.as(manager)
  const task: TaskWorld["task"] = async (title, also = {}) =>
    (await tasks.create({ campaignId: campaign.id, title, ...also })).id
  return {
    campaign,
    manager,
    member,
    other,
    stranger,
    task,
    get: (id) => tasks.get({ id }),
    async chain(...titles) {
      const ids: string[] = []
      for (const title of titles) {
        const id = await task(title)
        const before = ids.at(-1)
        if (before !== undefined)
          await schedule.dependencies.create({ predecessorId: before, successorId: id })
        ids.push(id)
      }
      return ids
    },
    async days() {
      const found = await tasks.board({ campaignId: campaign.id })
      return Object.fromEntries(
        found.map(({ title, startDay, endDay }) => [title, `${startDay.slice(5)}..${endDay.slice(5)}`]),
      )
    },
    log: (entity) =>
      db
        .select({ verb: changes.verb, fields: changes.fields, id: changes.entityId })
        .from(changes)
        .where(and(eq(changes.campaignId, campaign.id), eq(changes.entity, entity)))
        .orderBy(asc(changes.seq)),
  }
}
