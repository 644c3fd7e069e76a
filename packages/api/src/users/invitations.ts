import { sha256 } from "@alphas/auth/secrets"
import { invitationLife, linkSecret } from "@alphas/auth/tokens"
import { createdFields } from "@alphas/changes/record"
import { clients } from "@alphas/db/schema/clients"
import { invitations, users } from "@alphas/db/schema/users"
import { type ById, newId } from "@alphas/domain/ids"
import type { Role } from "@alphas/domain/permissions"
import type { Invitation } from "@alphas/domain/users/dto"
import type { InviteUser, TokenOnly } from "@alphas/domain/users/input"
import { and, desc, eq, getTableColumns, isNull, not, type SQL, sql } from "drizzle-orm"
import type { Context, Mutating, SignedIn, Writing } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs, OpenArgs } from "../trpc"
import { findByEmail } from "./proof"
import { evenly, mayMail, readAgencyName } from "./reset"

/** What somebody becomes who registers by themselves: the agency role that sees least. */
const roleOfRegistered: Role = "team_member"

/** Invitations shown at the most; those that wait for an answer are few. */
const shownAtMost = 500

const unanswered = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))
const expired = sql`${invitations.expiresAt} <= now()`

/** Invitations that were not answered yet, also those that have expired, to send them again; newest first. */
export async function listInvitations({ ctx }: { ctx: SignedIn }): Promise<Invitation[]> {
  return ctx.db
    .select({
      id: invitations.id,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      clientId: invitations.clientId,
      invitedBy: users.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .leftJoin(users, and(eq(users.id, invitations.invitedBy), ctx.visible.directory()))
    .where(and(ctx.visible.invitations(), unanswered))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(shownAtMost)
}

/**
 * Invites somebody by email; the link is good for seven days.
 * @throws Refusal `duplicate` when the address has an account or an invitation that is still good, `invalid` when
 * there is no such client.
 */
export async function inviteUser({ ctx, input }: MutationArgs<typeof InviteUser>): Promise<Invitation> {
  const { tx } = ctx
  // One way there and back: the driver sends both before it waits for an answer.
  const [person, [open]] = await Promise.all([
    findByEmail(tx, input.email),
    tx
      .select({ id: invitations.id })
      .from(invitations)
      .where(and(ctx.visible.invitations(), unanswered, eq(invitations.email, input.email), not(expired))),
  ])
  if (person) {
    throw taken(
      person.disabledAt === null
        ? "This email address already has an account."
        : "This email address has a disabled account. Enable it instead.",
    )
  }
  if (input.clientId !== null) {
    const [client] = await tx
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.id, input.clientId), ctx.visible.clients("clients.read")))
      // A merge that is under way first moves this client's invitations; then it is seen that the client is gone.
      .for("share")
    if (!client) throw invalidField("clientId", "This client does not exist. Choose another one.")
  }
  if (open) throw taken("This email address already has an invitation. Send it again, or revoke it.")
  // Only an expired one is replaced: one that somebody else has sent in this very moment stays good.
  const replaced = await takeBack(ctx, input.email, expired)
  return sendNew(ctx, ctx, { ...input, invitedBy: ctx.identity.viewer.id }, replaced)
}

/**
 * Invites somebody who asked for it without proving who they are, whoever is signed in where they ask. They take nothing
 * from somebody whom an admin has invited: while that invitation is good, the new one is to the same role and client.
 */
export async function inviteStranger(
  ctx: Context,
  writing: Writing,
  who: { email: string; name: string },
): Promise<void> {
  const replaced = await takeBack(writing, who.email)
  const invited = replaced.find(({ good }) => good)
  await sendNew(
    { ...ctx, identity: null },
    writing,
    {
      ...who,
      role: invited?.role ?? roleOfRegistered,
      clientId: invited?.clientId ?? null,
      invitedBy: invited?.invitedBy ?? null,
    },
    replaced,
  )
}

const taken = (sentence: string) => new Refusal("duplicate", sentence, { fields: { email: [sentence] } })

interface Invited {
  email: string
  name: string
  role: Role
  clientId: string | null
  invitedBy: string | null
}

/** Takes back the invitations to an address that were not answered; `good` are those that had not expired. */
async function takeBack({ tx }: Writing, email: string, which?: SQL) {
  return tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        sql`/* visible invitations: to the same address */ ${eq(invitations.email, email)}`,
        unanswered,
        which,
      ),
    )
    .returning({ ...getTableColumns(invitations), good: sql<boolean>`${not(expired)}` })
}

/**
 * Puts an invitation in the place of those that were taken back, and sends it.
 * @throws Refusal `duplicate` when there is another one that is not answered.
 */
async function sendNew(
  ctx: Context,
  writing: Writing,
  invited: Invited,
  replaced: readonly { id: string }[],
): Promise<Invitation> {
  const { tx, record } = writing
  const { clientId } = invited
  const { secret, hash } = linkSecret()
  const [saved] = await tx
    .insert(invitations)
    .values({ ...freshLink(hash), ...invited, id: newId() })
    .onConflictDoNothing()
    .returning()
  // Somebody else has invited the same address in this very moment.
  if (!saved) throw taken("This email address already has an invitation. Send it again, or revoke it.")
  for (const { id } of replaced) record({ entity: "invitation", id, fields: { revoked: { after: true } } })
  record({
    entity: "invitation",
    id: saved.id,
    clientId,
    fields: createdFields({
      email: saved.email,
      name: saved.name,
      role: saved.role,
      clientId,
      expiresAt: saved.expiresAt,
    }),
  })
  await send(ctx, writing, saved, secret)
  return shown(saved, ctx.identity?.viewer.name ?? null)
}

/** Sends an invitation again, with a new link; the old one is no longer good. @throws Refusal `not_found`. */
export async function resendInvitation({ ctx, input }: MutationArgs<typeof ById>): Promise<Invitation> {
  const { secret, hash } = linkSecret()
  const saved = await change(ctx, input.id, freshLink(hash))
  ctx.record({
    entity: "invitation",
    id: saved.id,
    clientId: saved.clientId,
    fields: { expiresAt: { after: saved.expiresAt } },
  })
  await send(ctx, ctx, saved, secret)
  return shown(saved, ctx.identity.viewer.name)
}

/**
 * Sends a new link to whoever was invited, in place of one that has expired; the old one stands for who they are. The
 * answer is the same, and takes as long, whether there is such an invitation or not.
 * @throws Refusal `rate_limit` when the caller, or somebody for the same address, has asked too often.
 */
export async function renewInvitation({ ctx, input }: OpenArgs<typeof TokenOnly>): Promise<null> {
  const old = sha256(input.token)
  const runOut = and(
    sql`/* visible invitations: by its secret */ ${eq(invitations.tokenHash, old)}`,
    unanswered,
    expired,
  )
  const [invited] = await ctx.db.select({ email: invitations.email }).from(invitations).where(runOut)
  const mayGetMail = await mayMail(ctx, invited?.email ?? old)
  return evenly(async () => {
    if (invited === undefined || !mayGetMail) return
    await ctx.transact(async (writing) => {
      const { secret, hash } = linkSecret()
      const [saved] = await writing.tx
        .update(invitations)
        .set(freshLink(hash))
        .where(runOut)
        .returning(getTableColumns(invitations))
      // Somebody else has sent it again, or taken it back, in this very moment.
      if (saved === undefined) return
      const { id, clientId, expiresAt } = saved
      writing.record({ entity: "invitation", id, clientId, fields: { expiresAt: { after: expiresAt } } })
      await send({ ...ctx, identity: null }, writing, saved, secret)
    })
  })
}

/** Takes an invitation back; its link is no longer good. @throws Refusal `not_found`. */
export async function revokeInvitation({ ctx, input }: MutationArgs<typeof ById>): Promise<null> {
  const saved = await change(ctx, input.id, { revokedAt: sql`now()` })
  ctx.record({
    entity: "invitation",
    id: saved.id,
    clientId: saved.clientId,
    fields: { revoked: { after: true } },
  })
  return null
}

type Row = typeof invitations.$inferSelect

async function change(
  ctx: Mutating,
  id: string,
  values: { revokedAt: SQL } | ReturnType<typeof freshLink>,
): Promise<Row> {
  const [saved] = await ctx.tx
    .update(invitations)
    .set(values)
    .where(and(eq(invitations.id, id), ctx.visible.invitations(), unanswered))
    .returning(getTableColumns(invitations))
  if (!saved) throw notFound("invitation")
  return saved
}

const freshLink = (tokenHash: string) => ({
  tokenHash,
  expiresAt: new Date(Date.now() + invitationLife).toISOString(),
})

async function send(ctx: Context, { tx }: Writing, { email, name }: Row, token: string): Promise<void> {
  const agencyName = await readAgencyName(tx)
  const invitedBy = ctx.identity?.viewer.name ?? agencyName
  await ctx.services.jobs.enqueue(tx, "email.invitation", { email, name, invitedBy, agencyName, token })
}

const shown = (row: Row, invitedBy: string | null): Invitation => {
  const { id, email, name, role, clientId, createdAt, expiresAt } = row
  return { id, email, name, role, clientId, invitedBy, createdAt, expiresAt }
}
