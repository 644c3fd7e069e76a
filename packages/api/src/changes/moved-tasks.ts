import { fieldChanges } from "@alphas/changes/record"
import { changes } from "@alphas/db/schema/changes"
import { tasks } from "@alphas/db/schema/tasks"
import type { FieldChanges } from "@alphas/domain/changes/dto"
import type { Placed } from "@alphas/domain/schedule/plan"
import { and, inArray, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"

/** A change of the plan names at most so many of the tasks that it moved. */
const namedAtMost = 20

/**
 * The fields of a row of the log; of a change of the plan, which bears a field for every task that it moved, only those
 * of `taskId`, or the first few by their days, with `others` for how many more there are.
 */
export function readableFields(taskId: string | null): SQL<FieldChanges> {
  const { entity, fields } = changes
  const some = sql`(
    select jsonb_object_agg(moved.key, moved.value) from (
      select key, value from jsonb_each(${fields}) as each order by value -> 'after' ->> 'startDay', key limit ${namedAtMost}
    ) as moved
  )`
  const count = sql`(select count(*)::int from jsonb_object_keys(${fields}))`
  const few = sql`${some} || case when ${count} > ${namedAtMost}
    then jsonb_build_object('others', jsonb_build_object('after', ${count} - ${namedAtMost})) else '{}' end`
  const plan = taskId === null ? few : sql`jsonb_build_object(${taskId}::text, ${fields} -> ${taskId}::text)`
  return sql<FieldChanges>`case when ${entity} = 'schedule' and ${fields} <> '{}' then ${plan} else ${fields} end`
}

type Change = { before?: unknown; after?: unknown }

/** What a task's own history says of a change of the plan: which of its days, and whatever else, became what. */
export function ownMove(fields: FieldChanges, taskId: string): FieldChanges {
  const { before, after }: Change = fields[taskId] ?? {}
  const days = ({ mode, startDay, endDay, durationDays, notBefore }: Placed) => ({
    ...{ mode, startDay, endDay, durationDays, notBefore },
  })
  // As `replan` wrote them.
  return fieldChanges(days(before as Placed), days(after as Placed))
}

/** Gives the tasks that changes of the plan moved their titles of today, as far as the caller sees them. */
export async function withTitles<Entry extends { entity: string; fields: FieldChanges }>(
  ctx: SignedIn,
  entries: readonly Entry[],
): Promise<Entry[]> {
  const isPlan = ({ entity }: Entry) => entity === "schedule"
  const ids = entries
    .filter(isPlan)
    .flatMap(({ fields }) => Object.keys(fields).filter((name) => name !== "others"))
  if (ids.length === 0) return [...entries]
  const found = await ctx.db
    .select({ id: tasks.id, title: tasks.title })
    .from(tasks)
    .where(and(inArray(tasks.id, [...new Set(ids)]), ctx.visible.tasks("tasks.read")))
  const titles = new Map(found.map(({ id, title }) => [id, title]))
  const named = (id: string, value: unknown) =>
    typeof value === "object" && value !== null ? { ...value, title: titles.get(id) ?? null } : value
  return entries.map((entry) =>
    isPlan(entry)
      ? {
          ...entry,
          fields: Object.fromEntries(
            Object.entries(entry.fields).map(([id, { before, after }]) => [
              id,
              id === "others" ? { after } : { before: named(id, before), after: named(id, after) },
            ]),
          ),
        }
      : entry,
  )
}
