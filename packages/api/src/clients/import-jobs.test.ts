import type { UserRow } from "@alphas/db/factories"
import { makeClient, makeUser } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { clientImportRows, clientImports, clients, contacts } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { applyImportRows, checkImportRows, readImport, undoImportRows } from "./import-jobs"
import { csvOf, ImportDriver, startStep } from "./import-testing"

let api: TestApi
let admin: UserRow
let byAdmin: ImportDriver

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(db(), { role: "admin" })
  byAdmin = new ImportDriver(api, admin)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
let files = 0
/** A file of clients that no other test has. */
const fileOf = (count: number) => {
  const file = ++files
  return csvOf(
    Array.from({ length: count }, (_, index) => ({
      name: `File ${file} client ${index}`,
      contact1Name: `Contact ${index}`,
    })),
  )
}
const createdBy = (importId: string) => db().select().from(clients).where(eq(clients.importId, importId))
const livingOf = async (importId: string) =>
  (await createdBy(importId)).filter((client) => client.deletedAt === null)

/** Runs a step in another process and kills that without warning once it has come to `rows` rows. */
async function killAfter(rows: number, step: "apply" | "undo", id: string): Promise<NodeJS.Signals | null> {
  const process = await startStep(api, step, id)
  await Promise.race([reached(id, rows), process.ended])
  process.kill()
  return (await process.ended).signal
}

/** Waits until the import has come to `rows` rows of the present step. */
async function reached(id: string, rows: number): Promise<void> {
  for (;;) {
    const [row] = await db()
      .select({ done: clientImports.rowsDone })
      .from(clientImports)
      .where(eq(clientImports.id, id))
    if ((row?.done ?? 0) >= rows) return
  }
}

describe("the job that creates the clients", () => {
  it("creates each exactly once, however often its process is killed and it is begun again", {
    timeout: 90_000,
  }, async () => {
    const count = 1_200
    const { id } = await byAdmin.check(fileOf(count))
    await byAdmin.imports.run({ id })
    expect(await killAfter(1, "apply", id)).toBe("SIGKILL")
    expect(await killAfter(600, "apply", id)).toBe("SIGKILL")
    await applyImportRows(api.services, { importId: id })
    expect(await byAdmin.imports.get({ id })).toMatchObject({ state: "done", rowsCreated: count })
    const created = await createdBy(id)
    expect(new Set(created.map((client) => client.name)).size).toBe(count)
    expect(created).toHaveLength(count)
    const rows = await db()
      .select({ clientId: clientImportRows.clientId })
      .from(clientImportRows)
      .where(and(eq(clientImportRows.importId, id), isNotNull(clientImportRows.clientId)))
    expect(rows.map((row) => row.clientId).sort()).toEqual(created.map((client) => client.id).sort())
    const logged = await db().execute<{ count: number }>(sql`
      select count(*)::int as count from changes where verb = 'clients.import' and entity = 'client'
        and entity_id in (select id from clients where import_id = ${id})`)
    expect(logged[0]?.count).toBe(count)
  })

  it("creates each once when two workers run it at the same time", async () => {
    const { id } = await byAdmin.check(fileOf(900))
    await byAdmin.imports.run({ id })
    const job = { importId: id }
    await Promise.all([applyImportRows(api.services, job), applyImportRows(api.services, job)])
    expect(await createdBy(id)).toHaveLength(900)
    expect(await byAdmin.imports.get({ id })).toMatchObject({
      state: "done",
      rowsCreated: 900,
      progress: null,
    })
  })

  it("goes on where it stood after the worker was told to stop", async () => {
    const { id } = await byAdmin.check(fileOf(700))
    await byAdmin.imports.run({ id })
    const stop = new AbortController()
    const running = applyImportRows(api.services, { importId: id }, { signal: stop.signal, last: false })
    await reached(id, 1)
    stop.abort(new Error("The worker stops."))
    await expect(running).rejects.toThrow("The worker stops.")
    expect(await byAdmin.imports.get({ id })).toMatchObject({ state: "importing" })
    await applyImportRows(api.services, { importId: id })
    expect(await createdBy(id)).toHaveLength(700)
  })

  it("stops when its person may no longer import, keeps what is done, and it can be undone later", async () => {
    const person = await makeUser(db(), { role: "manager" })
    const driver = new ImportDriver(api, person)
    const { id } = await driver.check(fileOf(700))
    await driver.imports.run({ id })
    const running = applyImportRows(api.services, { importId: id })
    await reached(id, 1)
    await db().update(users).set({ role: "team_member" }).where(eq(users.id, person.id))
    await running
    await db().update(users).set({ role: "manager" }).where(eq(users.id, person.id))
    const failed = await driver.imports.get({ id })
    expect(failed.state).toBe("failed")
    expect(failed.problem).toMatch(/no longer allows importing clients/)
    expect(failed.rowsCreated).toBeLessThan(700)
    expect(await livingOf(id)).toHaveLength(failed.rowsCreated)
    expect(await driver.undo(id)).toMatchObject({ state: "undone", rowsKept: 0 })
    expect(await livingOf(id)).toEqual([])
    await db().update(users).set({ disabledAt: new Date().toISOString() }).where(eq(users.id, person.id))
  })

  it("that fails is left to the next attempt, and says so in the import after the last one", async () => {
    const id = await byAdmin.upload(fileOf(3))
    await db().execute(sql`
      create trigger broken before insert on client_import_rows
      for each row execute function refuse_to_rewrite_the_log()`)
    const attempt = (last: boolean) =>
      readImport(api.services, { importId: id }, { signal: new AbortController().signal, last })
    await expect(attempt(false)).rejects.toThrow()
    expect((await byAdmin.imports.get({ id })).state).toBe("reading")
    await expect(attempt(true)).rejects.toThrow()
    await db().execute(sql`drop trigger broken on client_import_rows`)
    const failed = await byAdmin.imports.get({ id })
    expect(failed.state).toBe("failed")
    expect(failed.problem).toMatch(/on our side/)
  })

  it("does nothing for an import that is gone", async () => {
    const importId = admin.id
    for (const job of [readImport, checkImportRows, applyImportRows, undoImportRows]) {
      await expect(job(api.services, { importId })).resolves.toBeUndefined()
    }
  })
})

describe("undoing an import", () => {
  it("removes what nobody has worked on since, keeps and counts the rest, and is in the log", async () => {
    const { id } = await byAdmin.import(fileOf(8))
    const [edited, contacted, joined, viewed, merged, archived, left] = await createdBy(id)
    const call = api.as(admin)
    if (!edited || !contacted || !joined || !viewed || !merged || !archived || !left)
      throw new Error("Too few.")
    await call.clients.update({ id: edited.id, version: 1, changes: { city: "Rome" } })
    await call.clients.contacts.create({ clientId: contacted.id, contact: { name: "By hand" } })
    const member = await makeUser(db())
    await call.clients.addMember({ id: joined.id, userId: member.id })
    await makeUser(db(), { role: "client_viewer", clientId: viewed.id })
    const survivor = await makeClient(db())
    await call.clients.merge({
      clients: [
        { id: survivor.id, version: 1 },
        { id: merged.id, version: 1 },
      ],
      keepId: survivor.id,
    })
    await call.clients.archive({ id: archived.id, version: 1 })

    expect(await byAdmin.undo(id)).toMatchObject({
      state: "undone",
      rowsKept: 6,
      rowsCreated: 8,
      progress: null,
    })
    const kept = [edited, contacted, joined, viewed, archived].map((client) => client.id)
    expect((await livingOf(id)).map((client) => client.id).sort()).toEqual(kept.sort())
    const people = await db()
      .select()
      .from(contacts)
      .where(and(eq(contacts.clientId, left.id), isNull(contacts.deletedAt)))
    expect(people).toEqual([])
    const log = await db()
      .select()
      .from(changes)
      .where(and(eq(changes.verb, "clients.import.undo"), eq(changes.entityId, left.id)))
    expect(log).toMatchObject([{ people: [admin.id], clientId: left.id, channel: "job" }])
  })

  it("stops an import that is running, and takes back what it has created so far", async () => {
    const { id } = await byAdmin.check(fileOf(900))
    await byAdmin.imports.run({ id })
    const running = applyImportRows(api.services, { importId: id })
    await reached(id, 1)
    expect((await byAdmin.imports.cancel({ id })).state).toBe("undoing")
    await running
    await undoImportRows(api.services, { importId: id })
    const undone = await byAdmin.imports.get({ id })
    expect(undone).toMatchObject({ state: "undone", rowsKept: 0 })
    expect(undone.rowsCreated).toBeLessThan(900)
    expect(await livingOf(id)).toEqual([])
  })

  it("comes to the same when its process is killed and begun again", { timeout: 90_000 }, async () => {
    const { id } = await byAdmin.import(fileOf(900))
    await byAdmin.imports.undo({ id })
    expect(await killAfter(300, "undo", id)).toBe("SIGKILL")
    await undoImportRows(api.services, { importId: id })
    expect(await byAdmin.imports.get({ id })).toMatchObject({ state: "undone", rowsKept: 0 })
    expect(await livingOf(id)).toEqual([])
  })
})
