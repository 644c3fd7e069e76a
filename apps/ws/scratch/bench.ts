import { spawn, type ChildProcess } from "node:child_process"
import { fileURLToPath } from "node:url"
import { connect } from "@alphas/db/connection"
import { makeUser } from "@alphas/db/factories"
import { testDatabase } from "@alphas/db/testing"
import { createAuth } from "@alphas/auth/auth"
import { readEnvironment } from "@alphas/domain/environment"
import { startTestServers } from "../../../scripts/test-servers"
import { WebSocket } from "ws"

const servers = await startTestServers()
Object.assign(process.env, servers.env)
const database = await testDatabase()
const useRedis = process.argv[2] === "redis"
const env = { NODE_ENV: "production", DATABASE_URL: database.url, ALPHAS_SECRET: "a secret that is only good for tests", WS_PORT: "0", LOG_LEVEL: "info", ...(useRedis ? { REDIS_URL: process.env.ALPHAS_TEST_REDIS } : {}) }
const { db, sql } = database.connection
const person = await makeUser(db, { role: "admin" })
const auth = createAuth({ db, sql, redis: null, environment: readEnvironment(env) })
const started = await db.transaction((tx) => auth.sessions.start(tx, { userId: person.id, device: "t", address: null }))
const cookie = started.cookie.split(";")[0] ?? ""
const N = 500
const children: ChildProcess[] = []
async function start(script: string) {
  const child = spawn(process.execPath, ["--import", "tsx", script], { cwd: fileURLToPath(new URL("../../../", import.meta.url)), env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "inherit"] })
  children.push(child)
  let text = ""
  return await new Promise<number>((resolve) => child.stdout?.on("data", (c) => { text += c; const port = /"port":(\d+),"msg":"listening"/.exec(text)?.[1]; if (port) resolve(Number(port)) }))
}
const origin = "http://localhost:3000"
interface Target { name: string; port: number; post(n: number): Promise<void>; sockets: WebSocket[]; got: number[]; times: number[] }
async function target(name: string, port: number, subscribe: boolean): Promise<Target> {
  const t: Target = { name, port, sockets: [], got: new Array(N).fill(0), times: [], post: async (n) => {
    const url = subscribe ? `http://127.0.0.1:${port}/clients.create` : `http://127.0.0.1:${port}/write`
    const r = await fetch(url, { method: "POST", headers: { "content-type": "application/json", origin, cookie }, body: JSON.stringify({ name: `Client ${n} ${Math.random()}`, currency: "EUR" }) })
    if (!r.ok) throw new Error(await r.text())
    await r.text()
  } }
  await Promise.all(Array.from({ length: N }, async (_, i) => {
    const s = new WebSocket(`ws://127.0.0.1:${port}`, { headers: { origin, cookie }, perMessageDeflate: false })
    t.sockets.push(s)
    await new Promise((r) => s.once("open", r))
    let ready: () => void = () => {}
    const isReady = new Promise<void>((r) => { ready = r })
    s.on("message", (data: Buffer) => {
      if (subscribe && data.includes('"kind":"ready"')) return ready()
      if (subscribe && !data.includes('"kind":"change"')) return
      t.got[i]!++
      t.times.push(performance.now())
    })
    if (subscribe) { s.send(JSON.stringify({ id: 1, method: "subscription", params: { path: "changes.live" } })); await isReady }
  }))
  return t
}
const ours = await target("ours", await start("apps/ws/src/main.ts"), true)
const bare = await target("bare", await start("apps/ws/scratch/bare.ts"), false)
import { readFileSync } from "node:fs"
const cpu = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" "); return (Number(f[11]) + Number(f[12])) * 10 }
const C: Record<string, number[]> = { ours: [], bare: [] }
const pct = (a: number[], p: number) => [...a].sort((x, y) => x - y)[Math.floor(a.length * p)]!
async function single(t: Target, rounds: number) {
  const lat: number[] = []
  for (let i = 0; i < rounds; i++) {
    t.times.length = 0
    const s = performance.now()
    await t.post(i)
    while (t.times.length < N) await new Promise((r) => setTimeout(r, 1))
    lat.push(...t.times.map((x) => x - s))
    await new Promise((r) => setTimeout(r, 15))
  }
  return lat
}
async function busy(t: Target, writes: number, parallel: number) {
  t.times.length = 0
  const s = performance.now()
  let next = 0
  await Promise.all(Array.from({ length: parallel }, async () => { while (next < writes) await t.post(next++) }))
  while (t.times.length < N * writes) await new Promise((r) => setTimeout(r, 1))
  return (N * writes) / ((performance.now() - s) / 1000)
}
for (const t of [ours, bare]) { await single(t, 20); await busy(t, 50, 8) }
const L: Record<string, number[]> = { ours: [], bare: [] }, B: Record<string, number[]> = { ours: [], bare: [] }
for (let round = 0; round < 5; round++) for (const t of round % 2 ? [ours, bare] : [bare, ours]) {
  L[t.name]!.push(...await single(t, 20))
  const pid = children[t.name === "ours" ? 0 : 1]!.pid!
  const before = cpu(pid)
  B[t.name]!.push(await busy(t, 300, 16))
  C[t.name]!.push(cpu(pid) - before)
}
const rounds = (a: number[]) => Array.from({ length: 5 }, (_, i) => pct(a.slice(i * a.length / 5, (i + 1) * a.length / 5), 0.99).toFixed(0)).join(" ")
for (const n of ["ours", "bare"]) console.log("p99 by round", rounds(L[n]!), n, "p50", pct(L[n]!, 0.5).toFixed(1), "p99", pct(L[n]!, 0.99).toFixed(1), "cpu ms for 150k", C[n]!.join(" "), "busy msg/s", B[n]!.map((x) => Math.round(x)).join(" "))
for (const t of [ours, bare]) for (const s of t.sockets) s.terminate()
for (const c of children) c.kill("SIGKILL")
await database.drop(); await servers.stop(); process.exit(0)
