import { createRequire } from "node:module"
import { join } from "node:path"

/**
 * How Node runs Turborepo with these arguments: without telemetry, without a look for a newer version, and with no cache
 * but the one in `.turbo/`. The version of Node counts for what is cached.
 */
export function turbo(
  root: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): { args: string[]; env: NodeJS.ProcessEnv } {
  return {
    args: [createRequire(join(root, "package.json")).resolve("turbo/bin/turbo"), ...args, "--cache=local:rw"],
    env: {
      ...env,
      TURBO_TELEMETRY_DISABLED: "1",
      TURBO_NO_UPDATE_NOTIFIER: "1",
      TURBO_PRINT_VERSION_DISABLED: "1",
      ALPHAS_NODE_VERSION: process.version,
    },
  }
}
