import * as z from "zod"
import { Id } from "../ids"
import { Version, whole } from "../numbers"
import { planFields } from "../tasks/input"
import { dependencyTypes } from "../tasks/words"

const Lag = whole("Enter whole working days.")
  .min(-1_000, "A lag can be at most 1,000 working days.")
  .max(1_000, "A lag can be at most 1,000 working days.")

const dependencyFields = { type: z.enum(dependencyTypes).default("finish_start"), lagDays: Lag.default(0) }
export const NewDependency = z.strictObject({ predecessorId: Id, successorId: Id, ...dependencyFields })
export const UpdateDependency = z.strictObject({
  id: Id,
  version: Version,
  type: z.enum(dependencyTypes),
  lagDays: Lag,
})

const seen = z.strictObject({ id: Id, version: Version })

/** What somebody drags in the plan: the named fields of some tasks. */
export const PlanChange = z.strictObject({
  id: Id,
  mode: planFields.mode.optional(),
  durationDays: planFields.durationDays.optional(),
  notBefore: planFields.notBefore.optional(),
  startDay: planFields.startDay.optional(),
})
export type PlanChange = z.output<typeof PlanChange>

/** Of two entries for one task it would be left to chance which holds. */
function namedOnce(rows: readonly { id: string }[], ctx: z.RefinementCtx): void {
  const named = new Set<string>()
  for (const [index, { id }] of rows.entries()) {
    if (named.has(id))
      ctx.addIssue({
        code: "custom",
        path: [index, "id"],
        message: "This task is listed twice. List it once.",
      })
    named.add(id)
  }
}

/** Applies what a preview showed: `seen` names every task that it moved, in the version that it calculated with. */
export const Reschedule = z.strictObject({
  campaignId: Id,
  changes: z
    .array(PlanChange)
    .min(1, "Change at least one task.")
    .max(200, "At most 200 tasks at once.")
    .superRefine(namedOnce),
  seen: z.array(seen).max(10_000, "At most 10,000 tasks.").superRefine(namedOnce),
})

export const UndoReschedule = z.strictObject({ campaignId: Id, id: Id })
