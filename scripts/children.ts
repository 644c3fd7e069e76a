import { spawn } from "node:child_process"

/**
 * Runs a Node program in this terminal and resolves with its exit code; a signal counts as 128 and its number.
 * Ctrl-C on the terminal reaches it directly; SIGTERM to us is passed on. We then wait for its end.
 */
export function runNode(args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: "inherit" })
    const stay = () => {}
    const pass = () => child.kill("SIGTERM")
    process.on("SIGINT", stay).on("SIGTERM", pass)
    const settle = () => process.off("SIGINT", stay).off("SIGTERM", pass)
    child.once("error", (error) => {
      settle()
      reject(error)
    })
    child.once("exit", (code, signal) => {
      settle()
      resolve(code ?? (signal === "SIGINT" ? 130 : 143))
    })
  })
}
