import { type ChildProcess, spawn } from "node:child_process"

/**
 * Sends `signal` to the child when this process ends, however it ends: a shell waits for the end of a pipe that
 * closes with this process. Does nothing on Windows, which has no such shell. Neither the child's pipe nor the
 * shell keeps this process alive. A child that was spawned `detached` leads a group of processes, and
 * `wholeGroup` sends the signal to all of them.
 */
export function endWithUs(child: ChildProcess, signal: "INT" | "TERM", wholeGroup = false): void {
  if (process.platform === "win32") return
  const target = `${wholeGroup ? "-" : ""}${child.pid}`
  const watcher = spawn("/bin/sh", ["-c", `read -r line; kill -${signal} "$0"`, target], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  })
  watcher.unref()
  watcher.on("error", () => {})
  // Typed as a stream, it is a socket, and keeps the process alive unless told otherwise.
  if (watcher.stdin && "unref" in watcher.stdin && typeof watcher.stdin.unref === "function")
    watcher.stdin.unref()
  child.once("exit", () => watcher.kill("SIGKILL"))
}
