import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"

/** The secret in a file that only its owner may read; a new one (256 bits) when there is none yet. */
export function keptSecret(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 })
  }
  return readFileSync(file, "utf8").trim()
}
