import { changes } from "@alphas/db/schema/changes"
import { clients } from "@alphas/db/schema/clients"
import { tasks } from "@alphas/db/schema/tasks"
import { anyOf, grantsOf, tableOf } from "@alphas/db/visible"
import { declarations, type Entity, type Historical, hangingOn, stagesOf } from "@alphas/domain/entities"
import type { Permission } from "@alphas/domain/permissions"
import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { holdsFor } from "../holds"
import { notFound } from "../refusal"

/** Whether what needs a permission of its own is hidden from the reader of an entity's rows. */
export type Hides = (entity: Entity, permission: Permission) => boolean

/**
 * The rows of the log that are the history of a row: its own, those of what it was before, and those of what hangs on it as far as the caller sees
 * that, and what is hidden in them.
 * @throws Refusal `not_found` for a row whose history the caller may not see.
 */
export async function historyOf(
  ctx: SignedIn,
  entity: Historical,
  id: string,
): Promise<{ where: SQL; hides: Hides }> {
  const guarded = tableOf(entity)
  if (guarded === undefined) throw new Error(`${entity} has a history and no table.`)
  const asked = asksFor([entity, ...stagesOf(entity), ...hangingOn(entity)])
  const { viewer } = ctx.identity
  const holds = await holdsFor(
    ctx.db,
    guarded,
    id,
    guarded.visible(viewer, declarations[entity].history),
    asked.map((each) => anyOf(grantsOf(declarations[each.entity], guarded.place, viewer, each.permission))),
  )
  if (holds === undefined) throw notFound(declarations[entity].one)
  const allowed = (which: Entity, permission: Permission) =>
    asked.some(
      (each, index) => each.entity === which && each.permission === permission && holds[index] === true,
    )
  const stages = stagesOf(entity).filter((each) => allowed(each, readOf(each)))
  const hanging = hangingOn(entity).filter((each) => allowed(each, readOf(each)))
  const ids = entity === "client" ? await mergedInto(ctx, id) : [id]
  const parent = entity === "campaign" ? changes.campaignId : changes.clientId
  const rows = or(
    and(inArray(changes.entity, [entity, ...stages]), inArray(changes.entityId, ids)),
    hanging.length === 0 ? undefined : and(inArray(parent, ids), inArray(changes.entity, hanging)),
    entity === "task" ? await movesOf(ctx, id) : undefined,
  )
  return {
    where: sql`(/* visible changes: of a row that was checked */ ${rows})`,
    hides: (which, permission) => !allowed(which, permission),
  }
}

interface Asked {
  entity: Entity
  permission: Permission
}

const readOf = (entity: Entity): Permission => declarations[entity].reach.permission ?? "account.self"

/** The permissions by which rows of these entities, and their guarded fields, are read. */
const asksFor = (entities: readonly Entity[]): Asked[] =>
  entities.flatMap((entity) =>
    [readOf(entity), ...Object.values(declarations[entity].guarded ?? {})].map((permission) => ({
      entity,
      permission,
    })),
  )

/** The client, and those that were merged into it. */
async function mergedInto(ctx: SignedIn, id: string): Promise<string[]> {
  const merged = await ctx.db.execute<{ id: string }>(sql`
    with recursive merged(id) as (
      select ${id}::uuid
      union
      select c.id from ${clients} c join merged m on c.merged_into_id = m.id
    )
    select /* visible clients: merged into one that was checked */ id from merged`)
  return merged.map((row) => row.id)
}

/** The changes of the plan that moved a task that was checked. */
async function movesOf(ctx: SignedIn, id: string): Promise<SQL | undefined> {
  const [task] = await ctx.db
    .select({ campaignId: tasks.campaignId })
    .from(tasks)
    .where(and(eq(tasks.id, id), ctx.visible.tasks("tasks.read")))
  return (
    task &&
    sql`${changes.campaignId} = ${task.campaignId} and ${changes.entity} = 'schedule' and jsonb_exists(${changes.fields}, ${id})`
  )
}
