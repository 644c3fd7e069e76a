import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { afterEach, expect, test, vi } from "vitest"
import { findChromium, fromPackage } from "./chromium"

const run = promisify(execFile)

afterEach(() => {
  vi.unstubAllEnvs()
})

test("CHROMIUM_PATH comes first, and a wrong one is said", async () => {
  vi.stubEnv("CHROMIUM_PATH", process.execPath)
  expect((await findChromium()).executablePath).toBe(process.execPath)
  vi.stubEnv("CHROMIUM_PATH", "/nonexistent/chromium")
  await expect(findChromium()).rejects.toThrow("CHROMIUM_PATH names /nonexistent/chromium")
})

test.runIf(process.platform === "linux" && process.arch === "x64")(
  "without one on the PATH, the package's runs, from a folder of its own",
  async () => {
    vi.stubEnv("CHROMIUM_PATH", "")
    vi.stubEnv("PATH", "/nonexistent")
    const found = await findChromium()
    expect(found.executablePath).toContain("node_modules/.cache/alphas-chromium-")
    expect(await fromPackage()).toEqual(found)
    const { stdout } = await run(found.executablePath, ["--version"], {
      env: { ...process.env, ...found.env },
    })
    expect(stdout).toMatch(/\d+\.\d+/)
  },
)
