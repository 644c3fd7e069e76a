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
import { type Account, type Binaries, identity, wrap } from "./postgres-binaries"

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
  return "old"
}

/** Made beside its place and renamed, so that an interruption never leaves half a data folder. */
async function initialise(folder: string, binaries: Binaries, account: Account): Promise<void> {
  const parent = dirname(folder)
  const draft = await mkdtemp(join(parent, `.${basename(folder)}-`))
  const data = join(draft, "data")
  const passwordFile = join(draft, "password")
  try {
    await mkdir(data, { mode: 0o700 })
    await writeFile(passwordFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 })
    const owner = await accountIds(account)
    if (owner) for (const path of [draft, data, passwordFile]) await chown(path, owner.uid, owner.gid)
    const [program, args] = wrap(account, binaries.initdb, [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      // Iterations guard a password that can be guessed; this one has 192 random bits, and tests connect often.
      "--set=scram_iterations=16",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=icu",
      "--icu-locale=und",
      "--no-sync",
      "--no-instructions",
    ])
    await run(program, args, { ...identity(account), cwd: "/", env: serverEnvironment() })
    await rename(passwordFile, join(data, PASSWORD_FILE))
    await rename(data, folder)
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

async function accountIds(account: Account): Promise<{ uid: number; gid: number } | undefined> {
  if (account.uid !== undefined && account.gid !== undefined) return { uid: account.uid, gid: account.gid }
  if (account.wrapper.length === 0) return undefined
  const [program, args] = wrap(account, "/bin/sh", ["-c", "id -u; id -g"])
  const [uid, gid] = (await run(program, args)).stdout.trim().split("\n").map(Number)
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
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
  const [program, args] = wrap(account, binaries.postgres, ["--single", "-D", folder, "postgres"])
  const setting = run(program, args, { ...identity(account), cwd: "/", env: serverEnvironment() })
  setting.child.stdin?.end(`ALTER ROLE ${SUPERUSER} PASSWORD '${password}'\n`)
  await setting
  await writeFile(file, `${password}\n`, { mode: 0o600 })
  await chmod(file, 0o600)
  const owner = await accountIds(account)
  if (owner) await chown(file, owner.uid, owner.gid)
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

/** A server's working directory is its data folder; where that cannot be read, its name has to do. */
async function servesFolder(pid: number, folder: string): Promise<boolean> {
  if (process.platform === "win32") return true
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
  if (cwd !== undefined) return cwd === (await realpath(folder))
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
