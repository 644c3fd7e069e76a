import { type ChildProcess, spawn } from "node:child_process"
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, expect, test, vi } from "vitest"

const root = fileURLToPath(new URL("..", import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alphas-children-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that says when it runs, writes down each signal, and ends a moment after the first. */
const program = (log: string) => `
  const { appendFileSync } = require("node:fs")
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {
    appendFileSync(${JSON.stringify(log)}, signal + "\\n")
    setTimeout(() => process.exit(0), 400)
  })
  appendFileSync(${JSON.stringify(log)}, "runs\\n")
  setTimeout(() => process.exit(0), 20_000)`

const said = () => (existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8") : "")
const runs = () => vi.waitFor(() => expect(said()).toBe("runs\n"), { timeout: 15_000, interval: 50 })
const end = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve))

/** In a group of its own, as a shell starts it, so that Ctrl-C can be sent to the whole of it. */
const start = (args: string[], env: NodeJS.ProcessEnv = process.env) =>
  spawn(process.execPath, args, { cwd: root, env, stdio: "ignore", detached: true })

const ways: [name: string, send: (pid: number) => void, signal: string, code: number][] = [
  ["SIGINT sent to it alone", (pid) => process.kill(pid, "SIGINT"), "SIGINT", 130],
  ["SIGTERM sent to it alone", (pid) => process.kill(pid, "SIGTERM"), "SIGTERM", 143],
  ["Ctrl-C, which reaches its whole group", (pid) => process.kill(-pid, "SIGINT"), "SIGINT", 130],
]

test.each(ways)("%s ends the program that a command runs, once", async (_name, send, signal, code) => {
  writeFileSync(join(folder, "program.cjs"), program(join(folder, "log")))
  const outer = `import { runNode } from ${JSON.stringify(join(root, "scripts/children.ts"))}
    process.exit(await runNode([${JSON.stringify(join(folder, "program.cjs"))}], { cwd: process.cwd(), env: process.env }))`
  writeFileSync(join(folder, "outer.mts"), outer)
  const child = start(["--import", join(root, "node_modules/tsx/dist/loader.mjs"), join(folder, "outer.mts")])
  await runs()
  const ended = end(child)
  send(child.pid ?? 0)
  expect(await ended).toBe(code)
  expect(said()).toBe(`runs\n${signal}\n`)
})

test.each(ways)("%s ends the installation of the packages, once", async (_name, send, signal, code) => {
  mkdirSync(join(folder, "scripts"))
  copyFileSync(join(root, "scripts/bootstrap.mjs"), join(folder, "scripts/bootstrap.mjs"))
  writeFileSync(join(folder, "npm-cli.cjs"), program(join(folder, "log")))
  const env = { ...process.env, npm_execpath: join(folder, "npm-cli.cjs") }
  const child = start([join(folder, "scripts/bootstrap.mjs"), "start"], env)
  await runs()
  const ended = end(child)
  send(child.pid ?? 0)
  expect(await ended).toBe(code)
  expect(said()).toBe(`runs\n${signal}\n`)
})
