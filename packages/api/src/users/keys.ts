import { calendarLinks } from "@alphas/db/schema/calendar"
import { apiTokens } from "@alphas/db/schema/users"
import type { KeptKeys } from "@alphas/domain/users/input"
import { and, eq, isNull, notInArray, sql } from "drizzle-orm"
import type { Context, Writing } from "../context"

/**
 * Takes out of use what acts in somebody's name without a session of theirs: their API tokens and their calendar link,
 * but for what is to be kept. Each is recorded.
 */
export async function revokeKeys(
  { services }: Pick<Context, "services">,
  { tx, record }: Pick<Writing, "tx" | "record">,
  userId: string,
  keep: KeptKeys = { keepTokens: [], keepCalendarLink: false },
): Promise<void> {
  const revoked = await tx
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        sql`/* visible api_tokens: of whoever is signed out */ ${eq(apiTokens.userId, userId)}`,
        isNull(apiTokens.revokedAt),
        notInArray(apiTokens.id, keep.keepTokens),
      ),
    )
    .returning({ id: apiTokens.id, name: apiTokens.name, hash: apiTokens.hash })
  for (const { id, name } of revoked) {
    const fields = { name: { before: name }, revoked: { after: true } }
    record({ entity: "api_token", id, people: [userId], fields })
  }
  if (!keep.keepCalendarLink) {
    const removed = await tx
      .delete(calendarLinks)
      .where(sql`/* visible calendar_links: of whoever is signed out */ ${eq(calendarLinks.userId, userId)}`)
      .returning({ createdAt: calendarLinks.createdAt })
    for (const { createdAt } of removed) {
      const fields = { createdAt: { before: createdAt } }
      record({ entity: "calendar_link", id: userId, people: [userId], fields })
    }
  }
  if (revoked.length > 0) {
    await services.auth.sessions.endTokens(
      tx,
      revoked.map(({ hash }) => hash),
    )
  }
}
