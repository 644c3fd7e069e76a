import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { runNode, wasInterrupted } from "./children"
import { explain } from "./console"
import { sum, type Tally, tallyPlaywright, tallyVitest } from "./tally"
import { runBrowserTests } from "./test-browser"
import { startTestServers, type TestServers } from "./test-servers"

const root = fileURLToPath(new URL("..", import.meta.url))
const OURS = ["--e2e", "--coverage"]

/**
 * `npm test [vitest's arguments] [e2e/NAME] [--e2e] [--coverage]`: unit tests, then browser tests. With arguments for
 * vitest only the former, with e2e/NAME only the browser tests of such files. The last line is `N passed, N failed`.
 */
async function main(): Promise<number> {
  const given = process.argv.slice(2)
  const filters = given.filter((argument) => !OURS.includes(argument) && !argument.startsWith("e2e/"))
  const pages = given.filter((argument) => argument.startsWith("e2e/"))
  const folder = await mkdtemp(join(tmpdir(), "alphas-test-run-"))
  const began = Date.now()
  let servers: TestServers | undefined
  try {
    servers = await startTestServers()
    const env = { ...process.env, ...servers.env }
    const tallies: Tally[] = []

    if (filters.length > 0 || pages.length === 0) {
      const report = join(folder, "unit.json")
      const vitest = join(root, "node_modules/vitest/vitest.mjs")
      const covered = given.includes("--coverage") || (process.env.CI && filters.length === 0)
      const flags = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]
      const args = [vitest, ...flags, ...(covered ? ["--coverage"] : []), ...filters]
      const code = await runNode(args, { cwd: root, env })
      tallies.push(tallyVitest(report, code))
      if (wasInterrupted(code)) return code
    }

    const config = join(root, "apps/web/playwright.config.ts")
    const wanted = filters.length === 0 || pages.length > 0 || given.includes("--e2e")
    if (existsSync(config) && wanted) {
      const report = join(folder, "browser.json")
      const playwright = createRequire(config).resolve("@playwright/test/cli")
      const code = await runBrowserTests({ root, folder, env, config, playwright, pages, report }).catch(
        (error: unknown) => {
          console.error(`The browser tests could not run. ${explain(error)}`)
          return 1
        },
      )
      if (wasInterrupted(code)) return code
      tallies.push(tallyPlaywright(report, code))
    }

    const { passed, failed, skipped } = sum(tallies)
    const seconds = Math.round((Date.now() - began) / 1000)
    console.log(`\nTests ran for ${seconds} s.${skipped > 0 ? ` ${skipped} were skipped.` : ""}`)
    if (passed + failed === 0) console.log("No test ran: nothing matches, or there are none.")
    console.log(`${passed} passed, ${failed} failed`)
    return failed > 0 || passed === 0 ? 1 : 0
  } finally {
    await servers?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(explain(error))
  console.log("0 passed, 1 failed")
  process.exitCode = 1
}
