import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { closeSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, relative } from "node:path"
import { openLog } from "@alphas/local/log-file"
import { step } from "./console"

const IGNORED =
  /^(node_modules|\.next|dist|e2e|coverage|test-results|next-env\.d\.ts|.*\.test\.tsx?|.*\.md|.*\.tsbuildinfo)$/

/** Next's program in `apps/web`, to be run by Node. */
export function nextProgram(root: string): string {
  return createRequire(join(root, "apps/web/package.json")).resolve("next/dist/bin/next")
}

/**
 * Builds the pages unless the last build was made of the same sources. What the build printed is in
 * `<folder>/logs/build.log`; a build that fails throws its last lines.
 */
export async function buildPages(root: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const record = join(folder, "build.json")
  const sources = hashSources(root)
  if (existsSync(record)) {
    // Written below.
    const last = JSON.parse(readFileSync(record, "utf8")) as { sources?: string; build?: string }
    if (last.sources === sources && last.build !== undefined && last.build === buildId(root)) return
  }
  await step(
    "Building the pages …",
    () => build(root, folder, env),
    () => "Built the pages.",
  )
  writeFileSync(record, `${JSON.stringify({ sources, build: buildId(root) })}\n`)
}

function buildId(root: string): string | undefined {
  const file = join(root, "apps/web/.next/BUILD_ID")
  return existsSync(file) ? readFileSync(file, "utf8") : undefined
}

function build(root: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const logFile = join(folder, "logs", "build.log")
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openLog(logFile, true)
  const child = spawn(process.execPath, [nextProgram(root), "build"], {
    cwd: join(root, "apps/web"),
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", log, log],
  })
  closeSync(log)
  const interrupt = () => child.kill("SIGTERM")
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt)
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code) => {
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt)
      if (code === 0) return resolve()
      const last = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-40).join("\n")
      reject(
        new Error(`${last}\n\nThe pages could not be built; the end of ${relative(root, logFile)} is above.`),
      )
    })
  })
}

/** A digest of everything that the build reads: the web application, the packages, the lock file, the Node version. */
export function hashSources(root: string): string {
  const hash = createHash("sha256").update(process.version)
  for (const [name, value] of Object.entries(process.env).sort()) {
    if (name.startsWith("NEXT_PUBLIC_")) hash.update(`${name}=${value}\0`)
  }
  for (const top of ["package-lock.json", "tsconfig.base.json", "apps/web", "packages"])
    addPath(hash, root, join(root, top))
  return hash.digest("hex")
}

function addPath(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const entries = readEntries(path)
  if (entries === "file") hash.update(`${relative(root, path)}\0`).update(readFileSync(path))
  else for (const name of entries) if (!IGNORED.test(name)) addPath(hash, root, join(path, name))
}

function readEntries(path: string): string[] | "file" {
  try {
    return readdirSync(path).sort()
  } catch (error) {
    // readdirSync throws a system error.
    const { code } = error as NodeJS.ErrnoException
    if (code === "ENOTDIR") return "file"
    if (code === "ENOENT") return []
    throw error
  }
}
