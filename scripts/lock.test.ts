import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { lock } from "./lock"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alphas-lock-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

function heldBy(pid: number | undefined): void {
  writeFileSync(
    join(folder, "lock"),
    JSON.stringify({
      pid,
      command: "npm start",
      since: new Date().toISOString(),
      address: "http://localhost:3000",
    }),
  )
}

test("is refused while another command is at work, which the sentence names", () => {
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)", "scripts/start.ts"])
  heldBy(other.pid)
  expect(() => lock(folder, "npm start")).toThrow(
    new RegExp(
      `npm start is already at work .*process ${other.pid}.*http://localhost:3000.*kill ${other.pid}`,
    ),
  )
  other.kill("SIGKILL")
})

test("is taken over from a process that is gone, and from a number that is now another program's", () => {
  heldBy(spawnSync(process.execPath, ["-e", ""]).pid)
  lock(folder, "npm start").release()
  const sleeper = spawn("sleep", ["60"])
  heldBy(sleeper.pid)
  lock(folder, "npm start").release()
  sleeper.kill("SIGKILL")
  writeFileSync(join(folder, "lock"), "half a li")
  lock(folder, "npm start").release()
  expect(readdirSync(folder)).toEqual([])
})

test("tells the address once there is one", () => {
  const held = lock(folder, "npm start")
  held.announce("http://localhost:3005")
  expect(readFileSync(join(folder, "lock"), "utf8")).toContain("http://localhost:3005")
  held.release()
})
