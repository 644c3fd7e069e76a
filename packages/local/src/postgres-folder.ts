import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  writeFile,
} from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { promisify } from "node:util"
import { type Account, chooseAccount, dataFolder } from "./postgres-account"
import type { Binaries } from "./postgres-binaries"

const run = promisify(execFile)

export const SUPERUSER = "alphas"

/**
 * The password lives in the data folder (which only the server's account and root may enter, and which
 * PostgreSQL leaves alone), so that the two cannot be separated. A password rather than `trust`: on a machine
 * with several people, everybody can reach 127.0.0.1.
 */
const PASSWORD_FILE = "alphas-password"

export interface RunningServer {
  pid: number
  port: number
  ready: boolean
}

/**
 * Makes the data folder if it is not there, and checks it if it is. Throws a sentence, and touches nothing, when
 * it belongs to another major version or holds something else.
 */
export async function prepareFolder(
  folder: string,
  binaries: Binaries,
  account: Account,
): Promise<"new" | "old"> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return []
    throw new Error(`The database folder ${folder} cannot be read (${error.code}). Check whose it is.`)
  })
  if (entries.length === 0) {
    await initialise(folder, binaries, account)
    return "new"
  }
  const version = await readFile(join(folder, "PG_VERSION"), "utf8").catch(() => undefined)
  if (version === undefined) {
    throw new Error(
      `${folder} is not empty and is no PostgreSQL data folder. ` +
        "Nothing was changed: move its contents away, or set DATABASE_URL.",
    )
  }
  if (Number(version) !== binaries.major) {
    throw new Error(
      `The data in ${folder} was made by PostgreSQL ${version.trim()}, and this is PostgreSQL ${binaries.major}, ` +
        `which cannot read it. Nothing was changed: to keep the data, dump it with pg_dump from a PostgreSQL ` +
        `${version.trim()} and restore the dump here; to begin anew, move the folder away.`,
    )
  }
  await giveTo(folder, account)
  return "old"
}

/**
 * The folder is the account's; this process's group may read in it what this process needs, for root may lack the
 * right to pass over permissions (a container without CAP_DAC_OVERRIDE). PostgreSQL allows 0750 and nothing wider.
 */
async function giveTo(folder: string, account: Account): Promise<void> {
  const gid = process.getgid?.()
  if (account.uid === undefined || gid === undefined) return
  for (const name of ["PG_VERSION", PASSWORD_FILE]) {
    const file = join(folder, name)
    await chown(file, account.uid, gid).catch(unlessMissing)
    await chmod(file, 0o640).catch(unlessMissing)
  }
  await chown(folder, account.uid, gid)
  // What PostgreSQL makes in it, such as postmaster.pid, gets the folder's group.
  await chmod(folder, 0o2750)
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error
}

/** Made beside its place and renamed, so that an interruption never leaves half a data folder. */
async function initialise(folder: string, binaries: Binaries, account: Account): Promise<void> {
  const draft = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  const data = join(draft, "data")
  const passwordFile = join(draft, "password")
  try {
    await mkdir(data, { mode: 0o700 })
    await writeFile(passwordFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 })
    if (account.uid !== undefined) {
      for (const path of [data, passwordFile])
        await chown(path, account.uid, process.getgid?.() ?? account.gid)
      // Ours to change, and for the account to pass through.
      await chmod(draft, 0o711)
      await chmod(data, 0o750)
    }
    const { cwd, data: pgdata } = dataFolder(data, account)
    const args = [
      `--pgdata=${pgdata}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${join(pgdata === data ? draft : "..", "password")}`,
      "--auth=scram-sha-256",
      // Iterations guard a password that can be guessed; this one has 192 random bits, and tests connect often.
      "--set=scram_iterations=16",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=icu",
      "--icu-locale=und",
      "--no-sync",
      "--no-instructions",
      ...(account.uid === undefined ? [] : ["--allow-group-access"]),
    ]
    await run(binaries.initdb, args, { ...account, cwd, env: serverEnvironment() })
    // To move it, or into it, one must be allowed to write in it.
    if (account.uid !== undefined) await chown(data, process.getuid?.() ?? 0, process.getgid?.() ?? 0)
    await rename(passwordFile, join(data, PASSWORD_FILE))
    await rename(data, folder)
    await giveTo(folder, account)
  } catch (error) {
    // execFile rejects with an Error that carries stderr.
    const { stderr, message, code } = error as Error & { stderr?: string; code?: string | number }
    if (code === "ENOTEMPTY" || code === "EEXIST") return
    throw new Error(
      `The database folder ${folder} could not be made: ${(stderr || message).trim()} ` +
        "Check the free space and who may write there.",
    )
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/**
 * Removes a data folder whose server has ended. What is in it belongs to the account, which removes it itself: root may
 * lack the right to pass over permissions.
 */
export async function removeFolder(folder: string): Promise<void> {
  const account = await chooseAccount(folder)
  if (account.uid !== undefined) {
    // Our own PATH may lead to where the account may not enter.
    const env = { PATH: "/usr/bin:/bin" }
    await run("/bin/sh", ["-c", "rm -rf -- *"], { ...account, cwd: folder, env })
  }
  await rm(folder, { recursive: true, force: true })
}

/** The environment of the PostgreSQL programs: messages in English (they are read here), and UTC. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PGDATA: _data, PGPORT: _port, ...rest } = process.env
  return { ...rest, LC_ALL: "C", LANG: "C", TZ: "UTC" }
}

/** The superuser's password; a new one is set, in single-user mode, when its file was lost. The server is down. */
export async function passwordOf(folder: string, binaries: Binaries, account: Account): Promise<string> {
  const file = join(folder, PASSWORD_FILE)
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined
    throw new Error(`The database password in ${file} cannot be read (${error.code}). Check whose it is.`)
  })
  if (kept !== undefined) return kept.trim()
  const password = randomBytes(24).toString("base64url")
  const { cwd, data } = dataFolder(folder, account)
  const args = ["--single", "-D", data, "postgres"]
  const setting = run(binaries.postgres, args, { ...account, cwd, env: serverEnvironment() })
  setting.child.stdin?.end(`ALTER ROLE ${SUPERUSER} PASSWORD '${password}'\n`)
  await setting
  await writeFile(file, `${password}\n`, { mode: 0o600 })
  await giveTo(folder, account)
  return password
}

/**
 * The server that uses this folder now, from its `postmaster.pid`. A file left by a server that was killed is not
 * one: its process is gone, or the number now belongs to somebody else's process.
 */
export async function runningServer(folder: string): Promise<RunningServer | undefined> {
  const text = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => undefined)
  if (text === undefined) return undefined
  const [pid, , , port, , , , status] = text.split("\n")
  const server = { pid: Number(pid), port: Number(port), ready: status?.trim() === "ready" }
  return isAlive(server.pid) && (await servesFolder(server.pid, folder)) ? server : undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // process.kill throws a system error; EPERM means that the process is there and is another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/**
 * A server's working directory is its data folder. Where that cannot be read (root in a container may not look at other
 * accounts' processes) its name has to do.
 */
async function servesFolder(pid: number, folder: string): Promise<boolean> {
  if (process.platform === "win32") return true
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
  if (cwd !== undefined) return cwd === (await realpath(folder))
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => undefined)
  if (name !== undefined) return name.includes("postgres")
  const found = await run("ps", ["-o", "comm=", "-p", String(pid)]).catch(() => undefined)
  return found?.stdout.includes("postgres") ?? true
}

/**
 * Removes the `postmaster.pid` of a server that is gone when its number now belongs to another process, which
 * PostgreSQL would take for the old server (in containers the same numbers come again and again).
 */
export async function forgetDeadServer(folder: string): Promise<void> {
  const file = join(folder, "postmaster.pid")
  const pid = Number((await readFile(file, "utf8").catch(() => "")).split("\n")[0])
  if (pid > 0 && isAlive(pid) && !(await servesFolder(pid, folder))) await rm(file, { force: true })
}
