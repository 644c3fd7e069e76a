import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { permissionsPage } from "@alphas/domain/permissions-page"
import { brokenBoundaries } from "./boundaries"
import { brokenStylesheets } from "./stylesheets"

/** Part of `npm run check`: stylesheets, package boundaries, and that the documents speak of files that exist. */
const root = fileURLToPath(new URL("..", import.meta.url))

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

const problems = [
  ...brokenStylesheets(join(root, "apps/web/src")),
  ...brokenBoundaries(root),
  ...deadPaths(),
  ...permissionsPageDrift(),
]
for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1
