import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { freePort } from "@alphas/local/ports"
import { afterEach, beforeEach, expect, test } from "vitest"
import { type Processes, processes } from "./processes"

let folder: string
let running: Processes
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alphas-processes-"))
  running = processes(folder)
})
afterEach(async () => {
  await running.stop()
  rmSync(folder, { recursive: true })
})

function start(
  name: string,
  code: string,
  readyUrl?: string,
  isSecret = (_line: string) => false,
): Promise<void> {
  return running.start({
    name,
    program: process.execPath,
    args: ["-e", code],
    cwd: folder,
    env: process.env,
    shows: () => false,
    isSecret,
    ...(readyUrl ? { readyUrl } : {}),
  })
}

function log(name: string): string {
  const file = join(folder, `${name}.log`)
  return existsSync(file) ? readFileSync(file, "utf8") : ""
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test("waits until it answers, logs what it prints and stops the last one first", async () => {
  const port = await freePort()
  const ending = (name: string) =>
    `process.on("SIGTERM", () => { console.log("${name} ends " + process.hrtime.bigint()); process.exit(0) });`
  const server = `require("http").createServer((q, s) => s.end()).listen(${port}, "127.0.0.1");`
  await start(
    "first",
    `console.log("up"); ${ending("first")} setTimeout(() => { ${server} }, 200)`,
    `http://127.0.0.1:${port}/`,
  )
  await start("second", `${ending("second")} console.log("up"); setInterval(() => {}, 1000)`)
  while (!log("second").includes("up")) await sleep(20)
  await running.stop()
  const when = (name: string) => BigInt(/ends (\d+)/.exec(log(name))?.[1] ?? 0)
  expect(when("second")).toBeGreaterThan(0n)
  expect(when("first")).toBeGreaterThan(when("second"))
})

test("one that ends by itself is a failure with its last lines", async () => {
  await start("frail", `console.error("the disk is gone"); setTimeout(() => process.exit(7), 50)`)
  await expect(running.failure).rejects.toThrow(/frail ended by itself \(code 7\).*the disk is gone/s)
})

test("one that ends before it is ready says so at once", async () => {
  await expect(start("stillborn", "process.exit(3)", "http://127.0.0.1:9/")).rejects.toThrow(
    "stillborn ended by itself (code 3)",
  )
})

test("what a process started ends with it", async () => {
  const child = `setInterval(() => {}, 1000); console.log("child", process.pid)`
  await start(
    "parent",
    `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" }); setInterval(() => {}, 1000)`,
  )
  while (!log("parent").includes("child")) await sleep(20)
  const pid = Number(/child (\d+)/.exec(log("parent"))?.[1])
  await running.stop()
  // A process that ended stays in the list until the system has noticed.
  await expect.poll(() => isThere(pid), { timeout: 5000 }).toBe(false)
})

test("a log is for its owner alone, and a line that holds a secret is not in it", async () => {
  writeFileSync(join(folder, "quiet.log"), "older\n", { mode: 0o644 })
  await start(
    "quiet",
    `console.log("Set-up code: abc."); console.log("ready"); setInterval(() => {}, 1000)`,
    undefined,
    (line) => line.includes("code"),
  )
  await expect.poll(() => log("quiet")).toContain("ready")
  expect(statSync(join(folder, "quiet.log")).mode & 0o777).toBe(0o600)
  expect(log("quiet")).toMatch(/^older\n/)
  expect(log("quiet")).not.toContain("abc")
})
