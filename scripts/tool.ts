import { spawnSync } from "node:child_process"
import { join } from "node:path"

/** Runs a tool that npm has installed: what it complains of, and nothing only when it ended well. */
export function runTool(root: string, name: string, args: string[]): string[] {
  const { status, signal, error, stdout, stderr } = spawnSync(
    join(root, "node_modules", ".bin", name),
    args,
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0" },
    },
  )
  if (status === 0) return []
  // A tool that is not there, or was killed, has said nothing and is no less of a failure.
  const ending = error === undefined ? `${name} ended with ${status ?? signal}.` : `${name}: ${error.message}`
  return [stdout, stderr, ending].map((text) => text?.trim() ?? "").filter((text) => text !== "")
}
