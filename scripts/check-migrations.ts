import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { runTool } from "./tool"

/** Part of `npm run check`: the schema needs no migration that is not there. */
const root = fileURLToPath(new URL("..", import.meta.url))

/** What is wrong: the generator, run on a copy of the migrations, must find nothing to add. */
function drift(): string[] {
  const copy = mkdtempSync(join(tmpdir(), "alphas-drift-"))
  try {
    cpSync(join(root, "drizzle"), copy, { recursive: true })
    const before = readdirSync(copy).length
    const problems = runTool(root, "drizzle-kit", [
      "generate",
      "--dialect=postgresql",
      "--schema=./packages/db/src/schema/*.ts",
      // It takes the folder relative to where it runs.
      `--out=${relative(root, copy)}`,
    ])
    const made = readdirSync(copy).length - before
    return made === 0
      ? problems
      : ["The schema has changed without a migration. Run npm run migration, and commit it."]
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const problems = drift()
for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1
