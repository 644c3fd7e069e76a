import { spawn } from "node:child_process"

/**
 * Runs a Node program in this terminal and resolves with its exit code, or with 130 or 143 when it was ended by
 * Ctrl-C or SIGTERM. Ctrl-C on the terminal reaches it directly; SIGTERM to us is passed on. We wait for its end.
 */
export function runNode(args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: "inherit" })
    let ended: number | undefined
    const stay = () => {
      ended = 130
    }
    const pass = () => {
      ended = 143
      child.kill("SIGTERM")
    }
    process.on("SIGINT", stay).on("SIGTERM", pass)
    const settle = () => process.off("SIGINT", stay).off("SIGTERM", pass)
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
