import { fileURLToPath } from "node:url"
import { runNode } from "./children"
import { explain } from "./console"
import { turbo } from "./turbo"

/**
 * `npm run check`: the tasks `check:*` of `turbo.json`, side by side; what has not changed since it was clean is not
 * checked again. Every one runs; the exit code says whether all were clean.
 */
const root = fileURLToPath(new URL("..", import.meta.url))
const tasks = ["format", "types", "unused", "migrations", "rules"].map((name) => `check:${name}`)

try {
  const { args, env } = turbo(root, ["run", ...tasks, "--continue", "--output-logs=errors-only"])
  process.exitCode = await runNode(args, { cwd: root, env })
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}
