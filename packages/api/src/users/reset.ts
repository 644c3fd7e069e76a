import { setTimeout as wait } from "node:timers/promises"
import { hashPassword } from "@alphas/auth/passwords"
import { sha256 } from "@alphas/auth/secrets"
import { linkSecret, oneTimeLife } from "@alphas/auth/tokens"
import type { Reader, Tx } from "@alphas/db/connection"
import { settings } from "@alphas/db/schema/settings"
import { invitations, passwordResets, users } from "@alphas/db/schema/users"
import type { OpenLink } from "@alphas/domain/users/dto"
import type { AskReset, ResetPassword, TokenOnly } from "@alphas/domain/users/input"
import { and, eq, gt, isNull, sql } from "drizzle-orm"
import type { Context, Writing } from "../context"
import { Refusal } from "../refusal"
import type { OpenArgs } from "../trpc"
import { revokeKeys } from "./keys"
import { findByEmail, findById, lockPerson, type Person, tooManyTries, transactAs, viewerOf } from "./proof"
import { needsCookies } from "./sign-in"

/** Milliseconds that an answer takes which must not tell whether an account exists: more than the longer way needs. */
const evenTime = 400

/** Does work that must not show in the time of the answer. */
export async function evenly(work: () => Promise<void>): Promise<null> {
  const [done] = await Promise.allSettled([work(), wait(evenTime)])
  if (done.status === "rejected") throw done.reason
  return null
}

/**
 * Whether one more email may go to this address; false means that nothing is sent and nobody told.
 * @throws Refusal `rate_limit` when the caller has caused too many.
 */
export async function mayMail(ctx: Context, email: string): Promise<boolean> {
  const { from, to } = await ctx.services.auth.limits.email(ctx.address, email)
  if (!from.allowed) throw tooManyTries(from.retryAfter)
  return to.allowed
}

/** Sends a link to choose a new password, if the address has an account; the answer is the same. */
export async function askReset({ ctx, input }: OpenArgs<typeof AskReset>): Promise<null> {
  const mayGetMail = await mayMail(ctx, input.email)
  return evenly(async () => {
    const person = await findByEmail(ctx.db, input.email)
    if (!mayGetMail || !person || person.disabledAt !== null) return
    await ctx.transact((writing) => sendReset(ctx, writing, person))
  })
}

/** A link to choose a new password. Earlier ones stay good, so that a stranger who asks does not take them away. */
export async function sendReset(ctx: Context, { tx, record }: Writing, person: Person): Promise<void> {
  const { secret, hash } = linkSecret()
  const expiresAt = new Date(Date.now() + oneTimeLife).toISOString()
  await tx.insert(passwordResets).values({ userId: person.id, tokenHash: hash, expiresAt })
  const { email, name } = person
  await ctx.services.jobs.enqueue(tx, "email.password_reset", { email, name, token: secret })
  record({ entity: "user", id: person.id, people: [person.id], fields: { resetSentTo: { after: email } } })
}

const dependencyIsGone = () =>
  new Refusal("expired", "This link was already used or is more than an hour old. Request a new one.")

/** Whose link this is, while it is still good. @throws Refusal `expired`. */
export async function checkToken({ ctx, input }: OpenArgs<typeof TokenOnly>): Promise<OpenLink> {
  const hash = sha256(input.token)
  const agencyName = await readAgencyName(ctx.db)
  const [reset] = await ctx.db
    .select({ email: users.email, name: users.name, expiresAt: passwordResets.expiresAt })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.userId))
    .where(and(openReset(hash), sql`/* visible users: whose link it is */ ${isNull(users.disabledAt)}`))
  if (reset) return { kind: "password_reset", agencyName, ...reset }
  const [invitation] = await ctx.db
    .select({ email: invitations.email, name: invitations.name, expiresAt: invitations.expiresAt })
    .from(invitations)
    .where(openInvitation(hash))
  if (invitation) return { kind: "invitation", agencyName, ...invitation }
  throw dependencyIsGone()
}

const openReset = (hash: string) =>
  and(
    sql`/* visible password_resets: by its secret */ ${eq(passwordResets.tokenHash, hash)}`,
    isNull(passwordResets.usedAt),
    gt(passwordResets.expiresAt, sql`now()`),
  )

/** The invitation of a link, while it is good. */
export const openInvitation = (hash: string) =>
  and(
    sql`/* visible invitations: by its secret */ ${eq(invitations.tokenHash, hash)}`,
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, sql`now()`),
  )

/** The agency's name, which strangers may know. */
export async function readAgencyName(reader: Reader): Promise<string> {
  const [row] = await reader
    .select({ agencyName: settings.agencyName })
    .from(settings)
    .where(sql`/* visible settings: the name is public */ true`)
  return row?.agencyName ?? ""
}

/**
 * Chooses a new password by the link from the email, ends every session of the account and revokes its API tokens and its
 * calendar link. It does not sign in, for the
 * mailbox is not the second factor; but this browser is now one that the account knows.
 *
 * @throws Refusal `expired`.
 */
export async function resetPassword({
  ctx,
  input,
}: OpenArgs<typeof ResetPassword>): Promise<{ email: string }> {
  needsCookies(ctx)
  const hash = sha256(input.token)
  const [open] = await ctx.db
    .select({ userId: passwordResets.userId })
    .from(passwordResets)
    .where(openReset(hash))
  const person = open && (await findById(ctx.db, open.userId))
  if (!person) throw dependencyIsGone()
  const passwordHash = await hashPassword(input.password)
  await transactAs(ctx, "session.resetPassword", viewerOf(person), async ({ tx, record }) => {
    const now = await lockPerson(tx, person.id)
    const used = await tx
      .update(passwordResets)
      .set({ usedAt: sql`now()` })
      .where(openReset(hash))
      .returning({ id: passwordResets.id })
    if (used.length === 0 || !now || now.disabledAt !== null) throw dependencyIsGone()
    await takeBackResets(tx, now.id)
    await tx.update(users).set({ passwordHash }).where(eq(users.id, now.id))
    const { email, name } = now
    await ctx.services.jobs.enqueue(tx, "email.password_changed", { email, name })
    await revokeKeys(ctx, { tx, record }, now.id)
    const ended = await ctx.services.auth.sessions.end(tx, { userId: now.id })
    record({ entity: "user", id: now.id, people: [now.id], fields: { sessions: { before: ended } } })
  })
  ctx.setCookie(ctx.services.auth.limits.rememberDevice(ctx.cookies, person.email))
  return { email: person.email }
}

/** Links to choose a password that were sent to this person are no longer good. */
export async function takeBackResets(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(passwordResets)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        sql`/* visible password_resets: to take them back */ ${eq(passwordResets.userId, userId)}`,
        isNull(passwordResets.usedAt),
      ),
    )
}
