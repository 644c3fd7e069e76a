import { execFile } from "node:child_process"
import { stat } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

/** As whom the PostgreSQL programs run; empty for whoever runs this process. */
export type Account = { uid: number; gid: number } | Record<string, never>

/**
 * PostgreSQL refuses to run as root, so root hands it to the owner of the data folder, else to the system's
 * `postgres`, else to `nobody`. No account is made.
 */
export async function chooseAccount(folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {}
  return (await ownerOf(folder)) ?? (await systemAccount())
}

/** The owner of a data folder that exists, unless it is root. */
async function ownerOf(folder: string): Promise<Account | undefined> {
  const found = await stat(join(folder, "base")).catch(() => undefined)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

async function systemAccount(): Promise<Account> {
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

/**
 * Where a PostgreSQL program is started, and what it is given as its data folder. Another account may not be allowed
 * to enter the folders above, such as root's home. But a working directory is entered before root's rights are given
 * up, and Linux leads `/proc/self/cwd` there without passing the folders above again.
 */
export function dataFolder(folder: string, account: Account): { cwd: string; data: string } {
  return account.uid !== undefined && process.platform === "linux"
    ? { cwd: folder, data: "/proc/self/cwd" }
    : { cwd: "/", data: folder }
}
