import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve, sep } from "node:path"

/**
 * Who may import whom. `types` may be imported by `import type` only. There is no list of exceptions.
 */
const rules: Record<string, { runtime: string[]; types?: string[] }> = {
  "packages/domain": { runtime: [] },
  "packages/db": { runtime: ["domain"] },
  "packages/auth": { runtime: ["db", "domain"] },
  "packages/changes": { runtime: ["db", "domain"] },
  "packages/jobs": { runtime: ["db", "domain"] },
  "packages/email": { runtime: ["domain"] },
  "packages/documents": { runtime: ["domain"] },
  "packages/api": { runtime: ["auth", "changes", "jobs", "email", "documents", "db", "domain"] },
  "packages/client": { runtime: [], types: ["api", "domain"] },
  "packages/local": { runtime: [] },
  "apps/web": { runtime: ["client", "domain"], types: ["api"] },
  "apps/web/server": { runtime: ["api", "auth", "changes", "db", "client", "domain"] },
  "apps/ws": { runtime: ["api", "auth", "changes", "db", "domain"] },
  "apps/worker": { runtime: ["api", "auth", "changes", "db", "domain", "email", "jobs"] },
  "apps/cli": { runtime: ["client", "domain"], types: ["api"] },
  proofs: { runtime: ["api", "auth", "changes", "client", "db", "documents", "domain", "local"] },
  scripts: { runtime: ["db", "local", "domain", "api", "auth"] },
}
/**
 * The domains in their order: each imports only from those before it. What stands beside the folders of a package (the
 * kit, and the root that puts domains together) imports any and is imported by all.
 */
export const domainOrder = [
  "session",
  "money",
  "settings",
  "users",
  "account",
  "calendar",
  "clients",
  "campaigns",
  "tasks",
  "schedule",
  "templates",
  "time",
  "expenses",
  "invoices",
  "payments",
  "profitability",
  "workload",
  "calendar-feed",
  "changes",
  "permissions",
]
/** The folders of the pages in their order: the kit, what features build with it, and the routes. */
const pageOrder = [
  "format",
  "data",
  "feedback",
  "forms",
  "table",
  "shell",
  "gantt",
  "features",
  "server",
  "app",
]

/** Whose folders stand in an order: each imports only from itself and from those before it. */
const ordered: readonly { home: string; order: readonly string[] }[] = [
  { home: "packages/domain/src", order: domainOrder },
  { home: "packages/api/src", order: domainOrder },
  { home: "apps/web/src/features", order: domainOrder },
  { home: "apps/web/src", order: pageOrder },
]

/** The folder right below `home` that a file is in. */
function folderOf(file: string, home: string): string | null {
  const path = file.split(sep).join("/")
  if (!path.startsWith(`${home}/`)) return null
  const [folder, inside] = path.slice(home.length + 1).split("/")
  return inside === undefined ? null : (folder ?? null)
}

/** Why a file of one folder must not import another file; null when it may. */
function againstOrder(file: string, target: string): string | null {
  if (isTest(file)) return null
  for (const { home, order } of ordered) {
    const [own, other] = [folderOf(file, home), folderOf(target, home)]
    if (own === null) continue
    const place = order.indexOf(own)
    if (place === -1) return `${own} has no place in the order of ${home}`
    if (other !== null && order.indexOf(other) > place) return `${own} comes before ${other}`
  }
  return null
}

/** Tests and what serves them may start servers of their own. */
const forTests = ["local", "db", "domain", "api", "auth", "client", "changes", "jobs", "email", "documents"]
const isTest = (file: string) => /(\.test\.tsx?|[/-]testing\.ts|\/e2e\/.*|\.config\.ts)$/.test(file)

const importing =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*\s{},$]+?\s+from\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g

interface Import {
  from: string
  typesOnly: boolean
}

/** What a file imports, in words as they stand there. */
export function importsOf(source: string): Import[] {
  return [...source.matchAll(importing)].flatMap((match) => {
    const from = match[2] ?? match[3]
    return from === undefined ? [] : [{ from, typesOnly: match[1] !== undefined }]
  })
}

/** The room a file is in: a key of the table. In the pages, what runs on the server has a room of its own. */
function roomOf(file: string): string | null {
  const path = file.split(sep).join("/")
  if (path.startsWith("apps/web/")) {
    return /^apps\/web\/(src\/server\/|src\/app\/.*route\.ts$|src\/proxy\.ts$)/.test(path)
      ? "apps/web/server"
      : "apps/web"
  }
  return Object.keys(rules).find((room) => path.startsWith(`${room}/`)) ?? null
}

/** Every import that the table does not allow, as a sentence. */
export function brokenBoundaries(root: string): string[] {
  return sourceFiles(root).flatMap((file) => {
    const path = relative(root, file)
    const room = roomOf(path)
    if (room === null) return []
    const rule = rules[room]
    if (rule === undefined) return [`${path}: the room ${room} has no rule.`]
    return importsOf(readFileSync(file, "utf8")).flatMap((each) => {
      if (each.from.startsWith(".")) {
        const home = room.split("/").slice(0, 2).join("/")
        const target = relative(root, resolve(dirname(file), each.from))
        if (!target.startsWith(`${home}${sep}`))
          return [`${path} reaches out of its package to ${each.from}.`]
        const why = againstOrder(path, target)
        return why === null ? [] : [`${path} imports ${each.from}; ${why}.`]
      }
      const other = /^@alphas\/([\w-]+)/.exec(each.from)?.[1]
      if (other === undefined || `packages/${other}` === room || `apps/${other}` === room) return []
      if (rule.runtime.includes(other)) return []
      if (each.typesOnly && rule.types?.includes(other)) return []
      if (isTest(path) && forTests.includes(other)) return []
      const how = rule.types?.includes(other) ? "may know it by `import type` only" : "must not know it"
      return [`${path} imports ${each.from}; ${room} ${how}.`]
    })
  })
}

const skipped = new Set(["node_modules", ".next", "dist", ".alphas", ".turbo", "coverage", "test-results"])

/** Every TypeScript file of the repo. */
function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name) || entry.name.startsWith(".git")) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : []
  })
}
