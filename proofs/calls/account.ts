import { randomSecret, sha256 } from "@alphas/auth/secrets"
import { totp } from "@alphas/auth/totp-testing"
import { calendarLinks } from "@alphas/db/schema/calendar"
import { invitations, passwordResets, users } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import { eq } from "drizzle-orm"
import { type Calls, type Making, now, password, type Scene, soon } from "./call"
import { nobody } from "./secrets"
import type { Row, Shared } from "./users"
import { agency, everyone, ownOnly } from "./who"

export async function ofPerson({
  db,
  secrets,
  userId,
  role,
}: Pick<Making, "db" | "secrets" | "userId" | "role">) {
  if (role === "client_viewer") return
  const hash = newId()
  secrets.plant(hash, "the hash of a calendar link", nobody)
  await db.insert(calendarLinks).values({ userId, hash })
}

/** Gives the caller a second factor, and answers its secret. */
async function withSecret({ db, services, me }: Scene<Row, Shared>, enabled: boolean): Promise<string> {
  const { secondFactor } = services.auth
  const secret = secondFactor.newSecret()
  const totpSecret = secondFactor.encrypt(me.id, secret)
  await db
    .update(users)
    .set({ totpSecret, totpEnabledAt: enabled ? now() : null })
    .where(eq(users.id, me.id))
  return secret
}

/** What came in the email of the invitation. */
async function invited({ db, shared }: Scene<Row, Shared>): Promise<string> {
  const token = randomSecret()
  await db
    .update(invitations)
    .set({ tokenHash: sha256(token) })
    .where(eq(invitations.id, shared.invitationId))
  return token
}

export const account: Calls<"account", Row, Shared> = {
  me: { input: () => ({}), role: everyone },
  update: { input: ({ me }) => ({ version: me.version, changes: { jobTitle: "Lead" } }), role: everyone },
  changePassword: { input: () => ({ current: password, password: `another ${password}` }), role: everyone },
  sessions: { input: () => ({}), role: everyone },
  revokeSession: { input: ({ row }) => ({ id: row.session }), row: ownOnly },
  signOutEverywhere: { input: () => ({}), role: everyone, setsCookie: true },
  tokens: { input: () => ({}), role: everyone },
  createToken: { input: () => ({ name: "New", scope: "read_write" }), role: everyone },
  revokeToken: { input: ({ row }) => ({ id: row.tokenId }), row: ownOnly },
  calendarLink: { input: () => ({}), role: agency },
  createCalendarLink: { input: () => ({}), role: agency },
  removeCalendarLink: { input: () => ({}), role: agency },
  confirm: { input: () => ({ password }), role: everyone },
  startSecondFactor: { input: () => ({ password }), role: everyone },
  confirmSecondFactor: {
    input: async (scene) => ({ code: totp(await withSecret(scene, false)) }),
    role: everyone,
  },
  disableSecondFactor: {
    input: async (scene) => {
      await withSecret(scene, true)
      return { password }
    },
    role: everyone,
  },
}

/** The public list: what decides is a secret of its own, not the role. */
export const session: Calls<"session", Row, Shared> = {
  me: { input: () => ({}), role: everyone },
  signOut: { input: () => ({}), role: everyone, setsCookie: true },
  state: { input: () => ({}), role: everyone },
  signIn: { input: ({ me }) => ({ email: me.email, password }), role: everyone, setsCookie: true },
  askReset: { input: ({ shared }) => ({ email: shared.colleague.email }), role: everyone },
  checkToken: {
    input: async (scene) => ({ token: await invited(scene) }),
    role: everyone,
    onlyAnswers: true,
  },
  resetPassword: {
    input: async ({ db, shared }) => {
      const token = randomSecret()
      const userId = shared.colleague.id
      await db.insert(passwordResets).values({ userId, tokenHash: sha256(token), expiresAt: soon() })
      return { token, password: `another ${password}` }
    },
    role: everyone,
    setsCookie: true,
  },
  acceptInvitation: {
    input: async (scene) => ({ token: await invited(scene), name: "Ada", password }),
    role: everyone,
    setsCookie: true,
  },
  renewInvitation: {
    input: async (scene) => {
      const token = await invited(scene)
      const { db, shared } = scene
      await db
        .update(invitations)
        .set({ expiresAt: new Date(0).toISOString() })
        .where(eq(invitations.id, shared.invitationId))
      return { token }
    },
    role: everyone,
  },
  register: {
    input: () => ({ email: `${newId()}@agency.example`, name: "Stranger" }),
    role: everyone,
  },
  setUp: {
    input: async ({ services }) => {
      // There is none where somebody is.
      const code = (await services.auth.setup.issueCode()) ?? "closed"
      return { code, agencyName: "Agency", name: "First", email: "first@agency.example", password }
    },
    role: everyone,
    setsCookie: true,
    beforeAnybody: true,
  },
}
