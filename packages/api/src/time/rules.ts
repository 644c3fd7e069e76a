import { lockedMonths } from "@alphas/db/schema/time"
import type { LockMonth, UpdateTimeRules } from "@alphas/domain/time/input"
import { and, eq } from "drizzle-orm"
import { invalidField } from "../refusal"
import { editSettings } from "../settings/edit"
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
  if (!locked && reason === null) throw invalidField("reason", "Enter a reason.")
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
  const show = () => readRules(ctx, ctx.tx)
  const { version } = await editSettings(ctx, input.version, show, () => input.changes)
  return { version }
}
