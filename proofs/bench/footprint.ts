/** `npm start` on a bare clone, cold and warm; first-load JavaScript of the clients page; memory of each process. */
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { demoPassword } from "@alphas/db/seed/staff"
import { megabytes, Report } from "../measure"
import { memoryOf } from "../servers"

const patience = 15 * 60_000

const root = fileURLToPath(new URL("../..", import.meta.url))
// A folder that nobody else may enter, as root's home, and in a path that is not plain.
const closed = await mkdtemp(join(tmpdir(), "alphas-clone-"))
const clone = join(closed, "Büro für alles")
const report = new Report("What it takes to run Alphas")
try {
  // What a clone would hold: no modules, no build, no data.
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root })
  for (const file of files.toString().split("\0").filter(Boolean)) {
    await cp(join(root, file), join(clone, file), { recursive: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error // listed, but deleted in the work tree
      },
    )
  }
  const cold = await npmStart()
  report.line("npm start, cold (installs, builds, seeds)", seconds(cold.took))
  await cold.stop()
  const warm = await npmStart()
  report.line("npm start, warm", seconds(warm.took))
  const { bytes, files: scripts } = await firstLoad(warm.url)
  report.line(
    "first-load JavaScript of the clients page",
    `${(bytes / 1024).toFixed(0)} kB`,
    `gzip, ${scripts} files`,
  )
  await sleep(5_000)
  for (const { name, memory } of await processesUnder(warm.pid))
    report.line(`memory: ${name}`, megabytes(memory))
  await warm.stop()
} finally {
  await rm(closed, { recursive: true, force: true })
}
report.end()

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/** Starts it as a newcomer does, and waits until it says where it is. */
async function npmStart() {
  const { PATH, HOME, LANG } = process.env
  const started = performance.now()
  const child = spawn("npm", ["start"], {
    cwd: clone,
    env: { PATH, HOME, LANG },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  })
  let said = ""
  const pid = child.pid ?? 0
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit")
      process.kill(-pid, "SIGINT")
      await gone
    }
  }
  const url = await new Promise<string>((resolve, reject) => {
    const take = (data: Buffer) => {
      said += data.toString()
      // The line at the end, perhaps in colour.
      const found = /Alphas\S* is at \S*?(https?:\/\/[\w.:-]+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on("data", take)
    child.stderr.on("data", take)
    child.once("exit", () => reject(new Error(`npm start ended:\n${said.slice(-3_000)}`)))
    setTimeout(() => reject(new Error(`npm start did not come up:\n${said.slice(-3_000)}`)), patience).unref()
  }).catch(async (error: unknown) => {
    await end()
    throw error
  })
  return { url, pid, took: performance.now() - started, stop: end }
}

/** Bytes, compressed, of the scripts that the clients page names in its HTML for a browser of today. */
async function firstLoad(url: string): Promise<{ bytes: number; files: number }> {
  const answer = await fetch(`${url}/api/trpc/session.signIn`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "manager@alphas.demo", password: demoPassword }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ")
  if (!answer.ok) throw new Error(`The sign-in was answered with ${answer.status}: ${await answer.text()}`)
  const page = await fetch(`${url}/clients`, { headers: { cookie }, redirect: "error" })
  const html = await page.text()
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? []
  const named = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag) && (tag.startsWith("<script") || /as="script"/.test(tag)))
    .flatMap((tag) => /(?:src|href)="([^"]+\.js[^"]*)"/.exec(tag)?.[1] ?? [])
  const scripts = [...new Set(named)]
  let bytes = 0
  for (const script of scripts) {
    const source = await fetch(new URL(script, url), { headers: { cookie } })
    bytes += gzipSync(Buffer.from(await source.arrayBuffer())).length
  }
  return { bytes, files: scripts.length }
}

/** Every process that this one started, by what it runs; Postgres' are taken together. */
async function processesUnder(pid: number): Promise<{ name: string; memory: number }[]> {
  const parents = new Map<number, number[]>()
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "")
    const parent = Number(/\) \S (\d+)/.exec(stat)?.[1] ?? 0)
    parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)])
  }
  const totals = new Map<string, number>()
  const visit = async (process: number): Promise<void> => {
    const command = (await readFile(`/proc/${process}/cmdline`, "utf8").catch(() => ""))
      .split("\0")
      .filter(Boolean)
    const name = nameOf(command)
    if (name !== null) totals.set(name, (totals.get(name) ?? 0) + (await ownMemory(process)))
    for (const child of parents.get(process) ?? []) await visit(child)
  }
  await visit(pid)
  return [...totals].map(([name, memory]) => ({ name, memory }))
}

/** What a process adds to the machine's use: pages that it shares count by its share, where the kernel says so. */
async function ownMemory(process: number): Promise<number> {
  const rollup = await readFile(`/proc/${process}/smaps_rollup`, "utf8").catch(() => "")
  const share = /^Pss:\s*(\d+) kB/m.exec(rollup)?.[1]
  return share === undefined ? memoryOf(process).catch(() => 0) : Number(share) * 1024
}

function nameOf(command: string[]): string | null {
  const [program = "", ...args] = command
  if (program.startsWith("postgres") || program.endsWith("/postgres")) return "PostgreSQL"
  if (program.includes("redis-server")) return "Redis"
  if (program.startsWith("next-server") || args.some((arg) => arg.endsWith("dist/bin/next"))) return "web"
  const app = args.map((arg) => /apps\/(\w+)\/src\/main\.ts$/.exec(arg)?.[1]).find(Boolean)
  if (app !== undefined) return app
  if (args.some((arg) => arg.includes("bootstrap.mjs") || arg.endsWith("scripts/start.ts")))
    return "npm start itself"
  return null
}
