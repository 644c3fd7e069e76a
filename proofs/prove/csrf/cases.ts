import { randomSecret, sha256 } from "@alphas/auth/secrets"
import { apiToken } from "@alphas/auth/tokens"
import { makeClient, makeContact, makeMember, makeUser, type UserRow } from "@alphas/db/factories"
import { calendarLinks } from "@alphas/db/schema/calendar"
import { clientImportChunks, clientImports } from "@alphas/db/schema/clients"
import { settings } from "@alphas/db/schema/settings"
import { apiTokens, invitations, passwordResets, users } from "@alphas/db/schema/users"
import { eq, sql } from "drizzle-orm"
import type { Case } from "./case"
import { totp } from "./totp"
import { workCases } from "./work-cases"
import { nameOf, type World } from "./world"

const soon = () => new Date(Date.now() + 3_600_000).toISOString()
const fresh = (() => {
  let made = 0
  return (word: string) => `${word}${++made}`
})()

async function invite({ db }: World, me: UserRow) {
  const token = randomSecret()
  const email = `${fresh("invited")}@agency.example`
  const [row] = await db
    .insert(invitations)
    .values({
      email,
      name: "Invited",
      role: "manager",
      tokenHash: sha256(token),
      invitedBy: me.id,
      expiresAt: soon(),
    })
    .returning({ id: invitations.id })
  return { id: row?.id ?? "", token }
}

async function token({ db }: World, user: UserRow) {
  const { hash, prefix } = apiToken()
  const [row] = await db
    .insert(apiTokens)
    .values({ userId: user.id, name: "Script", scope: "read", prefix, hash, expiresAt: soon() })
    .returning({ id: apiTokens.id })
  return row?.id ?? ""
}

type Import = typeof clientImports.$inferInsert
async function startedImport({ db }: World, me: UserRow, values: Partial<Import> = {}) {
  const [row] = await db
    .insert(clientImports)
    .values({ userId: me.id, fileName: "clients.csv", ...values })
    .returning({ id: clientImports.id })
  const id = row?.id ?? ""
  await db.insert(clientImportChunks).values({ importId: id, index: 0, content: Buffer.from("name\nAda\n") })
  return id
}

const versioned = ({ id, version }: { id: string; version: number }) => ({ id, version })
const client = async ({ db }: World) => versioned(await makeClient(db))
const colleague = ({ db }: World) => makeUser(db, { role: "team_member" })

/** Every mutation of the router stands here; the proof fails for one that does not. */
export const cases: Record<string, Case> = {
  ...workCases,
  "session.signIn": {
    prepare: async ({ passwordHash, db }) => {
      const { email } = await makeUser(db, { passwordHash })
      return { email, password: "correct horse battery" }
    },
    setsCookie: true,
  },
  "session.signOut": { prepare: async () => ({}), setsCookie: true },
  "session.askReset": { prepare: async (world) => ({ email: (await colleague(world)).email }) },
  "session.checkToken": {
    prepare: async (world, me) => ({ token: (await invite(world, me)).token }),
    onlyAnswers: true,
  },
  "session.resetPassword": {
    prepare: async (world) => {
      const token = randomSecret()
      const userId = (await colleague(world)).id
      await world.db.insert(passwordResets).values({ userId, tokenHash: sha256(token), expiresAt: soon() })
      return { token, password: "another horse battery" }
    },
    setsCookie: true,
  },
  "session.acceptInvitation": {
    prepare: async (world, me) => ({
      token: (await invite(world, me)).token,
      name: "Ada",
      password: "correct horse battery",
    }),
    setsCookie: true,
  },
  "session.register": {
    prepare: async () => ({ email: `${fresh("stranger")}@agency.example`, name: "Stranger" }),
  },
  "session.setUp": {
    prepare: async ({ db, services }) => {
      await db.delete(users)
      await db.update(settings).set({ setUpAt: null })
      const email = "first@agency.example"
      const code = await services.auth.setup.issueCode()
      return { code, agencyName: fresh("Agency "), name: "First", email, password: "correct horse battery" }
    },
    setsCookie: true,
    beforeAnybody: true,
  },
  "account.update": {
    prepare: async (_, { version }) => ({ version, changes: { jobTitle: fresh("Title ") } }),
  },
  "account.changePassword": {
    prepare: async ({ db, passwordHash }, me) => {
      await db.update(users).set({ passwordHash }).where(eq(users.id, me.id))
      return { current: "correct horse battery", password: "another horse battery" }
    },
  },
  "account.revokeSession": {
    prepare: async (world, me) => ({ id: await nameOf(world, await world.signIn(me)) }),
  },
  "account.signOutEverywhere": { prepare: async () => ({}), setsCookie: true },
  "account.createToken": { prepare: async () => ({ name: "Script", scope: "read_write" }) },
  "account.revokeToken": { prepare: async (world, me) => ({ id: await token(world, me) }) },
  "account.createCalendarLink": { prepare: async () => ({}) },
  "account.removeCalendarLink": {
    prepare: async ({ db }, me) => {
      await db.insert(calendarLinks).values({ userId: me.id, hash: sha256(randomSecret()) })
      return {}
    },
  },
  "account.confirm": {
    prepare: async ({ db, passwordHash }, me) => {
      await db.update(users).set({ passwordHash }).where(eq(users.id, me.id))
      return { password: "correct horse battery" }
    },
  },
  "account.startSecondFactor": {
    prepare: async ({ db, passwordHash }, me) => {
      await db.update(users).set({ passwordHash }).where(eq(users.id, me.id))
      return { password: "correct horse battery" }
    },
  },
  "account.confirmSecondFactor": {
    prepare: async ({ db, services }, me) => {
      const { secondFactor } = services.auth
      const secret = secondFactor.newSecret()
      await db
        .update(users)
        .set({ totpSecret: secondFactor.encrypt(me.id, secret) })
        .where(eq(users.id, me.id))
      return { code: totp(secret) }
    },
  },
  "account.disableSecondFactor": {
    prepare: async ({ db, services, passwordHash }, me) => {
      const { secondFactor } = services.auth
      const totpSecret = secondFactor.encrypt(me.id, secondFactor.newSecret())
      await db
        .update(users)
        .set({ passwordHash, totpSecret, totpEnabledAt: sql`now()` })
        .where(eq(users.id, me.id))
      return { password: "correct horse battery" }
    },
  },
  "users.changeRole": {
    prepare: async (world) => ({ ...versioned(await colleague(world)), role: "admin" }),
  },
  "users.setHours": {
    prepare: async (world) => ({ ...versioned(await colleague(world)), dailyMinutes: 360 }),
  },
  "users.disable": { prepare: async (world) => versioned(await colleague(world)) },
  "users.enable": {
    prepare: async ({ db }) => versioned(await makeUser(db, { disabledAt: new Date().toISOString() })),
  },
  "users.resetSecondFactor": {
    prepare: async ({ db }) => versioned(await makeUser(db, { totpEnabledAt: new Date().toISOString() })),
  },
  "users.invite": {
    prepare: async () => ({ email: `${fresh("new")}@agency.example`, name: "New", role: "admin" }),
  },
  "users.resendInvitation": { prepare: async (world, me) => ({ id: (await invite(world, me)).id }) },
  "users.revokeInvitation": { prepare: async (world, me) => ({ id: (await invite(world, me)).id }) },
  "users.revokeTokenOf": { prepare: async (world) => ({ id: await token(world, await colleague(world)) }) },
  "clients.create": { prepare: async () => ({ name: fresh("Client ") }) },
  "clients.update": { prepare: async (world) => ({ ...(await client(world)), changes: { city: "Ulm" } }) },
  "clients.archive": { prepare: client },
  "clients.restore": {
    prepare: async ({ db }) => versioned(await makeClient(db, { archivedAt: new Date().toISOString() })),
  },
  "clients.addMember": {
    prepare: async (world) => ({ id: (await client(world)).id, userId: (await colleague(world)).id }),
  },
  "clients.removeMember": {
    prepare: async ({ db }) => {
      const { clientId, userId } = await makeMember(db)
      return { id: clientId, userId }
    },
  },
  "clients.merge": {
    prepare: async (world) => {
      const [keep, merge] = [await client(world), await client(world)]
      return {
        keepId: keep.id,
        keepVersion: keep.version,
        mergeId: merge.id,
        mergeVersion: merge.version,
      }
    },
  },
  "clients.imports.start": { prepare: async () => ({ fileName: "clients.csv" }) },
  "clients.imports.append": {
    prepare: async (world, me) => ({
      id: await startedImport(world, me),
      index: 1,
      content: Buffer.from("Bea\n").toString("base64"),
    }),
  },
  "clients.imports.finish": {
    prepare: async (world, me) => ({ id: await startedImport(world, me), pieces: 1 }),
  },
  "clients.imports.check": {
    prepare: async (world, me) => ({
      id: await startedImport(world, me, { state: "mapping", header: ["name"], rowsTotal: 1 }),
      mapping: { name: 0 },
    }),
  },
  "clients.imports.run": {
    prepare: async (world, me) => ({ id: await startedImport(world, me, { state: "ready", rowsNew: 1 }) }),
  },
  "clients.imports.undo": {
    prepare: async (world, me) => ({ id: await startedImport(world, me, { state: "done", rowsCreated: 1 }) }),
  },
  "clients.imports.cancel": { prepare: async (world, me) => ({ id: await startedImport(world, me) }) },
  "clients.contacts.create": {
    prepare: async (world) => ({ clientId: (await client(world)).id, contact: { name: "Ada" } }),
  },
  "clients.contacts.update": {
    prepare: async ({ db }) => ({ ...versioned(await makeContact(db)), changes: { name: "Other" } }),
  },
  "clients.contacts.remove": { prepare: async ({ db }) => versioned(await makeContact(db)) },
  "settings.update": {
    prepare: async ({ db }) => {
      const [row] = await db.select({ version: settings.version }).from(settings)
      return { version: row?.version ?? 0, changes: { agencyName: fresh("Agency ") } }
    },
  },
}
