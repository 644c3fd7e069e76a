import { execFileSync } from "node:child_process"
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

interface Holder {
  pid: number
  command: string
  since: string
  address?: string
}

export interface Lock {
  /** Tells whoever comes second where the first one can be reached. */
  announce(address: string): void
  release(): void
}

/** Another command is at work in the folder; the message says which, and what to do. */
export class AtWorkError extends Error {
  override name = "AtWorkError"
}

/**
 * One command at a time on a folder of `.alphas`. Throws AtWorkError when there is another; a lock whose process
 * is gone is taken over. It is released at the end of the process at the latest.
 */
export function lock(folder: string, command: string): Lock {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, "lock")
  const mine: Holder = { pid: process.pid, command, since: new Date().toISOString() }
  const draft = join(folder, `lock-${process.pid}`)
  for (let attempt = 1; ; attempt++) {
    writeFileSync(draft, JSON.stringify(mine))
    try {
      // A link is made whole or not at all, and never over another.
      linkSync(draft, file)
      break
    } catch (error) {
      // linkSync throws a system error.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 10) throw error
      const holder = read(file)
      if (holder && isAtWork(holder)) throw new AtWorkError(refusal(holder))
      takeAway(file)
    } finally {
      rmSync(draft, { force: true })
    }
  }
  const release = () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true })
  }
  process.once("exit", release)
  return {
    announce: (address) => {
      writeFileSync(draft, JSON.stringify({ ...mine, address }))
      renameSync(draft, file)
    },
    release,
  }
}

function refusal({ pid, command, since, address }: Holder): string {
  const where = address ? ` Open ${address}, or stop it first` : " Wait for it, or stop it first"
  return `${command} is already at work in this folder (process ${pid}, since ${new Date(since).toLocaleTimeString()}).${where}: kill ${pid}`
}

function read(file: string): Holder | undefined {
  try {
    // Written by this module only.
    return JSON.parse(readFileSync(file, "utf8")) as Holder
  } catch {
    return undefined
  }
}

/** Two may find the same stale lock; only one of them renames it away. */
function takeAway(file: string): void {
  const away = `${file}-stale-${process.pid}`
  try {
    renameSync(file, away)
    rmSync(away, { force: true })
  } catch {
    // Somebody else was first.
  }
}

/** Process numbers come again, in containers soon; so the process must also be one of ours by its command line. */
function isAtWork({ pid }: Holder): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // process.kill throws a system error; EPERM means that the process is there and is another user's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false
  }
  const line = commandLine(pid)
  return line === undefined || /bootstrap\.mjs|scripts\/\w+\.ts|vitest/.test(line)
}

function commandLine(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8")
  } catch {
    if (process.platform === "win32") return undefined
  }
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" })
  } catch {
    return undefined
  }
}
