import { hashPassword } from "@alphas/auth/passwords"
import type { Reader } from "@alphas/db/connection"
import { settings } from "@alphas/db/schema/settings"
import { sessions, users } from "@alphas/db/schema/users"
import type { ById } from "@alphas/domain/ids"
import { may, permissionNames } from "@alphas/domain/permissions"
import type { Me, Session } from "@alphas/domain/users/dto"
import type { ChangePassword, SignOutEverywhere, UpdateProfile } from "@alphas/domain/users/input"
import { and, desc, eq, gt, sql } from "drizzle-orm"
import type { Mutating, SignedIn } from "../context"
import { Records } from "../records"
import { notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { revokeKeys } from "./keys"
import { confirmPassword, ownSession } from "./proof"
import { takeBackResets } from "./reset"

/** Who the caller is, with what the pages need to draw themselves for them. */
export const readMe = ({ ctx }: { ctx: SignedIn }): Promise<Me> => meOf(ctx, ctx.db)

async function meOf(ctx: SignedIn, reader: Reader): Promise<Me> {
  const [row] = await reader
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      clientId: users.clientId,
      jobTitle: users.jobTitle,
      locale: users.locale,
      timeZone: users.timeZone,
      secondFactor: sql<boolean>`${users.totpEnabledAt} is not null`,
      version: users.version,
      agencyName: settings.agencyName,
      agencyZone: settings.timeZone,
      currency: settings.currency,
    })
    .from(users)
    .innerJoin(settings, sql`/* visible settings: what everybody sees of them */ true`)
    .where(and(eq(users.id, ctx.identity.viewer.id), ctx.visible.users("account.self")))
  if (!row) throw notFound("person")
  const { agencyName, agencyZone, currency, ...person } = row
  return {
    ...person,
    permissions: permissionNames.filter((permission) => may(person.role, permission)),
    agency: { agencyName, timeZone: agencyZone, currency },
  }
}

const profiles = new Records({
  table: users,
  entity: "user",
  what: "profile",
  visible: (ctx) => ctx.visible.users("account.self"),
  show: (ctx) => meOf(ctx, ctx.tx),
  place: ({ id }) => ({ people: [id] }),
})

/** Changes the named fields of one's own profile. @throws Refusal `stale_version` with the profile as it is now. */
export async function updateProfile({ ctx, input }: MutationArgs<typeof UpdateProfile>): Promise<Me> {
  const { tx } = ctx
  const { id } = ctx.identity.viewer
  const before = await profiles.lock(ctx, { id, version: input.version })
  await profiles.edit(ctx, before, input.changes)
  const { name = before.name } = input.changes
  if (name !== before.name) await ctx.services.auth.sessions.rightsChanged(tx, id)
  return meOf(ctx, tx)
}

/**
 * Chooses another password, ends every other session, and revokes the API tokens and the calendar link that are not to
 * be kept.
 * @throws Refusal `invalid` at `current`, `rate_limit`, `forbidden` for an API token.
 */
export async function changePassword({ ctx, input }: MutationArgs<typeof ChangePassword>): Promise<null> {
  const { name: ownName } = ownSession(ctx)
  const { id, email, name } = await confirmPassword(ctx, input.current, "current")
  const passwordHash = await hashPassword(input.password)
  await ctx.tx.update(users).set({ passwordHash }).where(eq(users.id, id))
  await takeBackResets(ctx.tx, id)
  await ctx.services.jobs.enqueue(ctx.tx, "email.password_changed", { email, name })
  await revokeKeys(ctx, ctx, id, input)
  const ended = await ctx.services.auth.sessions.end(ctx.tx, { userId: id, exceptName: ownName })
  ctx.record({ entity: "user", id, people: [id], fields: { sessions: { before: ended } } })
  return null
}

/** Where one is signed in, the latest first. */
export async function listSessions({ ctx }: { ctx: SignedIn }): Promise<Session[]> {
  const { via } = ctx.identity
  const rows = await ctx.db
    .select({
      id: sessions.name,
      device: sessions.device,
      address: sessions.address,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(and(ctx.visible.sessions(), gt(sessions.expiresAt, sql`now()`), gt(sessions.endsAt, sql`now()`)))
    .orderBy(desc(sessions.lastSeenAt), sessions.name)
  return rows.map((row) => ({ ...row, current: via.kind === "session" && via.name === row.id }))
}

/** Ends one of one's own sessions. @throws Refusal `not_found`, `forbidden` for an API token. */
export async function revokeSession({ ctx, input }: MutationArgs<typeof ById>): Promise<null> {
  const own = ownSession(ctx)
  const ended = await endSessions(ctx, input.id)
  if (ended.length === 0) throw notFound("session")
  if (input.id === own.name) ctx.setCookie(ctx.services.auth.blankCookie)
  return null
}

/**
 * Ends all of one's sessions, this one too, and revokes the API tokens and the calendar link that are not to be kept.
 * @throws Refusal `forbidden` for an API token.
 */
export async function signOutEverywhere({
  ctx,
  input,
}: MutationArgs<typeof SignOutEverywhere>): Promise<null> {
  ownSession(ctx)
  await revokeKeys(ctx, ctx, ctx.identity.viewer.id, input)
  await endSessions(ctx)
  ctx.setCookie(ctx.services.auth.blankCookie)
  return null
}

async function endSessions(ctx: Mutating, name?: string): Promise<string[]> {
  const { id } = ctx.identity.viewer
  const ended = await ctx.services.auth.sessions.end(ctx.tx, {
    userId: id,
    ...(name === undefined ? {} : { name }),
  })
  const [first] = ended
  if (first !== undefined) {
    ctx.record({ entity: "session", id: first, people: [id], fields: { sessions: { before: ended } } })
  }
  return ended
}
