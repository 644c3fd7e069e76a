import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { connect } from "@alphas/db/connection"
import { makeUser } from "@alphas/db/factories"
import { migrate } from "@alphas/db/migrate"
import { newId } from "@alphas/domain/ids"
import { freePort } from "@alphas/local/ports"
import { startPostgres } from "@alphas/local/postgres"
import { expect, test } from "vitest"
import { Feed } from "./feed"
import { announcement, append, Inbox } from "./testing"

test("while Postgres is away the feed keeps trying, and goes on without a gap when it is back", async () => {
  const folder = await mkdtemp(join(tmpdir(), "alphas-outage-"))
  // The server may run as another account, which must be able to pass through.
  await chmod(folder, 0o711)
  const port = await freePort()
  const start = () => startPostgres({ folder: join(folder, "postgres"), port, durable: false })
  let server = await start()
  const states: boolean[] = []
  const feed = new Feed({
    databaseUrl: server.url,
    redisUrl: null,
    failed: (error) => states.push(error === null),
  })
  const { db, close } = connect(server.url, { pool: 2 })
  try {
    await migrate(server.url)
    const admin = await makeUser(db, { role: "admin" })
    const inbox = new Inbox()
    feed.subscribe(admin.id, null, inbox)
    await inbox.until(({ kinds }) => kinds.includes("ready"))
    const ids = [newId(), newId()]
    await db.transaction((tx) => append(tx, announcement(ids[0])))
    await inbox.until((box) => box.ids.length === 1)

    await server.stop()
    await expect.poll(() => states.at(-1), { timeout: 5_000 }).toBe(false)
    expect(feed.state().following).toBe(false)
    const late = new Inbox()
    feed.subscribe(newId(), null, late)
    const [second] = ids.slice(1)
    server = await start()
    await db.transaction((tx) => append(tx, announcement(second)))
    await inbox.until((box) => box.ids.length === 2)
    expect(inbox.ids).toEqual(ids)
    await expect.poll(() => feed.state().following).toBe(true)
    // Who came while it was away is served too; nothing, for it is nobody's id.
    await late.until(({ kinds }) => kinds.includes("ready"))
    expect(inbox.kinds).not.toContain("reset")
  } finally {
    await feed.close()
    await close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}, 60_000)
