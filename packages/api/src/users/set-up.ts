import { hashPassword } from "@alphas/auth/passwords"
import { createdFields, fieldChanges } from "@alphas/changes/record"
import { settings } from "@alphas/db/schema/settings"
import { users } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import type { SignedInPerson, SignInState } from "@alphas/domain/users/dto"
import type { SetUp } from "@alphas/domain/users/input"
import { sql } from "drizzle-orm"
import { invalidField, Refusal } from "../refusal"
import { settingsId } from "../settings/id"
import type { OpenArgs, OpenContext } from "../trpc"
import { admit, transactAs } from "./proof"
import { giveCookies, needsCookies, startSession } from "./sign-in"

/** What the pages for strangers need to know. */
export async function readState({ ctx }: { ctx: OpenContext }): Promise<SignInState> {
  const [row] = await ctx.db
    .select({ agencyName: settings.agencyName, registrationOpen: settings.registrationOpen })
    .from(settings)
    .where(sql`/* visible settings: what is public of them */ true`)
  const setUpOpen = await ctx.services.auth.setup.isOpen()
  return {
    agencyName: row?.agencyName ?? "",
    registrationOpen: row?.registrationOpen ?? false,
    setUpOpen,
    socketUrl: ctx.services.environment.WS_URL,
  }
}

const closed = () =>
  new Refusal("closed", "This installation is already set up. Ask an admin for an invitation.")

/**
 * Makes the first admin, with the code that the server has printed, and signs them in. Of two who try at the same time
 * one gets in; after that it is closed for good.
 *
 * @throws Refusal `closed`, `invalid` at `code`, `rate_limit`.
 */
export async function setUp({ ctx, input }: OpenArgs<typeof SetUp>): Promise<SignedInPerson> {
  needsCookies(ctx)
  const { auth } = ctx.services
  if (!(await auth.setup.isOpen())) throw closed()
  const admission = await auth.limits.signIn({ email: "set-up", address: ctx.address, cookies: "" })
  admit(admission)
  const passwordHash = await hashPassword(input.password)
  const { name, email } = input
  const person = { id: newId(), name, email, role: "admin" } as const
  const started = await transactAs(ctx, "session.setUp", { ...person, clientId: null }, async (writing) => {
    const { tx, record } = writing
    const entry = await auth.setup.enter(tx, input.code)
    if (entry === "closed") throw closed()
    if (entry === "wrong_code") {
      throw invalidField(
        "code",
        "This one-time code is wrong. Use the code that the server printed when it last started.",
      )
    }
    await tx.insert(users).values({ ...person, passwordHash, lastSeenAt: sql`now()` })
    const before = await auth.setup.close(tx, input.agencyName)
    record({
      entity: "user",
      id: person.id,
      people: [person.id],
      fields: createdFields({ name, email, role: person.role }),
    })
    record({
      entity: "settings",
      id: settingsId,
      fields: fieldChanges({ agencyName: before }, { agencyName: input.agencyName }),
    })
    return startSession(ctx, writing, person.id)
  })
  await admission.succeeded()
  giveCookies(ctx, started, email)
  return person
}
