import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { homedir } from "node:os"
import { dirname, join } from "node:path"
import { usage } from "./failure"

/** What `alphas login` leaves behind. */
export interface Configuration {
  url: string
  wsUrl?: string
  token: string
  /** To revoke the token by; unknown for one that was given. */
  tokenId?: string
}

/** @throws when the text is not what `alphas login` writes. */
function parse(text: string): Configuration {
  const { url, wsUrl, token, tokenId } = JSON.parse(text) as Record<string, unknown> // looked at below
  if (typeof url !== "string" || typeof token !== "string") throw new TypeError("url or token is missing")
  return {
    url,
    token,
    ...(typeof wsUrl === "string" ? { wsUrl } : {}),
    ...(typeof tokenId === "string" ? { tokenId } : {}),
  }
}

/** `~/.config/alphas/config.json`, or where the XDG Base Directory Specification puts it. */
export function configurationPath(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CONFIG_HOME
  return join(base?.startsWith("/") ? base : join(homedir(), ".config"), "alphas", "config.json")
}

/** What is stored; null when nobody has signed in. @throws Failure when the file is damaged. */
export async function readConfiguration(path: string): Promise<Configuration | null> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null
    throw usage(`${path} cannot be read: ${error.message}.`)
  })
  if (text === null) return null
  try {
    return parse(text)
  } catch {
    throw usage(`${path} is damaged. Delete it and sign in again with: alphas login`)
  }
}

/** Stores it for its owner's eyes only, whole or not at all. */
export async function writeConfiguration(path: string, configuration: Configuration): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${process.pid}`
  await writeFile(fresh, `${JSON.stringify(configuration, null, 2)}\n`, { mode: 0o600, flag: "wx" })
  await chmod(fresh, 0o600)
  await rename(fresh, path)
}

/** Forgets it; nothing happens when there is nothing. */
export const removeConfiguration = (path: string): Promise<void> => rm(path, { force: true })
