import type { UserRow } from "@alphas/db/factories"
import { makeCampaign, makeClient, makeContact, makeMember, makeUser } from "@alphas/db/factories"
import { clientImportRows, clientImports, clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { invitations, users } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import { eq, inArray, sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { moves } from "./merge"

let api: TestApi
let admin: UserRow
let manager: UserRow

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(db(), { role: "admin" })
  manager = await makeUser(db(), { role: "manager" })
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const versionOf = async (id: string) => (await api.as(admin).clients.get({ id })).version
const merge = async (keepId: string, mergedId: string) =>
  api.as(admin).clients.merge({
    clients: [
      { id: keepId, version: await versionOf(keepId) },
      { id: mergedId, version: await versionOf(mergedId) },
    ],
    keepId,
  })
const undo = (id: string, mergedId: string) => api.as(admin).clients.undoMerge({ id, mergedId })
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error: Error & { reason?: string }) => `${error.reason}: ${error.message}`,
  )

/** Every row of the database that points at one of these clients, and they themselves, without version and last edit. */
async function everything(...ids: string[]) {
  const all = sql`(${sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )})`
  const found: Record<string, unknown[]> = {}
  for (const name of [...Object.keys(moves), "clients.id"]) {
    const [table = "", column = ""] = name.split(".")
    const rows = await db().execute<{ row: unknown }>(
      sql`select to_jsonb(t) - 'version' - 'updated_at' as row from ${sql.identifier(table)} t
        where ${sql.identifier(column)} in ${all} order by 1`,
    )
    found[name] = rows.map(({ row }) => row)
  }
  return found
}

/** Two clients on which everything hangs that can, some of it in both. */
async function two() {
  const [one, other, third] = [await makeUser(db()), await makeUser(db()), await makeUser(db())]
  const keep = await makeClient(db(), { name: "Keep", tags: ["a"], phone: null, ownerId: one.id, notes: "x" })
  const gone = await makeClient(db(), {
    ...{ name: "Gone", tags: ["b"], phone: "2", ownerId: other.id, notes: "y" },
    ...{ status: "active", createdAt: "2024-01-01T00:00:00.000Z" },
  })
  const earlier = await makeClient(db(), { mergedIntoId: gone.id, deletedAt: new Date().toISOString() })
  await db()
    .insert(clientMembers)
    .values([
      { clientId: keep.id, userId: third.id, addedAt: "2025-01-01T00:00:00.000Z" },
      { clientId: gone.id, userId: third.id, addedAt: "2025-02-01T00:00:00.000Z" },
      { clientId: gone.id, userId: admin.id, addedAt: "2025-03-01T00:00:00.000Z" },
    ])
  const anna = { name: "Anna", email: "anna@both.example" }
  await makeContact(db(), { ...anna, clientId: keep.id, phone: null, jobTitle: "CEO", notes: "here" })
  const double = await makeContact(db(), {
    ...{ ...anna, clientId: gone.id, phone: "7", jobTitle: null, notes: "there" },
    isPrimary: true,
  })
  const bo = await makeContact(db(), { clientId: gone.id, name: "Bo" })
  await makeContact(db(), { clientId: gone.id, name: "Removed", deletedAt: new Date().toISOString() })
  const viewer = await makeUser(db(), { role: "client_viewer", clientId: gone.id })
  const invitation = {
    ...{ email: `${newId()}@gone.example`, name: "Invited", role: "client_viewer" as const },
    ...{ clientId: gone.id, tokenHash: newId(), expiresAt: new Date().toISOString() },
  }
  await db().insert(invitations).values(invitation)
  const campaign = await makeCampaign(db(), { clientId: gone.id })
  const importId = newId()
  await db().insert(clientImports).values({ id: importId, userId: manager.id, fileName: "a.csv" })
  const row = { importId, values: ["x"], size: 1 }
  await db()
    .insert(clientImportRows)
    .values([
      { ...row, line: 2, clientId: gone.id },
      { ...row, line: 3, duplicateOf: gone.id },
      { ...row, line: 4, clientId: keep.id },
    ])
  return { keep, gone, earlier, double, bo, viewer, invitation, campaign }
}

describe("undoing a merge", () => {
  it("leaves two clients with everything that hung on them, as they were", async () => {
    const { keep, gone, viewer } = await two()
    const before = await everything(keep.id, gone.id)
    const { version } = await merge(keep.id, gone.id)
    expect(await everything(keep.id, gone.id)).not.toEqual(before)
    const undone = await undo(keep.id, gone.id)
    expect(undone).toEqual({ id: keep.id, version: version + 1, mergedId: gone.id })
    expect(await everything(keep.id, gone.id)).toEqual(before)
    expect((await api.as(viewer).clients.get({ id: gone.id })).id).toBe(gone.id)
    expect(await refusal(api.as(viewer).clients.get({ id: keep.id }))).toMatch(/^not_found/)
    // And it can be done and undone again.
    await merge(keep.id, gone.id)
    await undo(keep.id, gone.id)
    expect(await everything(keep.id, gone.id)).toEqual(before)
    expect(await refusal(undo(keep.id, gone.id))).toMatch(/^not_found/)
  })

  it("tells both histories of it", async () => {
    const { keep, gone } = await two()
    await merge(keep.id, gone.id)
    await undo(keep.id, gone.id)
    for (const { id } of [keep, gone]) {
      const { items } = await api.as(admin).changes.history({ entity: "client", id })
      const told = items.filter(({ entity }) => entity === "client").map(({ verb }) => verb)
      expect(told).toEqual(["clients.undoMerge", "clients.merge"])
    }
  })

  it("leaves what was made or edited since where it is", async () => {
    const { keep, gone, bo } = await two()
    await merge(keep.id, gone.id)
    const call = api.as(admin).clients
    await call.update({ id: keep.id, version: await versionOf(keep.id), changes: { city: "Ulm" } })
    const made = await call.contacts.create({ clientId: keep.id, contact: { name: "New", isPrimary: true } })
    const [moved] = await db().select().from(contacts).where(eq(contacts.id, bo.id))
    await call.contacts.update({ id: bo.id, version: moved?.version ?? 0, changes: { jobTitle: "Buyer" } })
    await undo(keep.id, gone.id)
    const [kept, back] = [await call.get({ id: keep.id }), await call.get({ id: gone.id })]
    expect(kept).toMatchObject({ city: "Ulm", phone: null, primaryContact: { id: made.id } })
    expect(back.contacts.find(({ id }) => id === bo.id)?.jobTitle).toBe("Buyer")
    expect(back.primaryContact?.name).toBe("Anna")
  })

  it("takes along whoever accepted an invitation of the merged client since", async () => {
    const { keep, gone, invitation } = await two()
    await merge(keep.id, gone.id)
    const joined = await makeUser(db(), {
      ...{ role: "client_viewer", clientId: keep.id, email: invitation.email },
    })
    await db()
      .update(invitations)
      .set({ acceptedAt: sql`now()` })
      .where(eq(invitations.email, invitation.email))
    await undo(keep.id, gone.id)
    const [person] = await db().select().from(users).where(eq(users.id, joined.id))
    expect(person?.clientId).toBe(gone.id)
  })

  it("is refused by what contradicts it, which is named, and then changes nothing", async () => {
    const call = api.as(admin)
    const contradictions = [
      [
        /phone/,
        async ({ keep }) => {
          const version = await versionOf(keep.id)
          await call.clients.update({ id: keep.id, version, changes: { phone: "3" } })
        },
      ],
      [
        /Anna has been changed since: notes/,
        async ({ keep }) => {
          const anna = (await call.clients.get({ id: keep.id })).contacts.find(({ name }) => name === "Anna")
          if (anna === undefined) throw new Error("Anna is gone.")
          const { id, version } = anna
          await call.clients.contacts.update({ id, version, changes: { notes: "anew" } })
        },
      ],
      [
        /belongs to another client by now/,
        async ({ viewer }) => {
          const { id } = await makeClient(db())
          const { version } = await call.users.get({ id: viewer.id })
          await call.users.changeRole({ id: viewer.id, version, role: "client_viewer", clientId: id })
        },
      ],
    ] satisfies [RegExp, (world: Awaited<ReturnType<typeof two>>) => Promise<void>][]
    for (const [why, contradict] of contradictions) {
      const world = await two()
      await merge(world.keep.id, world.gone.id)
      await contradict(world)
      const before = await everything(world.keep.id, world.gone.id)
      const refused = await refusal(undo(world.keep.id, world.gone.id))
      expect(refused).toMatch(/^workflow/)
      expect(refused).toMatch(why)
      expect(await everything(world.keep.id, world.gone.id)).toEqual(before)
    }
  })

  it("goes back merge by merge when the client that stayed was merged again", async () => {
    const { keep, gone } = await two()
    const last = await makeClient(db(), { name: "Last" })
    const before = await everything(keep.id, gone.id, last.id)
    await merge(keep.id, gone.id)
    await merge(last.id, keep.id)
    expect(await refusal(undo(keep.id, gone.id))).toMatch(/^not_found/)
    expect(await refusal(undo(last.id, gone.id))).toMatch(
      /^workflow: Gone was merged into another client first/,
    )
    await undo(last.id, keep.id)
    await undo(keep.id, gone.id)
    expect(await everything(keep.id, gone.id, last.id)).toEqual(before)
  })

  it("is for whoever may merge the client that stays", async () => {
    const [keep, gone] = [await makeClient(db()), await makeClient(db())]
    await merge(keep.id, gone.id)
    const call = { id: keep.id, mergedId: gone.id }
    expect(await refusal(api.as(manager).clients.undoMerge(call))).toMatch(/^not_found/)
    const finance = await makeUser(db(), { role: "finance" })
    expect(await refusal(api.as(finance).clients.undoMerge(call))).toMatch(/^forbidden/)
    const stranger = await makeClient(db())
    expect(await refusal(undo(stranger.id, gone.id))).toMatch(/^not_found/)
    expect(await refusal(undo(keep.id, stranger.id))).toMatch(/^not_found/)
    await makeMember(db(), { clientId: keep.id, userId: manager.id })
    expect(await refusal(api.as(manager).clients.undoMerge(call))).toBe("accepted")
  })

  it("tells everybody whose access it changes", async () => {
    const { keep, gone, viewer } = await two()
    await merge(keep.id, gone.id)
    await undo(keep.id, gone.id)
    const rows = await db().execute<{ people: string[] }>(
      sql`select people from changes where verb = 'clients.undoMerge' and entity = 'client' and entity_id in (${keep.id}, ${gone.id})`,
    )
    const owners = await db()
      .select({ id: clients.ownerId })
      .from(clients)
      .where(inArray(clients.id, [keep.id, gone.id]))
    expect(rows).toHaveLength(2)
    for (const { people } of rows)
      expect(people).toEqual(expect.arrayContaining([viewer.id, admin.id, ...owners.map(({ id }) => id)]))
  })
})
