import { spawn, type ChildProcess } from "node:child_process"
import { fileURLToPath } from "node:url"
import { connect } from "@alphas/db/connection"
import { makeClient, makeMember, makeUser } from "@alphas/db/factories"
import { connectRedis } from "@alphas/db/redis"
import { testDatabase } from "@alphas/db/testing"
import { createAuth } from "@alphas/auth/auth"
import { readEnvironment } from "@alphas/domain/environment"
import { append } from "@alphas/changes/testing"
import { hears } from "@alphas/changes/audience"
import { Wake } from "@alphas/changes/wake"
import { freePort } from "@alphas/local/ports"
import { newId } from "@alphas/domain/ids"
import { sql as q } from "drizzle-orm"
import { startTestServers } from "../../../scripts/test-servers"
import { WebSocket } from "ws"
const servers = await startTestServers(); Object.assign(process.env, servers.env)
const database = await testDatabase()
const mode = process.argv[2] ?? "none"
const EVENTS = Number(process.argv[3] ?? 20000), SOCKETS = Number(process.argv[4] ?? 200), KILLS = Number(process.argv[5] ?? 6)
const redisUrl = mode === "none" ? undefined : process.env.ALPHAS_TEST_REDIS
const ports = [await freePort(), await freePort()]
const env = (port: number) => ({ PATH: process.env.PATH, NODE_ENV: "production", DATABASE_URL: database.url, ALPHAS_SECRET: "a secret that is only good for tests", WS_PORT: String(port), LOG_LEVEL: "error", ...(redisUrl ? { REDIS_URL: redisUrl } : {}) })
const { db, sql } = database.connection
const auth = createAuth({ db, sql, redis: null, environment: readEnvironment(env(1) as never) })
const clientsMade = await Promise.all(Array.from({ length: 30 }, () => makeClient(db)))
const roles = ["admin", "manager", "team_member", "finance", "client_viewer"] as const
const people = []
for (let i = 0; i < 50; i++) {
  const role = roles[i % 5]!
  const mine = clientsMade.filter((_, k) => (k + i) % 7 === 0)
  const u = await makeUser(db, { role, ...(role === "client_viewer" ? { clientId: mine[0]!.id } : {}) })
  if (role === "manager" || role === "team_member") for (const c of mine) await makeMember(db, { clientId: c.id, userId: u.id })
  const s = await db.transaction((tx) => auth.sessions.start(tx, { userId: u.id, device: "t", address: null }))
  people.push({ u, cookie: s.cookie.split(";")[0]!, access: { role, clientId: u.clientId, clients: new Set(role === "manager" || role === "team_member" ? mine.map((c) => c.id) : []) } })
}
const children: (ChildProcess | undefined)[] = []
function boot(i: number) {
  children[i] = spawn(process.execPath, ["--import", "tsx", "apps/ws/src/main.ts"], { cwd: fileURLToPath(new URL("../../../", import.meta.url)), env: env(ports[i]!), stdio: ["ignore", "ignore", "inherit"] })
}
boot(0); boot(1)
let resets = 0, dup = 0
class Sub {
  last: string | undefined; ids: string[] = []; seen = new Set<string>(); socket: WebSocket | undefined; ready = false; stop = false; pos: string[] = []
  constructor(readonly p: (typeof people)[number], readonly n: number) { this.open() }
  open() {
    if (this.stop) return
    const s = this.socket = new WebSocket(`ws://127.0.0.1:${ports[Math.floor(Math.random() * 2)]}`, { headers: { origin: "http://localhost:3000", cookie: this.p.cookie } })
    s.on("error", () => {})
    s.on("open", () => s.send(JSON.stringify({ id: 1, method: "subscription", params: { path: "changes.live", lastEventId: this.last } })))
    s.on("message", (d) => {
      const m = JSON.parse(String(d))
      if (m.error) { console.log("error", m.error.message); return }
      if (m.result?.type !== "data" || s !== this.socket) return
      this.last = m.result.id
      const e = m.result.data.data
      if (e.kind === "ready") this.ready = true
      if (e.kind === "reset") resets++
      if (e.kind === "change") { if (this.seen.has(e.id)) dup++; this.seen.add(e.id); this.ids.push(e.id); this.pos.push(m.result.id) }
    })
    s.on("close", () => setTimeout(() => this.open(), 50 + Math.random() * 200))
  }
}
const subs = Array.from({ length: SOCKETS }, (_, i) => new Sub(people[i % 50]!, i))
while (subs.some((s) => !s.ready)) await new Promise((r) => setTimeout(r, 50))
console.log("ready")
const t0 = Date.now()
const rows: { id: string; clientId: string; entity: "client" | "contact" | "client_member" }[] = []
const writerConn = connect(database.url, { pool: 8 })
let written = 0, done = false
const redis = redisUrl ? connectRedis(redisUrl) : null
const wake = new Wake(redis)
const writers = Array.from({ length: 8 }, async () => {
  while (written < EVENTS) {
    const n = 1 + Math.floor(Math.random() * 8)
    const mine = Array.from({ length: n }, () => ({ id: newId(), clientId: clientsMade[Math.floor(Math.random() * 30)]!.id, entity: (["client", "contact", "client_member"] as const)[Math.floor(Math.random() * 3)]! }))
    written += n
    await writerConn.db.transaction(async (tx) => {
      for (const r of mine) await append(tx, { entity: r.entity, id: r.id, clientId: r.clientId })
      if (Math.random() < 0.05) await tx.execute(q`select pg_sleep(${Math.random() * 0.1})`)
      await wake.beforeCommit(tx)
    })
    wake.afterCommit()
    rows.push(...mine)
  }
})
const chaos = (async () => {
  while (!done) {
    await new Promise((r) => setTimeout(r, 20))
    subs[Math.floor(Math.random() * SOCKETS)]!.socket?.terminate()
  }
})()
const killer = (async () => {
  for (let k = 0; k < KILLS && !done; k++) {
    await new Promise((r) => setTimeout(r, 2500))
    const i = k % 2
    const c = children[i]!
    c.kill("SIGKILL"); await new Promise((r) => c.once("exit", r)); boot(i)
    if (mode === "killed" && k === 1) process.kill(Number((await redis!.info("server")).match(/process_id:(\d+)/)![1]), "SIGKILL")
  }
})()
await Promise.all(writers); const wrote = (Date.now() - t0) / 1000; await killer; done = true; await chaos
const expected = people.map((p) => new Set(rows.filter((r) => hears(p.u.id, p.access, { entity: r.entity, entityId: r.id, clientId: r.clientId, actorId: null, people: [] })).map((r) => r.id)))
const deadline = Date.now() + 30000
const complete = () => subs.every((s) => s.seen.size >= expected[s.n % 50]!.size)
while (!complete() && Date.now() < deadline) await new Promise((r) => setTimeout(r, 100))
const order = await sql`select entity_id, epoch, tx::text as tx, seq from changes c order by c.epoch, c.tx, c.seq`
const rank = new Map(order.map((o, i) => [o.entity_id as string, i]))
let lost = 0, extra = 0, outOfOrder = 0
for (const s of subs) {
  const e = expected[s.n % 50]!
  for (const id of e) if (!s.seen.has(id)) lost++
  for (const id of s.ids) if (!e.has(id)) extra++
  for (let i = 1; i < s.ids.length; i++) if (rank.get(s.ids[i]!)! <= rank.get(s.ids[i - 1]!)!) outOfOrder++
}
console.log({ mode, events: rows.length, wroteSeconds: wrote, delivered: subs.reduce((n, s) => n + s.ids.length, 0), lost, extra, dup, outOfOrder, resets, took: (Date.now() - t0) / 1000 })
for (const s of subs) { s.stop = true; s.socket?.terminate() }
for (const c of children) c?.kill("SIGKILL")
await writerConn.close(); await database.drop(); await servers.stop(); process.exit(0)
