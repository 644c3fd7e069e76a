import { execFile } from "node:child_process"
import { createHash } from "node:crypto"
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
} from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import { promisify } from "node:util"
import type { Account } from "./postgres-account"
import { type Binaries, programsIn } from "./postgres-binaries"

const run = promisify(execFile)

/**
 * The programs where the account may run them: where they are, or a copy. PostgreSQL looks for its own program and
 * its libraries by their paths, so they must lie where the account may enter; an npm project in root's home does not.
 * The copy (58 MB, 0.3 s) is made once for a version, and only in folders that nobody but root can change.
 * @throws a sentence when there is no such place.
 */
export async function reachablePrograms(
  binaries: Binaries,
  account: Account,
  places: string[] = ["/var/cache", tmpdir(), "/tmp", "/var/tmp"],
): Promise<Binaries> {
  if (account.uid === undefined || (await runs(binaries, account))) return binaries
  const entries = await listing(binaries.native)
  // The server's own program is of one build only, which the names and sizes of the files need not tell.
  const build = createHash("sha256")
    .update(JSON.stringify(entries))
    .update(await readFile(binaries.postgres))
  const name = `alphas-postgres-${build.digest("hex").slice(0, 16)}`
  for (const place of new Set(places)) {
    const real = await realpath(place).catch(() => undefined)
    if (real === undefined || !(await onlyRootChanges(real))) continue
    const native = await copyInto(join(real, name), binaries.native, entries).catch(() => undefined) // read-only or full
    if (native === undefined) continue
    const copied = { ...binaries, ...programsIn(native) }
    if (await runs(copied, account)) return copied
  }
  throw new Error(
    `PostgreSQL does not run as root, and the account it would run as (user id ${account.uid}) may not enter ` +
      `${dirname(binaries.postgres)}. A copy could be made in none of ${places.join(", ")}. ` +
      "Work as an ordinary user, move the project out of root's home (such as to /srv), or set DATABASE_URL.",
  )
}

async function runs({ postgres }: Binaries, account: Account): Promise<boolean> {
  return run(postgres, ["--version"], { ...account, cwd: "/" }).then(
    () => true,
    () => false,
  )
}

/** True when neither the folder nor one above it can be exchanged by anybody but root. */
async function onlyRootChanges(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const found = await lstat(path).catch(() => undefined)
    if (!found?.isDirectory() || found.uid !== 0) return false
    const [othersWrite, sticky] = [(found.mode & 0o022) !== 0, (found.mode & 0o1000) !== 0]
    if (othersWrite && !sticky) return false
    if (path === dirname(path)) return true
  }
}

interface Entry {
  path: string
  kind: "folder" | "program" | "file" | "link"
  size: number
}

/** Everything in the folder, each folder before what is in it. */
async function listing(folder: string): Promise<Entry[]> {
  const found = await readdir(folder, { withFileTypes: true, recursive: true })
  const entries = await Promise.all(
    found.map(async (one): Promise<Entry> => {
      const full = join(one.parentPath, one.name)
      const path = relative(folder, full)
      if (one.isDirectory()) return { path, kind: "folder", size: 0 }
      const { size, mode } = await lstat(full)
      if (one.isSymbolicLink()) return { path, kind: "link", size }
      return { path, kind: mode & 0o111 ? "program" : "file", size }
    }),
  )
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The folder `target` with the copy: one that is there and whole, else a new one. */
async function copyInto(target: string, native: string, entries: Entry[]): Promise<string> {
  if (await isCopy(target, entries)) return target
  const draft = await mkdtemp(`${target}-`)
  try {
    await chmod(draft, 0o755)
    for (const { path, kind } of entries) {
      const [from, to] = [join(native, path), join(draft, path)]
      if (kind === "folder") await mkdir(to)
      else if (kind === "link") await symlink(await readlink(from), to)
      else await copyFile(from, to)
      // Whatever the umask was here or when npm installed.
      if (kind !== "link") await chmod(to, kind === "file" ? 0o644 : 0o755)
    }
    const found = await lstat(target).catch(() => undefined)
    // One of ours that somebody cleaned away in part.
    if (found?.isDirectory() && found.uid === 0) await rm(target, { recursive: true })
    await rename(draft, target)
    return target
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another start was faster.
    if (await isCopy(target, entries)) return target
    throw error
  }
}

/** True when the folder is root's alone to change and holds the whole copy. */
async function isCopy(folder: string, entries: Entry[]): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  if (!found?.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) return false
  return JSON.stringify(await listing(folder).catch(() => [])) === JSON.stringify(entries)
}
