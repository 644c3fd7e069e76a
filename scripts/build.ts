import { execFile, spawn } from "node:child_process"
import {
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, relative } from "node:path"
import { promisify } from "node:util"
import { openLog } from "@alphas/local/log-file"
import { endWithUs } from "@alphas/local/watcher"
import { turbo } from "./turbo"

const run = promisify(execFile)

/** Next's program in `apps/web`, to be run by Node. */
export function nextProgram(root: string): string {
  return createRequire(join(root, "apps/web/package.json")).resolve("next/dist/bin/next")
}

/**
 * Builds the pages unless the last build was made of the same sources: the task `build` of `turbo.json`, which says what
 * they are made of. True when they had to be built. What the build printed is in `<folder>/logs/build.log`; a build that
 * fails throws its last lines.
 */
export async function buildPages(root: string, folder: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const record = join(folder, "build.json")
  const sources = await hashSources(root, env)
  // A task that is found in the cache is unpacked again, under a server that may be running on it. So it is not asked for.
  if (existsSync(record)) {
    // Written below.
    const last = JSON.parse(readFileSync(record, "utf8")) as { sources?: string; build?: string }
    if (last.sources === sources && last.build !== undefined && last.build === buildId(root)) return false
  }
  await build(root, folder, env)
  forgetOldResults(join(root, ".turbo/cache"))
  writeFileSync(record, `${JSON.stringify({ sources, build: buildId(root) })}\n`)
  return true
}

const task = ["run", "build", "--filter=@alphas/web"]

/** The hash of all that the pages are made of: their sources and those of the packages, other packages, the Node version. */
export async function hashSources(root: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const { args, env } = turbo(root, [...task, "--dry=json"], environment)
  const { stdout } = await run(process.execPath, args, { cwd: root, env, maxBuffer: 64 * 1024 * 1024 })
  // The format of turbo's version, which is pinned.
  const { tasks } = JSON.parse(stdout) as { tasks: { taskId: string; hash: string }[] }
  const found = tasks.find(({ taskId }) => taskId === "@alphas/web#build")
  if (found === undefined) throw new Error("turbo.json has no task that builds the pages.")
  return found.hash
}

/** Turborepo keeps every result for ever; a build has 14 MB. */
function forgetOldResults(cache: string): void {
  const fortnight = 14 * 86_400_000
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const file = join(cache, name)
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - written > fortnight) rmSync(file, { force: true })
  }
}

function buildId(root: string): string | undefined {
  const file = join(root, "apps/web/.next/BUILD_ID")
  return existsSync(file) ? readFileSync(file, "utf8") : undefined
}

function build(root: string, folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const logFile = join(folder, "logs", "build.log")
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openLog(logFile, true)
  const { args, env } = turbo(root, [...task, "--output-logs=full"], environment)
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ["ignore", log, log],
  })
  closeSync(log)
  endWithUs(child, "TERM")
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
