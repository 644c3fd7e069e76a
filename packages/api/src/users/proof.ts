import { type Identity, type Viewer, wayOf } from "@alphas/auth/identity"
import type { Admission } from "@alphas/auth/limits"
import { verifyPassword } from "@alphas/auth/passwords"
import type { Reader, Tx } from "@alphas/db/connection"
import { recoveryCodes, sessions, users } from "@alphas/db/schema/users"
import { ways } from "@alphas/domain/permissions"
import type { ConfirmIdentity } from "@alphas/domain/users/input"
import { and, eq, isNull, sql } from "drizzle-orm"
import type { Context, Mutating, SignedIn, Writing } from "../context"
import { invalidField, Refusal } from "../refusal"
import { transact } from "../transact"
import type { MutationArgs } from "../trpc"

/** What there is to prove a person by. */
const provable = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  clientId: users.clientId,
  passwordHash: users.passwordHash,
  totpSecret: users.totpSecret,
  totpEnabledAt: users.totpEnabledAt,
  totpLastStep: users.totpLastStep,
  disabledAt: users.disabledAt,
}

/** The person of an address, before they have proved anything. */
export async function findByEmail(reader: Reader, email: string) {
  const [row] = await reader
    .select(provable)
    .from(users)
    .where(sql`/* visible users: by address, before sign-in */ ${eq(users.email, email)}`)
  return row
}

/** The person of an id that a link or a session stands for. */
export async function findById(reader: Reader, id: string) {
  const [row] = await reader
    .select(provable)
    .from(users)
    .where(sql`/* visible users: whom a link stands for */ ${eq(users.id, id)}`)
  return row
}

/** The same row, locked and as it is now; undefined when it has gone. */
export async function lockPerson(tx: Tx, id: string) {
  const [row] = await tx
    .select(provable)
    .from(users)
    .where(sql`/* visible users: who proves who they are */ ${eq(users.id, id)}`)
    .for("no key update")
  return row
}

export type Person = NonNullable<Awaited<ReturnType<typeof findByEmail>>>

export const viewerOf = ({ id, role, clientId, name, email }: Person): Viewer => ({
  id,
  role,
  clientId,
  name,
  email,
})

/**
 * Spends a code of the second factor, or a recovery code, in the transaction: it is good once, also for two who send it
 * at the same time, for the person's row is locked.
 * @returns which of the two it was; null when it is neither.
 */
export async function spendCode(
  ctx: Context,
  tx: Tx,
  person: Person,
  code: string,
): Promise<"code" | "recovery_code" | null> {
  const { secondFactor } = ctx.services.auth
  if (person.totpSecret === null) return null
  const secret = secondFactor.decrypt(person.id, person.totpSecret)
  const step = secondFactor.stepOf(secret, code, person.totpLastStep)
  if (step !== null) {
    await tx.update(users).set({ totpLastStep: step }).where(eq(users.id, person.id))
    return "code"
  }
  const spent = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, person.id),
        eq(recoveryCodes.codeHash, secondFactor.recoveryHash(person.id, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id })
  return spent.length > 0 ? "recovery_code" : null
}

/** @throws Refusal `rate_limit` unless the try may go on. */
export function admit(admission: Admission): void {
  if (!admission.allowed) throw tooManyTries(admission.retryAfter)
}

export const tooManyTries = (retryAfter: number): Refusal =>
  new Refusal("rate_limit", `Too many attempts. Try again in ${duration(retryAfter)}.`, { retryAfter })

const duration = (seconds: number) =>
  seconds < 90 ? `${seconds} second${seconds === 1 ? "" : "s"}` : `${Math.ceil(seconds / 60)} minutes`

/**
 * Lets somebody who is signed in confirm something with their password.
 * @throws Refusal `rate_limit`, or `invalid` at `field` when it is not the password.
 */
export async function confirmPassword(ctx: Mutating, password: string, field: string): Promise<Person> {
  const admission = await ctx.services.auth.limits.confirmation(ctx.identity.viewer.id)
  admit(admission)
  const person = await lockPerson(ctx.tx, ctx.identity.viewer.id)
  if (!person || !(await verifyPassword(person.passwordHash, password))) {
    throw invalidField(field, "This password is wrong. Try again.")
  }
  await admission.succeeded()
  return person
}

/**
 * The session that the caller came with. What guards an account is changed by somebody who signed in, not by a token.
 * @throws Refusal `forbidden` for an API token.
 */
export function ownSession(ctx: SignedIn): { name: string } {
  const { via } = ctx.identity
  if (ways[wayOf(via)].account) return { name: via.kind === "session" ? via.name : "" }
  throw new Refusal("forbidden", "An API token cannot do this. Sign in and use “Profile and security”.")
}

/** Minutes for which a password or code counts that somebody has shown in a session. */
const proofMinutes = 10

/**
 * Asks for a password or code of the last ten minutes, before a secret is made that outlives the session.
 * @throws Refusal `confirmation_required` (call `account.confirm`, then again), `forbidden` for an API token.
 */
export async function needsRecentProof(ctx: Mutating): Promise<void> {
  const { name } = ownSession(ctx)
  const [stale] = await ctx.tx
    .select({ name: sessions.name })
    .from(sessions)
    .where(
      and(
        sql`/* visible sessions: the caller's */ ${eq(sessions.name, name)}`,
        sql`${sessions.provedAt} < now() - make_interval(mins => ${proofMinutes})`,
      ),
    )
  if (stale !== undefined) {
    throw new Refusal("confirmation_required", "Confirm with your password or a code first.")
  }
}

/**
 * Confirms in a session who is at the keyboard, with the password or a code of the second factor.
 * @throws Refusal `invalid` at `password` or `code`, `rate_limit`, `forbidden` for an API token.
 */
export async function confirmIdentity({ ctx, input }: MutationArgs<typeof ConfirmIdentity>): Promise<null> {
  const { name } = ownSession(ctx)
  const { id } = ctx.identity.viewer
  if (input.code === undefined) await confirmPassword(ctx, input.password ?? "", "password")
  else await confirmCode(ctx, input.code)
  await ctx.tx
    .update(sessions)
    .set({ provedAt: sql`now()` })
    .where(sql`/* visible sessions: the caller's */ ${eq(sessions.name, name)}`)
  ctx.record({ entity: "session", id: name, people: [id], fields: { confirmed: { after: true } } })
  return null
}

async function confirmCode(ctx: Mutating, code: string): Promise<void> {
  const { id } = ctx.identity.viewer
  const admission = await ctx.services.auth.limits.code(id)
  admit(admission)
  const person = await lockPerson(ctx.tx, id)
  const factor = person?.totpEnabledAt ? await spendCode(ctx, ctx.tx, person, code) : null
  if (factor === null) {
    throw invalidField("code", "This code is wrong or was already used. Wait for the next code.")
  }
  await admission.succeeded()
}

/** Runs a transaction in the name of somebody who has only just proved who they are, so that the log names them. */
export function transactAs<Output>(
  ctx: Context,
  path: string,
  viewer: Viewer,
  work: (writing: Writing) => Promise<Output>,
): Promise<Output> {
  // Their session begins in this very transaction; the log only asks through what they came.
  const identity: Identity = { viewer, via: { kind: "session", name: "", idHash: "" } }
  return transact({ ...ctx, identity, idempotencyKey: null }, { path, input: null }, work)
}
