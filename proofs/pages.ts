import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

/**
 * Builds and starts the product on the servers that this program was given, and runs one of its browser tests in
 * Chromium with nothing beside it. What they say goes to this terminal; true when the test passed.
 */
export async function inBrowser(spec: string, env: Record<string, string>): Promise<boolean> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/test.ts", `e2e/${spec}`], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: "inherit",
  })
  const pass = () => void child.kill("SIGTERM")
  process.on("SIGTERM", pass)
  const [code] = await once(child, "exit")
  process.off("SIGTERM", pass)
  return code === 0
}
