import { fchmodSync, openSync, statSync } from "node:fs"

/**
 * Opens a log to write at its end; it is emptied first when it has grown past 10 MB, or when `anew` says so. Nobody else
 * may read it, whatever its permissions were before.
 */
export function openLog(path: string, anew = false): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const log = openSync(path, anew || size > 10_000_000 ? "w" : "a", 0o600)
  fchmodSync(log, 0o600)
  return log
}
