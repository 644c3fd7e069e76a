import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { permissionsPage } from "@alphas/domain/permissions-page"
import { brokenBoundaries } from "./boundaries"
import { brokenStylesheets } from "./stylesheets"
import { runTool } from "./tool"

/**
 * `npm run check`: format and lint, types, stylesheets, package boundaries, unused code, migration drift, and that the
 * documents speak of files that exist. Every check runs; the exit code says whether all were clean.
 */
const root = fileURLToPath(new URL("..", import.meta.url))
const command = (name: string, args: string[]) => runTool(root, name, args)

/** Migrations that the schema would still need: the generator must find nothing to do. */
function drift(): string[] {
  const copy = mkdtempSync(join(tmpdir(), "alphas-drift-"))
  try {
    cpSync(join(root, "drizzle"), copy, { recursive: true })
    const before = readdirSync(copy).length
    const problems = command("drizzle-kit", [
      "generate",
      "--dialect=postgresql",
      "--schema=./packages/db/src/schema/*.ts",
      `--out=${copy.replaceAll("\\", "/").startsWith(root) ? copy : relativeTo(root, copy)}`,
    ])
    const made = readdirSync(copy).length - before
    return made === 0
      ? problems
      : ["The schema has changed without a migration. Run npm run migration, and commit it."]
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** drizzle-kit takes the folder relative to where it runs. */
function relativeTo(from: string, to: string): string {
  return join(
    ...from
      .split("/")
      .filter(Boolean)
      .map(() => ".."),
    to,
  )
}

const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"]

/** Paths in backticks and relative links of the documents that lead nowhere. */
function deadPaths(): string[] {
  const pages = [
    ...documents,
    ...["docs", "docs/decisions"].flatMap((folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder))
            .filter((name) => name.endsWith(".md"))
            .map((name) => `${folder}/${name}`)
        : [],
    ),
  ]
  return pages.flatMap((page) => {
    if (!existsSync(join(root, page))) return [`${page} is missing.`]
    const text = readFileSync(join(root, page), "utf8")
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) =>
      join(dirname(page), match[1] ?? ""),
    )
    const quoted = [...text.matchAll(/`((?:apps|packages|docs|proofs|scripts|drizzle)\/[\w./-]+)`/g)].map(
      (match) => match[1] ?? "",
    )
    return [...linked, ...quoted]
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page} speaks of ${path}, which does not exist.`)
  })
}

/** docs/permissions.md is generated; `npm run permissions-page` writes it. */
function permissionsPageDrift(): string[] {
  const path = join(root, "docs/permissions.md")
  const current = existsSync(path) ? readFileSync(path, "utf8") : ""
  return current === permissionsPage()
    ? []
    : ["docs/permissions.md is not what the table says. Run npm run permissions-page."]
}

/** The pages apart from everything else: Next changes what the environment's types are, for all who are with it. */
const programs = [".", "apps/web"]

const checks: [name: string, run: () => string[]][] = [
  ["format and lint", () => command("biome", ["ci", "."])],
  ["types", () => programs.flatMap((program) => command("tsc", ["--noEmit", "-p", program]))],
  ["stylesheets", () => brokenStylesheets(join(root, "apps/web/src"))],
  ["package boundaries", () => brokenBoundaries(root)],
  ["unused code", () => command("knip", [])],
  ["migrations", drift],
  ["documents", deadPaths],
  ["permissions page", permissionsPageDrift],
]

let failed = 0
for (const [name, run] of checks) {
  const started = performance.now()
  const problems = run()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${problems.length === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`)
  for (const problem of problems) process.stdout.write(`${problem}\n`)
  if (problems.length > 0) failed++
}
process.exitCode = failed === 0 ? 0 : 1
