import { linkSecret } from "@alphas/auth/tokens"
import type { Reader } from "@alphas/db/connection"
import { calendarLinks } from "@alphas/db/schema/calendar"
import type { CalendarLink, NewCalendarLink } from "@alphas/domain/calendar/dto"
import type { FieldChanges } from "@alphas/domain/changes/dto"
import { eq, sql } from "drizzle-orm"
import type { Mutating, SignedIn } from "../context"
import { notFound } from "../refusal"
import { needsRecentProof, ownSession } from "../users/proof"
import { calendarUrl } from "./feed-address"

const shown = { createdAt: calendarLinks.createdAt, lastUsedAt: calendarLinks.lastUsedAt }

/** Whether one has a calendar link, and when it was last used; null without one. */
export const readLink = ({ ctx }: { ctx: SignedIn }): Promise<CalendarLink | null> => linkOf(ctx, ctx.db)

async function linkOf(ctx: SignedIn, reader: Reader): Promise<CalendarLink | null> {
  const [link] = await reader.select(shown).from(calendarLinks).where(ctx.visible.calendarLinks())
  return link ?? null
}

/**
 * Makes a calendar link, which is shown this once. One that was there before is dead from then on.
 * @throws Refusal `confirmation_required`, `forbidden` for an API token.
 */
export async function createLink({ ctx }: { ctx: Mutating }): Promise<NewCalendarLink> {
  await needsRecentProof(ctx)
  ctx.answerOnce()
  const { id: userId } = ctx.identity.viewer
  const before = await linkOf(ctx, ctx.tx)
  const { secret, hash } = linkSecret()
  const values = { hash, createdAt: sql`now()`, lastUsedAt: null }
  const [link] = await ctx.tx
    .insert(calendarLinks)
    .values({ userId, ...values })
    .onConflictDoUpdate({ target: calendarLinks.userId, set: values })
    .returning(shown)
  if (link === undefined) throw new Error("The insert returned no row.")
  recordLink(ctx, { createdAt: { ...(before && { before: before.createdAt }), after: link.createdAt } })
  return { ...link, url: calendarUrl(ctx.services.environment, secret) }
}

/** Takes one's calendar link out of use. @throws Refusal `not_found`, `forbidden` for an API token. */
export async function removeLink({ ctx }: { ctx: Mutating }): Promise<null> {
  ownSession(ctx)
  const [removed] = await ctx.tx
    .delete(calendarLinks)
    .where(eq(calendarLinks.userId, ctx.identity.viewer.id))
    .returning({ createdAt: calendarLinks.createdAt })
  if (removed === undefined) throw notFound("calendar link")
  recordLink(ctx, { createdAt: { before: removed.createdAt } })
  return null
}

function recordLink(ctx: Mutating, fields: FieldChanges): void {
  const { id } = ctx.identity.viewer
  ctx.record({ entity: "calendar_link", id, people: [id], fields })
}
