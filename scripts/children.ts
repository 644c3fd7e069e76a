import { spawn } from "node:child_process"
import { endWithUs } from "@alphas/local/watcher"

const windows = process.platform === "win32"

/**
 * Runs a Node program in this terminal and resolves with its exit code, or with 130 or 143 when it was ended by SIGINT
 * or SIGTERM. It leads a group of its own, so that Ctrl-C reaches only us, as a signal that somebody sends us does; each
 * is passed on once, and we wait for its end. On Windows, which has no such groups, Ctrl-C reaches it directly.
 */
export function runNode(args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: "inherit", detached: !windows })
    if (child.pid !== undefined) endWithUs(child, "TERM", true)
    let ended: number | undefined
    const pass = (signal: NodeJS.Signals) => {
      ended = signal === "SIGINT" ? 130 : 143
      if (!windows || signal !== "SIGINT") child.kill(signal)
    }
    process.on("SIGINT", pass).on("SIGTERM", pass)
    const settle = () => process.off("SIGINT", pass).off("SIGTERM", pass)
    child.once("error", (error) => {
      settle()
      reject(error)
    })
    child.once("exit", (code, signal) => {
      settle()
      resolve(ended ?? code ?? (signal === "SIGINT" ? 130 : 143))
    })
  })
}

/** True for the exit codes by which a person, not the program, ended it. */
export function wasInterrupted(code: number): boolean {
  return code === 130 || code === 143
}
