import { recoveryCodes, users } from "@alphas/db/schema/users"
import type { Versioned } from "@alphas/domain/ids"
import type { SecondFactorOffer, User } from "@alphas/domain/users/dto"
import type { ConfirmSecondFactor, DisableSecondFactor, StartSecondFactor } from "@alphas/domain/users/input"
import { eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockVersion, nextVersion } from "../versioned"
import { admit, confirmPassword, lockPerson, ownSession } from "./proof"
import { readUser } from "./read"
import { readAgencyName } from "./reset"

async function lockMe(ctx: Mutating) {
  ownSession(ctx)
  const me = await lockPerson(ctx.tx, ctx.identity.viewer.id)
  if (!me) throw notFound("person")
  return me
}

const recorded = (ctx: Mutating, id: string, fields: Record<string, { before?: unknown; after?: unknown }>) =>
  ctx.record({ entity: "user", id, people: [id], fields })

/**
 * A secret for an authenticator app. It asks for nothing at sign-in until it is confirmed with a code. The password is
 * asked for, so that nobody at an open browser locks its person out.
 * @throws Refusal `invalid` at `password`, `workflow` while a second factor is on, `rate_limit`, `forbidden` for an API
 * token.
 */
export async function startSecondFactor({
  ctx,
  input,
}: MutationArgs<typeof StartSecondFactor>): Promise<SecondFactorOffer> {
  const { secondFactor } = ctx.services.auth
  ownSession(ctx)
  const me = await confirmPassword(ctx, input.password, "password")
  if (me.totpEnabledAt !== null) {
    throw new Refusal(
      "workflow",
      "Two-factor authentication is already on. Turn it off before you set it up again.",
    )
  }
  ctx.answerOnce()
  const secret = secondFactor.newSecret()
  await ctx.tx
    .update(users)
    .set({ totpSecret: secondFactor.encrypt(me.id, secret), totpLastStep: null })
    .where(eq(users.id, me.id))
  recorded(ctx, me.id, { secondFactor: { after: "offered" } })
  return { secret, address: secondFactor.address(secret, me.email, await readAgencyName(ctx.tx)) }
}

/**
 * Turns the second factor on, with a code that shows that the app works. Answers ten recovery codes, each good once.
 * @throws Refusal `invalid` at `code`, `workflow` when it was not started or is on, `rate_limit`, `forbidden`.
 */
export async function confirmSecondFactor({
  ctx,
  input,
}: MutationArgs<typeof ConfirmSecondFactor>): Promise<{ recoveryCodes: string[] }> {
  const { secondFactor, limits } = ctx.services.auth
  const me = await lockMe(ctx)
  if (me.totpSecret === null || me.totpEnabledAt !== null) {
    throw new Refusal("workflow", "There is no two-factor setup to confirm. Start the setup first.")
  }
  ctx.answerOnce()
  const admission = await limits.confirmation(me.id)
  admit(admission)
  const secret = secondFactor.decrypt(me.id, me.totpSecret)
  const step = secondFactor.stepOf(secret, input.code, me.totpLastStep)
  if (step === null) {
    throw invalidField("code", "This code is wrong. Check that the clock of your device is correct.")
  }
  await admission.succeeded()
  const codes = secondFactor.newRecoveryCodes(me.id)
  await ctx.tx.update(users).set({ totpEnabledAt: sql`now()`, totpLastStep: step }).where(eq(users.id, me.id))
  await ctx.tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, me.id))
  await ctx.tx.insert(recoveryCodes).values(codes.map(({ hash }) => ({ userId: me.id, codeHash: hash })))
  recorded(ctx, me.id, { secondFactor: { before: "offered", after: "on" } })
  return { recoveryCodes: codes.map(({ code }) => code) }
}

/**
 * Turns the second factor off and forgets its recovery codes.
 * @throws Refusal `invalid` at `password`, `workflow` when it is off, `rate_limit`, `forbidden` for an API token.
 */
export async function disableSecondFactor({
  ctx,
  input,
}: MutationArgs<typeof DisableSecondFactor>): Promise<null> {
  ownSession(ctx)
  const me = await confirmPassword(ctx, input.password, "password")
  if (me.totpSecret === null) throw new Refusal("workflow", "Two-factor authentication is already off.")
  await ctx.tx.update(users).set(none).where(eq(users.id, me.id))
  await ctx.tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, me.id))
  recorded(ctx, me.id, { secondFactor: { before: "on" } })
  return null
}

const none = { totpSecret: null, totpEnabledAt: null, totpLastStep: null }

/**
 * Turns off the second factor of somebody who has lost their phone and their recovery codes, and signs them out
 * everywhere: their password alone lets them in again.
 * @throws Refusal `stale_version`, `workflow` when it is off, or for one's own.
 */
export async function resetSecondFactor({ ctx, input }: MutationArgs<typeof Versioned>): Promise<User> {
  const { tx } = ctx
  const person = await lockVersion(tx, users, ctx.visible.users(), input, "person", (row) =>
    readUser(ctx, tx, row.id),
  )
  if (person.id === ctx.identity.viewer.id) {
    throw new Refusal("workflow", "Turn off your own two-factor authentication under “Profile and security”.")
  }
  if (person.totpEnabledAt === null)
    throw new Refusal("workflow", "Two-factor authentication is already off for this person.")
  await tx
    .update(users)
    .set({ ...none, version: nextVersion(users) })
    .where(eq(users.id, person.id))
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, person.id))
  const ended = await ctx.services.auth.sessions.end(tx, { userId: person.id })
  recorded(ctx, person.id, { secondFactor: { before: "on" }, sessions: { before: ended } })
  return readUser(ctx, tx, person.id)
}
