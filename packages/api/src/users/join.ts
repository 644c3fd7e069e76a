import { hashPassword } from "@alphas/auth/passwords"
import { sha256 } from "@alphas/auth/secrets"
import { createdFields } from "@alphas/changes/record"
import { clients } from "@alphas/db/schema/clients"
import { settings } from "@alphas/db/schema/settings"
import { invitations, users } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import type { SignedInPerson } from "@alphas/domain/users/dto"
import type { AcceptInvitation, Register } from "@alphas/domain/users/input"
import { and, eq, isNull, sql } from "drizzle-orm"
import { invalidField, Refusal } from "../refusal"
import type { OpenArgs } from "../trpc"
import { inviteStranger } from "./invitations"
import { findByEmail, transactAs } from "./proof"
import { evenly, mayMail, openInvitation, sendReset } from "./reset"
import { giveCookies, needsCookies, startSession } from "./sign-in"

const invitationIsGone = () =>
  new Refusal(
    "expired",
    "This invitation was used, revoked, or is more than seven days old. Request a new link.",
  )

/** Makes the invited person's account and signs them in. @throws Refusal `expired`, `duplicate`. */
export async function acceptInvitation({
  ctx,
  input,
}: OpenArgs<typeof AcceptInvitation>): Promise<SignedInPerson> {
  needsCookies(ctx)
  const hash = sha256(input.token)
  const [invited] = await ctx.db.select().from(invitations).where(openInvitation(hash))
  if (!invited) throw invitationIsGone()
  const passwordHash = await hashPassword(input.password)
  const { email, role, clientId } = invited
  const person = { id: newId(), name: input.name, email, role }
  const started = await transactAs(
    ctx,
    "session.acceptInvitation",
    { ...person, clientId },
    async (writing) => {
      const { tx, record } = writing
      const accepted = await tx
        .update(invitations)
        .set({ acceptedAt: sql`now()` })
        .where(openInvitation(hash))
        .returning({ id: invitations.id })
      if (accepted.length === 0) throw invitationIsGone()
      if (clientId !== null) {
        const [client] = await tx
          .select({ id: clients.id })
          .from(clients)
          .where(
            and(
              sql`/* visible clients: whom the invitation is for */ ${eq(clients.id, clientId)}`,
              isNull(clients.deletedAt),
            ),
          )
          .for("share")
        if (!client) throw invitationIsGone()
      }
      const made = await tx
        .insert(users)
        .values({ ...person, clientId, passwordHash, lastSeenAt: sql`now()` })
        .onConflictDoNothing()
        .returning({ id: users.id })
      if (made.length === 0)
        throw new Refusal("duplicate", "This email address already has an account. Sign in instead.")
      record({
        entity: "user",
        id: person.id,
        clientId,
        people: [person.id],
        fields: createdFields({ name: person.name, email, role, clientId }),
      })
      record({ entity: "invitation", id: invited.id, clientId, fields: { accepted: { after: true } } })
      return startSession(ctx, writing, person.id)
    },
  )
  giveCookies(ctx, started, email)
  return person
}

/**
 * Asks for an account where registration is on: an invitation goes to the address, which proves that it is theirs.
 * Whoever has an account already is sent a link to choose a new password instead; the answer is the same.
 *
 * @throws Refusal `closed` while registration is off, `invalid` for an address of another domain, `rate_limit`.
 */
export async function register({ ctx, input }: OpenArgs<typeof Register>): Promise<null> {
  const [agency] = await ctx.db
    .select({ open: settings.registrationOpen, domains: settings.registrationDomains })
    .from(settings)
    .where(sql`/* visible settings: who may register is public */ true`)
  if (!agency?.open) {
    throw new Refusal("closed", "Registration is off. Ask an admin of the agency for an invitation.")
  }
  const domain = input.email.slice(input.email.lastIndexOf("@") + 1)
  if (!agency.domains.includes(domain)) {
    throw invalidField(
      "email",
      "Only email addresses of the agency's domains can register. Use your work email address.",
    )
  }
  const mayGetMail = await mayMail(ctx, input.email)
  return evenly(async () => {
    if (!mayGetMail) return
    const person = await findByEmail(ctx.db, input.email)
    if (person?.disabledAt) return
    await ctx.transact<unknown>((writing) =>
      person ? sendReset(ctx, writing, person) : inviteStranger(ctx, writing, input),
    )
  })
}
