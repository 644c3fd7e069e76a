import { makeUser } from "@alphas/db/factories"
import { apiTokens, invitations, sessions, users } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import { eq, ne, sql } from "drizzle-orm"
import { type Calls, type Founding, type Keeping, type Making, now, soon } from "./call"
import { agencyOnly, nobody } from "./secrets"
import { admins, agency, managing, ownOnly } from "./who"

export async function inAgency({ db, secrets, passwordHash }: Founding) {
  const staff = async (role: "team_member" | "manager") => {
    const user = await makeUser(db, { role, passwordHash })
    secrets.plant(user.id, "somebody of the agency", agencyOnly)
    return user
  }
  const colleague = await staff("team_member")
  const tokenHash = secrets.word()
  secrets.plant(tokenHash, "an invitation's hash", nobody)
  const invitationId = newId()
  const invited = { email: `${invitationId}@agency.example`, name: "Invited", role: "finance" } as const
  await db
    .insert(invitations)
    .values({ id: invitationId, ...invited, tokenHash, invitedBy: colleague.id, expiresAt: soon() })
  return {
    /** Somebody who may be named in an input: active, of the agency. */
    colleague,
    /** Whoever does the first task of every row. */
    doer: await staff("team_member"),
    /** Whose everything is that is not the person's. */
    stranger: await staff("manager"),
    /** An invitation that is open. */
    invitationId,
  }
}
export type Shared = Awaited<ReturnType<typeof inAgency>>

export async function inRow({ db, secrets, plant, holderId: userId }: Making) {
  const [session, tokenId] = [newId(), newId()]
  const [idHash, hash] = [secrets.word(), secrets.word()]
  for (const each of [idHash, hash]) secrets.plant(each, "the hash of a session or token", nobody)
  await db
    .insert(sessions)
    .values({ userId, idHash, name: session, expiresAt: soon(), endsAt: soon(), device: "proof" })
  await db
    .insert(apiTokens)
    .values({ id: tokenId, userId, name: "proof", prefix: "alp_", hash, scope: "read", expiresAt: soon() })
  return {
    session: plant(session, "a session", (role, relation) => ownOnly(role, relation) === "done"),
    // Admins look after the tokens of others.
    tokenId: plant(
      tokenId,
      "a token",
      (role, relation) => role === "admin" || ownOnly(role, relation) === "done",
    ),
  }
}
export type Row = Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, role, me }: Keeping<Row, Shared>) {
  // Who has the page of people reads their addresses, and the agency their names.
  const others = ne(users.id, me.id)
  if (role === "client_viewer") await db.update(users).set({ name: sql`reverse(name)` }).where(others)
  if (role !== "admin" && role !== "manager")
    await db.update(users).set({ email: sql`'x' || email` }).where(others)
  if (role !== "admin") {
    await db.update(invitations).set({ name: sql`reverse(name)`, email: sql`'x' || email` })
    await db.update(apiTokens).set({ name: sql`name || 'x'` }).where(ne(apiTokens.userId, me.id))
  }
  await db.update(sessions).set({ device: sql`device || 'x'` }).where(ne(sessions.userId, me.id))
}

const onColleague = {
  input: ({ shared }: { shared: Shared }) => ({ id: shared.colleague.id, version: 1 }),
  role: admins,
}
const onInvitation = {
  input: ({ shared }: { shared: Shared }) => ({ id: shared.invitationId }),
  role: admins,
}

export const calls: Calls<"users", Row, Shared> = {
  list: { input: () => ({}), role: managing },
  get: { input: ({ shared }) => ({ id: shared.colleague.id }), role: managing },
  directory: { input: () => ({}), role: agency },
  changeRole: { ...onColleague, input: (scene) => ({ ...onColleague.input(scene), role: "finance" }) },
  setHours: { ...onColleague, input: (scene) => ({ ...onColleague.input(scene), dailyMinutes: 360 }) },
  disable: onColleague,
  enable: {
    ...onColleague,
    input: async (scene) => {
      const { colleague } = scene.shared
      await scene.db.update(users).set({ disabledAt: now() }).where(eq(users.id, colleague.id))
      return onColleague.input(scene)
    },
  },
  resetSecondFactor: {
    ...onColleague,
    input: async (scene) => {
      const { colleague } = scene.shared
      await scene.db.update(users).set({ totpEnabledAt: now() }).where(eq(users.id, colleague.id))
      return onColleague.input(scene)
    },
  },
  invitations: { input: () => ({}), role: admins },
  invite: {
    input: () => ({ email: `${newId()}@agency.example`, name: "New", role: "finance" }),
    role: admins,
  },
  resendInvitation: onInvitation,
  revokeInvitation: onInvitation,
  tokens: { input: ({ shared }) => ({ id: shared.colleague.id }), role: admins },
  revokeTokenOf: { input: ({ row }) => ({ id: row.tokenId }), role: admins },
}
