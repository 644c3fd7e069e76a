import { timesheets } from "@alphas/db/schema/time"
import { may } from "@alphas/domain/permissions"
import type { StepSheet } from "@alphas/domain/time/input"
import {
  backSheetSteps,
  ownSheetSteps,
  type SheetState,
  sheetStateLabels,
  sheetSteps,
} from "@alphas/domain/time/words"
import { and, eq, sql } from "drizzle-orm"
import { Refusal, staleVersion } from "../refusal"
import type { MutationArgs } from "../trpc"
import { nextVersion } from "../versioned"
import { stepFrom } from "../workflow"
import { lockPerson, openWeek } from "./guard"

/**
 * Takes a step with a week: the person submits and withdraws it, somebody else approves it or sends it back.
 * @throws Refusal `stale_version` with its state when it is not the week that the caller saw, `workflow` for a step
 * that it cannot take, or when its time is locked.
 */
export async function stepSheet({
  ctx,
  input,
}: MutationArgs<typeof StepSheet>): Promise<{ state: SheetState; version: number }> {
  const { viewer } = ctx.identity
  const { monday, step: name, reason } = input
  const userId = input.userId ?? viewer.id
  const own = ownSheetSteps.includes(name)
  if (own !== (userId === viewer.id)) {
    const why = own ? "Only the person whose week it is can do this." : "Somebody else approves your week."
    throw new Refusal("forbidden", why)
  }
  if (!own && !may(viewer.role, "time.approve"))
    throw new Refusal("forbidden", "Your role does not approve weeks. Ask a manager.")
  await lockPerson(ctx, userId)
  const [sheet] = await ctx.tx
    .select({ state: timesheets.state, reason: timesheets.reason, version: timesheets.version })
    .from(timesheets)
    .where(
      and(eq(timesheets.userId, userId), eq(timesheets.monday, monday), ctx.visible.timesheets("time.read")),
    )
  const now = sheet ?? { state: "open" as const, reason: null, version: 0 }
  if (now.version !== input.version) throw staleVersion("week", now)
  const { state } = now
  const { to } = stepFrom(sheetSteps, sheetStateLabels, { what: "week", state }, name, reason)
  await openWeek(ctx, userId, monday, backSheetSteps.includes(name) ? "back" : "on", reason)
  const row = {
    state: to,
    reason,
    ...(name === "submit" ? { submittedAt: sql`now()` } : {}),
    ...(own ? {} : { decidedBy: viewer.id, decidedAt: sql`now()` }),
  }
  await ctx.tx
    .insert(timesheets)
    .values({ userId, monday, ...row })
    .onConflictDoUpdate({
      target: [timesheets.userId, timesheets.monday],
      set: { ...row, version: nextVersion(timesheets) },
    })
  ctx.record({
    entity: "timesheet",
    id: userId,
    people: [userId],
    fields: {
      monday: { after: monday },
      state: { before: state, after: to },
      ...(reason === null ? {} : { reason: { after: reason } }),
    },
  })
  return { state: to, version: now.version + 1 }
}
