import { hashPassword } from "@alphas/auth/passwords"
import { makeClient, makeUser, type UserRow } from "@alphas/db/factories"
import { invitations } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import { eq, sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type TestApi, testApi } from "../testing"
import { Browser, emailsOf, loggedAs } from "./testing"

const password = "a password for everybody"
let api: TestApi
let next = 0
const browser = () => new Browser(api, { address: `192.0.2.${++next}` })
const stranger = () => browser().go()
const tokenFor = async (email: string) => (await emailsOf(api, "email.invitation", email)).at(-1)?.token ?? ""

describe("set-up", () => {
  beforeAll(async () => {
    api = await testApi()
  })
  afterAll(() => api.close())

  const admin = { agencyName: "Alder & Sons", name: "Ada Arnold", password }

  test("the printed code makes the first admin, once, who is signed in; then it is closed for good", async () => {
    expect(await (await stranger()).session.state()).toMatchObject({
      agencyName: "Our agency",
      setUpOpen: true,
      registrationOpen: false,
    })
    const code = (await api.services.auth.setup.issueCode()) ?? ""
    const wrong = (await stranger()).session.setUp({
      ...admin,
      code: "AAAA-BBBB-CCCC-DDDD",
      email: "a@b.example",
    })
    await expect(wrong).rejects.toMatchObject({
      reason: "invalid",
      details: { fields: { code: expect.anything() } },
    })
    const racers = [browser(), browser(), browser()]
    const outcomes = await Promise.allSettled(
      racers.map(async (racer, n) =>
        (await racer.go()).session.setUp({ ...admin, code, email: `admin${n}@agency.example` }),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"])
    const winner = racers[outcomes.findIndex(({ status }) => status === "fulfilled")]
    expect((await (await winner?.go())?.account.me())?.role).toBe("admin")
    expect(await (await stranger()).session.state()).toMatchObject({
      agencyName: "Alder & Sons",
      setUpOpen: false,
      registrationOpen: false,
    })
    expect(await api.services.auth.setup.issueCode()).toBeNull()
    const late = (await stranger()).session.setUp({ ...admin, code, email: "late@agency.example" })
    await expect(late).rejects.toMatchObject({ reason: "closed" })
    const logged = await loggedAs(api, "session.setUp")
    expect(logged.map((row) => row.entity)).toEqual(["user", "settings", "session"])
    expect(JSON.stringify(logged)).not.toContain(code)
  })
})

describe("invitations and registration", () => {
  let admin: UserRow
  beforeAll(async () => {
    api = await testApi()
    admin = await makeUser(api.database.connection.db, { role: "admin" })
  })
  afterAll(() => api.close())

  const invite = (
    email: string,
    also: Partial<{ role: "manager" | "client_viewer"; clientId: string }> = {},
  ) => api.as(admin).users.invite({ email, name: "Nora Conti", role: "manager", ...also })
  const accept = async (token: string, in_ = browser()) => {
    await (await in_.go()).session.acceptInvitation({ token, name: "Nora C.", password })
    return in_
  }

  test("an invited person chooses a name and password, is signed in with the role, and the link is spent", async () => {
    const invitation = await invite("nora@agency.example")
    expect(invitation).toMatchObject({ email: "nora@agency.example", role: "manager", invitedBy: admin.name })
    const [email] = await emailsOf(api, "email.invitation", "nora@agency.example")
    expect(email).toMatchObject({ name: "Nora Conti", invitedBy: admin.name, agencyName: "Our agency" })
    const token = email?.token ?? ""
    expect(await (await stranger()).session.checkToken({ token })).toMatchObject({
      kind: "invitation",
      email: "nora@agency.example",
      name: "Nora Conti",
    })
    const one = await accept(token)
    expect(await (await one.go()).account.me()).toMatchObject({ name: "Nora C.", role: "manager" })
    await expect(accept(token)).rejects.toMatchObject({ reason: "expired" })
    await browser().signIn("nora@agency.example", password)
    expect((await api.as(admin).users.invitations()).map((each) => each.email)).not.toContain(
      "nora@agency.example",
    )
    const stored = JSON.stringify(await api.database.connection.sql`select * from invitations, changes`)
    expect(stored).not.toContain(token)
  })

  test("a link that has expired is renewed by whoever got it, to the same address, and tells nothing", async () => {
    const { db } = api.database.connection
    const email = "slow@agency.example"
    const { id } = await invite(email)
    const token = await tokenFor(email)
    const renew = async (old: string, in_ = browser()) =>
      (await in_.go()).session.renewInvitation({ token: old })
    const sent = async () => (await emailsOf(api, "email.invitation", email)).length
    // One that is good stays the one that it is.
    expect(await renew(token)).toBeNull()
    expect(await sent()).toBe(1)
    await db
      .update(invitations)
      .set({ expiresAt: new Date(0).toISOString() })
      .where(eq(invitations.id, id))
    await expect(accept(token)).rejects.toMatchObject({ reason: "expired" })
    expect(await renew(token)).toBeNull()
    expect(await sent()).toBe(2)
    expect((await loggedAs(api, "session.renewInvitation")).map(({ entity }) => entity)).toEqual([
      "invitation",
    ])
    // The old link is spent, and answers like one that never was.
    expect([await renew(token), await renew(newId())]).toEqual([null, null])
    expect(await sent()).toBe(2)
    const fresh = await tokenFor(email)
    expect(await (await accept(fresh)).go()).toBeDefined()
    expect(await renew(fresh)).toBeNull()

    const gone = await invite("gone@agency.example")
    const goneToken = await tokenFor("gone@agency.example")
    await db
      .update(invitations)
      .set({ expiresAt: new Date(0).toISOString() })
      .where(eq(invitations.id, gone.id))
    await api.as(admin).users.revokeInvitation({ id: gone.id })
    expect(await renew(goneToken)).toBeNull()
    expect(await emailsOf(api, "email.invitation", "gone@agency.example")).toHaveLength(1)

    // Whoever asks for emails without end is stopped.
    const one = browser()
    const asks = async () => {
      for (let round = 0; round < 40; round++) await renew(newId(), one)
    }
    await expect(asks()).rejects.toMatchObject({ reason: "rate_limit" })
  }, 60_000)

  test("of several who use one invitation at the same time one gets an account", async () => {
    await invite("race@agency.example")
    const token = await tokenFor("race@agency.example")
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => accept(token)))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"])
  })

  test("an invitation that was sent again, taken back, or is older than seven days, is no longer good", async () => {
    const { id, expiresAt, createdAt } = await invite("late@agency.example")
    expect((Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000).toBeCloseTo(7, 2)
    const first = await tokenFor("late@agency.example")
    await api.as(admin).users.resendInvitation({ id })
    const second = await tokenFor("late@agency.example")
    expect(second).not.toBe(first)
    await expect(accept(first)).rejects.toMatchObject({ reason: "expired" })
    await api.database.connection.db.execute(
      sql`update invitations set expires_at = now() - interval '1 second' where id = ${id}`,
    )
    await expect(accept(second)).rejects.toMatchObject({ reason: "expired" })
    await api.as(admin).users.resendInvitation({ id })
    await api.as(admin).users.revokeInvitation({ id })
    await expect(accept(await tokenFor("late@agency.example"))).rejects.toMatchObject({ reason: "expired" })
    await expect(api.as(admin).users.resendInvitation({ id })).rejects.toMatchObject({ reason: "not_found" })
  })

  test("who has an account or a good invitation is not invited again; an expired invitation is replaced", async () => {
    await makeUser(api.database.connection.db, { email: "there@agency.example" })
    await expect(invite("there@agency.example")).rejects.toMatchObject({
      reason: "duplicate",
      details: { fields: { email: [expect.stringMatching(/account/)] } },
    })
    const { id } = await invite("twice@agency.example")
    await expect(invite("Twice@Agency.example")).rejects.toMatchObject({ reason: "duplicate" })
    await api.database.connection.db.execute(
      sql`update invitations set expires_at = now() - interval '1 second' where id = ${id}`,
    )
    await invite("twice@agency.example")
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => invite("many@agency.example")))
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  })

  test("a client viewer is invited to a client that exists, and nobody else to any", async () => {
    const client = await makeClient(api.database.connection.db)
    const viewer = { role: "client_viewer", clientId: client.id } as const
    await invite("viewer@client.example", viewer)
    const one = await accept(await tokenFor("viewer@client.example"))
    expect(await (await one.go()).account.me()).toMatchObject({ role: "client_viewer", clientId: client.id })
    const wrong = invite("other@client.example", { role: "client_viewer", clientId: newId() })
    await expect(wrong).rejects.toMatchObject({
      reason: "invalid",
      details: { fields: { clientId: expect.anything() } },
    })
    for (const also of [{ role: "client_viewer" }, { role: "manager", clientId: client.id }] as const) {
      await expect(invite("other@client.example", also)).rejects.toMatchObject({ code: "BAD_REQUEST" })
    }
  })

  test("only admins invite", async () => {
    for (const role of ["manager", "team_member", "finance", "client_viewer"] as const) {
      const caller = api.as(await makeUser(api.database.connection.db, { role }))
      const attempts = [
        caller.users.invite({ email: "x@agency.example", name: "X", role: "admin" }),
        caller.users.invitations(),
        caller.users.resendInvitation({ id: newId() }),
        caller.users.revokeInvitation({ id: newId() }),
      ]
      const refusals = await Promise.allSettled(attempts)
      for (const refusal of refusals) expect(refusal).toMatchObject({ reason: { reason: "forbidden" } })
    }
  })

  const register = async (email: string) => {
    const started = performance.now()
    const answer = await (await stranger()).session.register({ email, name: "Simon Grant" })
    return { answer, time: performance.now() - started }
  }
  const registration = (open: boolean) =>
    api.database.connection.db.execute(
      sql`update settings set registration_open = ${open}, registration_domains = array['agency.example']`,
    )

  test("registration is off until it is switched on, and then only for the listed domains", async () => {
    await registration(false)
    await expect(register("simon@agency.example")).rejects.toMatchObject({ reason: "closed" })
    await registration(true)
    for (const email of ["simon@other.example", "simon@sub.agency.example", "simon@agency.example.evil"]) {
      await expect(register(email)).rejects.toMatchObject({
        details: { fields: { email: expect.anything() } },
      })
    }
  })

  test("whoever registers gets an email to prove the address, as a team member; no account exists before", async () => {
    await registration(true)
    expect((await register("simon@agency.example")).answer).toBeNull()
    await expect(browser().signIn("simon@agency.example", password)).rejects.toMatchObject({
      reason: "wrong_credentials",
    })
    const one = await accept(await tokenFor("simon@agency.example"))
    expect((await (await one.go()).account.me()).role).toBe("team_member")
  })

  test("registering an address that has an account answers the same in the same time, and sends its owner a reset", async () => {
    await registration(true)
    const user = await makeUser(api.database.connection.db, {
      email: "known@agency.example",
      passwordHash: await hashPassword(password),
    })
    const [known, unknown] = [await register(user.email), await register("unknown@agency.example")]
    expect([known.answer, unknown.answer]).toEqual([null, null])
    expect(Math.min(known.time, unknown.time)).toBeGreaterThan(390)
    expect(await emailsOf(api, "email.password_reset", user.email)).toHaveLength(1)
    expect(await emailsOf(api, "email.invitation", user.email)).toHaveLength(0)
  })

  test("a stranger who registers the address of an invited person does not change what they were invited to be", async () => {
    await registration(true)
    await invite("chosen@agency.example")
    await register("chosen@agency.example")
    const one = await accept(await tokenFor("chosen@agency.example"))
    expect((await (await one.go()).account.me()).role).toBe("manager")
  })

  test("an invitation that has expired gives its role to nobody who registers", async () => {
    await registration(true)
    const { id } = await invite("lapsed@agency.example")
    await api.database.connection.db.execute(
      sql`update invitations set expires_at = now() - interval '1 second' where id = ${id}`,
    )
    await register("lapsed@agency.example")
    const one = await accept(await tokenFor("lapsed@agency.example"))
    expect((await (await one.go()).account.me()).role).toBe("team_member")
  })

  test("who is signed in and registers the address of an invited person is a stranger there all the same", async () => {
    await registration(true)
    await invite("sought@agency.example")
    const client = await makeClient(api.database.connection.db)
    const viewer = await makeUser(api.database.connection.db, { role: "client_viewer", clientId: client.id })
    await api.as(viewer).session.register({ email: "sought@agency.example", name: "Simon Grant" })
    const invitation = (await api.as(admin).users.invitations()).find(
      ({ email }) => email === "sought@agency.example",
    )
    expect(invitation).toMatchObject({ role: "manager", invitedBy: admin.name })
    const email = (await emailsOf(api, "email.invitation", "sought@agency.example")).at(-1)
    expect(email?.invitedBy).toBe("Our agency")
    const one = await accept(email?.token ?? "")
    expect((await (await one.go()).account.me()).role).toBe("manager")
  })

  test("every read went through visibility", () => {
    expect(api.unguarded).toEqual([])
  })
})
