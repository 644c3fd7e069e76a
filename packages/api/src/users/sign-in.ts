import { hashPassword, needsRehash, verifyPassword } from "@alphas/auth/passwords"
import type { StartedSession } from "@alphas/auth/sessions"
import { users } from "@alphas/db/schema/users"
import type { SignedInPerson } from "@alphas/domain/users/dto"
import type { SignIn } from "@alphas/domain/users/input"
import { eq, sql } from "drizzle-orm"
import type { Context, Mutating, Writing } from "../context"
import { Refusal } from "../refusal"
import type { OpenArgs } from "../trpc"
import {
  admit,
  findByEmail,
  lockPerson,
  ownSession,
  type Person,
  spendCode,
  transactAs,
  viewerOf,
} from "./proof"

/**
 * Signs in by email, password and, where it is on, second factor. Whether an account exists shows neither in the
 * answer nor in its time.
 *
 * @throws Refusal `wrong_credentials`, `second_factor_required` (send `code` as well), `rate_limit`.
 */
export async function signIn({ ctx, input }: OpenArgs<typeof SignIn>): Promise<SignedInPerson> {
  needsCookies(ctx)
  const { auth } = ctx.services
  const admission = await auth.limits.signIn({
    email: input.email,
    address: ctx.address,
    cookies: ctx.cookies,
  })
  admit(admission)
  const person = await findByEmail(ctx.db, input.email)
  const right = await verifyPassword(person?.passwordHash ?? null, input.password)
  if (!person || !right) throw wrongCredentials()
  if (person.disabledAt !== null) throw disabled()
  if (person.totpEnabledAt !== null && input.code === undefined) {
    await admission.succeeded() // the password was right; the code is a try of its own
    throw new Refusal("second_factor_required", "Enter the code from your authenticator app.")
  }
  const rehashed =
    person.passwordHash !== null && needsRehash(person.passwordHash)
      ? await hashPassword(input.password)
      : undefined
  const started = await transactAs(ctx, "session.signIn", viewerOf(person), async (writing) => {
    const now = await lockPerson(writing.tx, person.id)
    // The password was checked against a row that may have changed since.
    if (!now || now.passwordHash !== person.passwordHash) throw wrongCredentials()
    if (now.disabledAt !== null) throw disabled()
    const factor = await checkCode(ctx, writing, now, input.code)
    await writing.tx
      .update(users)
      .set({ lastSeenAt: sql`now()`, ...(rehashed === undefined ? {} : { passwordHash: rehashed }) })
      .where(eq(users.id, now.id))
    return startSession(ctx, writing, now.id, factor === null ? {} : { secondFactor: { after: factor } })
  })
  await admission.succeeded()
  giveCookies(ctx, started, person.email)
  const { id, name, email, role } = person
  return { id, name, email, role }
}

async function checkCode(ctx: Context, { tx }: Writing, person: Person, code: string | undefined) {
  if (person.totpEnabledAt === null) return null
  const admission = await ctx.services.auth.limits.code(person.id)
  admit(admission)
  const factor = code === undefined ? null : await spendCode(ctx, tx, person, code)
  if (factor !== null) {
    await admission.succeeded()
    return factor
  }
  throw new Refusal("wrong_credentials", "This code is wrong or was already used. Wait for the next code.")
}

/** Begins a session in the transaction and records it; ends the one that this browser had before. */
export async function startSession(
  ctx: Context,
  { tx, record }: Writing,
  userId: string,
  fields: Record<string, { after: unknown }> = {},
): Promise<StartedSession> {
  const { sessions } = ctx.services.auth
  const started = await sessions.start(tx, { userId, device: ctx.device, address: ctx.address || null })
  record({
    entity: "session",
    id: started.name,
    people: [userId],
    fields: { device: { after: started.device }, address: { after: ctx.address }, ...fields },
  })
  const before = ctx.identity
  if (before?.via.kind === "session") {
    const { name } = before.via
    const ended = await sessions.end(tx, { userId: before.viewer.id, name })
    if (ended.length > 0) {
      record({
        verb: "session.signOut",
        entity: "session",
        id: name,
        people: [before.viewer.id],
        fields: { sessions: { before: ended } },
      })
    }
  }
  return started
}

/** Call before anything is done that ends with a cookie. @throws Refusal `invalid` on a socket. */
export function needsCookies(ctx: Context): void {
  if (ctx.keepsCookies === false)
    throw new Refusal("invalid", "A socket cannot set a cookie. Make this call over HTTP.")
}

/** After the commit: the session's cookie, and the one by which this browser will be known for the account. */
export function giveCookies(ctx: Context, started: StartedSession, email: string): void {
  ctx.setCookie(started.cookie)
  ctx.setCookie(ctx.services.auth.limits.rememberDevice(ctx.cookies, email))
}

const wrongCredentials = () => new Refusal("wrong_credentials", "The email address or password is wrong.")

/** Only somebody who knows the password hears of it. */
const disabled = () =>
  new Refusal("wrong_credentials", "This account is disabled. Ask an admin of your agency to enable it.")

/** Ends the session that the caller came with. */
export async function signOut({ ctx }: { ctx: Mutating }): Promise<null> {
  const { name } = ownSession(ctx)
  const { id } = ctx.identity.viewer
  const { auth } = ctx.services
  const ended = await auth.sessions.end(ctx.tx, { userId: id, name })
  if (ended.length > 0) {
    ctx.record({ entity: "session", id: name, people: [id], fields: { sessions: { before: ended } } })
  }
  ctx.setCookie(auth.blankCookie)
  return null
}
