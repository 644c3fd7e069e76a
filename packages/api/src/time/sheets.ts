import { createdFields, fieldChanges } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { settings } from "@alphas/db/schema/settings"
import { lockedMonths, rates, timeEntries, timesheets } from "@alphas/db/schema/time"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import type { LockMonth, NewRate, SetCell, StepSheet, UpdateTimeRules } from "@alphas/domain/time/input"
import { ownSheetSteps, type SheetState, sheetStateLabels, sheetSteps } from "@alphas/domain/time/words"
import { and, asc, eq, isNull, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal, staleVersion } from "../refusal"
import { settingsId } from "../settings/id"
import type { MutationArgs } from "../trpc"
import { checkStaff } from "../users/staff"
import { lockVersion } from "../versioned"
import { stepFrom } from "../workflow"
import { lockMonthFor, lockPerson, lockRates, openDay } from "./guard"
import { reprice } from "./money"
import { readRules } from "./read"
import { checkAbout, deleteEntry, type Entered, insertEntry } from "./write"

/**
 * Sets how much of the caller's day went into a campaign or task: what a clock measured stays, and an entry without
 * times makes up the rest.
 * @throws Refusal at `minutes` for less than what the clock measured.
 */
export async function setCell({ ctx, input }: MutationArgs<typeof SetCell>): Promise<Entered> {
  const { campaignId, taskId, day, minutes, reason } = input
  const userId = ctx.identity.viewer.id
  const { clientId } = await checkAbout(ctx, input)
  await lockPerson(ctx, userId)
  await openDay(ctx, userId, day, reason)
  const cell = await ctx.tx
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.userId, userId),
        eq(timeEntries.campaignId, campaignId),
        taskId === null ? isNull(timeEntries.taskId) : eq(timeEntries.taskId, taskId),
        eq(timeEntries.day, day),
        ctx.visible.timeEntries(),
      ),
    )
    .orderBy(asc(timeEntries.id))
  const measured = cell.filter(({ startedAt }) => startedAt !== null)
  const clocked = measured.reduce((sum, entry) => sum + entry.minutes, 0)
  if (minutes < clocked) {
    throw invalidField(
      "minutes",
      `The timer measured ${clocked} minutes here. Change or remove those entries themselves.`,
    )
  }
  const written = cell.filter(({ startedAt }) => startedAt === null)
  const [first] = written
  if (written.reduce((sum, entry) => sum + entry.minutes, 0) === minutes - clocked)
    return { ids: written.map(({ id }) => id), minutes }
  for (const entry of written) await deleteEntry(ctx, entry, reason)
  if (minutes === clocked) return { ids: [], minutes }
  const about = { campaignId, taskId, note: first?.note ?? null, billable: first?.billable ?? true }
  const id = await insertEntry(ctx, { ...about, userId, clientId, day, minutes: minutes - clocked }, reason)
  return { ids: [id], minutes }
}

/** Takes a step with a week: the person submits and withdraws it, somebody else approves it or sends it back. */
export async function stepSheet({
  ctx,
  input,
}: MutationArgs<typeof StepSheet>): Promise<{ state: SheetState }> {
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
    .select({ state: timesheets.state })
    .from(timesheets)
    .where(
      and(eq(timesheets.userId, userId), eq(timesheets.monday, monday), ctx.visible.timesheets("time.read")),
    )
  const state = sheet?.state ?? "open"
  const { to } = stepFrom(sheetSteps, sheetStateLabels, { what: "week", state }, name, reason)
  const row = {
    state: to,
    reason,
    ...(name === "submit" ? { submittedAt: sql`now()` } : {}),
    ...(own ? {} : { decidedBy: viewer.id, decidedAt: sql`now()` }),
  }
  await ctx.tx
    .insert(timesheets)
    .values({ userId, monday, ...row })
    .onConflictDoUpdate({ target: [timesheets.userId, timesheets.monday], set: row })
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
  return { state: to }
}

/** Locks a month, or with a reason opens it again. */
export async function lockMonth({
  ctx,
  input,
}: MutationArgs<typeof LockMonth>): Promise<{ locked: boolean }> {
  const { month, locked, reason } = input
  await lockMonthFor(ctx, month, "locking")
  const ofMonth = and(eq(lockedMonths.month, month), ctx.visible.lockedMonths())
  const [was] = await ctx.tx.select({ month: lockedMonths.month }).from(lockedMonths).where(ofMonth)
  if ((was !== undefined) === locked) return { locked }
  if (!locked && reason === null) throw invalidField("reason", "Say why.")
  if (locked) await ctx.tx.insert(lockedMonths).values({ month, lockedBy: ctx.identity.viewer.id })
  else await ctx.tx.delete(lockedMonths).where(ofMonth)
  ctx.record({
    entity: "locked_month",
    id: settingsId,
    fields: {
      [month]: { before: !locked, after: locked },
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

type Fields = NonNullable<Parameters<Mutating["record"]>[0]["fields"]>

const recordRate = (ctx: Mutating, id: string, userId: string | null, fields: Fields) =>
  ctx.record({ entity: "rate", id, people: userId === null ? [] : [userId], fields })

/** Sets an hourly rate; what it concerns is priced again, but not in locked months. @throws Refusal `duplicate`. */
export async function createRate({ ctx, input }: MutationArgs<typeof NewRate>): Promise<Saved> {
  const id = newId()
  await lockRates(ctx)
  await checkRateIsOf(ctx, input)
  const added = await ctx.tx
    .insert(rates)
    .values({ id, ...input })
    .onConflictDoNothing()
    .returning({ id: rates.id })
  if (added.length === 0)
    throw new Refusal("duplicate", "There is a rate for exactly this from that day on. Remove it first.")
  recordRate(ctx, id, input.userId, createdFields(input))
  await reprice(ctx, input)
  return { id, version: 1 }
}

/** @throws Refusal at the field unless the person and the campaign that a rate names are there. */
async function checkRateIsOf(ctx: Mutating, { userId, campaignId }: NewRate): Promise<void> {
  if (userId !== null) await checkStaff(ctx.tx, [userId], "userId")
  if (campaignId === null) return
  const seen = and(eq(campaigns.id, campaignId), ctx.visible.campaigns("campaigns.finances"))
  const found = await ctx.tx.select({ id: campaigns.id }).from(campaigns).where(seen)
  if (found.length === 0) throw notFound("campaign")
}

/** Removes an hourly rate; what it concerned is priced again, but not in locked months. */
export async function removeRate({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  await lockRates(ctx)
  const rate = await lockVersion(ctx.tx, rates, ctx.visible.rates(), input, "rate", (row) => row)
  await ctx.tx.delete(rates).where(eq(rates.id, rate.id))
  const gone = createdFields({ ...rate, id: null, version: null })
  recordRate(
    ctx,
    rate.id,
    rate.userId,
    Object.fromEntries(Object.entries(gone).map(([name, { after }]) => [name, { before: after }])),
  )
  await reprice(ctx, rate)
  return { id: rate.id, version: rate.version }
}
