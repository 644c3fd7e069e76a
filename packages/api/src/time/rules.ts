import { fieldChanges } from "@alphas/changes/record"
import { settings } from "@alphas/db/schema/settings"
import { lockedMonths } from "@alphas/db/schema/time"
import type { LockMonth, UpdateTimeRules } from "@alphas/domain/time/input"
import { and, eq } from "drizzle-orm"
import { invalidField, notFound, staleVersion } from "../refusal"
import { settingsId } from "../settings/id"
import type { MutationArgs } from "../trpc"
import { lockBooks } from "./guard"
import { repriceMonth } from "./money"
import { readRules } from "./read"

/** Locks a month, or with a reason opens it again, priced by the rates that were set meanwhile. */
export async function lockMonth({
  ctx,
  input,
}: MutationArgs<typeof LockMonth>): Promise<{ locked: boolean }> {
  const { month, locked, reason } = input
  await lockBooks(ctx)
  const ofMonth = and(eq(lockedMonths.month, month), ctx.visible.lockedMonths())
  const [was] = await ctx.tx.select({ month: lockedMonths.month }).from(lockedMonths).where(ofMonth)
  if ((was !== undefined) === locked) return { locked }
  if (!locked && reason === null) throw invalidField("reason", "Say why.")
  if (locked) await ctx.tx.insert(lockedMonths).values({ month, lockedBy: ctx.identity.viewer.id })
  else await ctx.tx.delete(lockedMonths).where(ofMonth)
  const repriced = locked ? 0 : await repriceMonth(ctx, month)
  ctx.record({
    entity: "locked_month",
    id: settingsId,
    fields: {
      [month]: { before: !locked, after: locked },
      ...(repriced === 0 ? {} : { repriced: { after: repriced } }),
      ...(reason === null ? {} : { reason: { after: reason } }),
    },
  })
  return { locked }
}

/** Changes how the agency rounds what timers measure, from now on. @throws Refusal `stale_version` with the rules. */
export async function updateRules({
  ctx,
  input,
}: MutationArgs<typeof UpdateTimeRules>): Promise<{ version: number }> {
  const [before] = await ctx.tx.select().from(settings).where(ctx.visible.settings()).for("update")
  if (before === undefined) throw notFound("settings")
  if (before.version !== input.version) throw staleVersion("page of settings", await readRules(ctx, ctx.tx))
  const fields = fieldChanges(before, input.changes)
  if (Object.keys(fields).length === 0) return { version: before.version }
  await ctx.tx.update(settings).set({ ...input.changes, version: before.version + 1 })
  ctx.record({ entity: "settings", id: settingsId, fields })
  return { version: before.version + 1 }
}
