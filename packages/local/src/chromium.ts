import { execFile } from "node:child_process"
import { accessSync, constants, existsSync } from "node:fs"
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { delimiter, dirname, join } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

export interface Chromium {
  executablePath: string
  /** Flags for automation that keep the browser off the network; to be added to what the driver passes. */
  args: string[]
  /** The environment to start it with, where the browser needs more than this process's own. */
  env?: Record<string, string>
}

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** The first has no window to draw, which is a fifth of what the tests take. */
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
]
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/**
 * The browser for the tests: CHROMIUM_PATH, else the system's Chromium or Chrome, else the one in the npm package
 * `@sparticuz/chromium` (Linux on x64), unpacked once below node_modules. Throws a sentence that names what to
 * install when there is none.
 */
export async function findChromium(): Promise<Chromium> {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted) {
    if (!isProgram(wanted))
      throw new Error(`CHROMIUM_PATH names ${wanted}, which is not a program that can be run.`)
    return { executablePath: wanted, args: ARGS }
  }
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean)
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC]
  const found = candidates.find(isProgram)
  if (found) return { executablePath: found, args: ARGS }
  if (process.platform === "linux" && process.arch === "x64") return fromPackage()
  throw new Error(
    "The browser tests need Chromium, and none was found. " +
      "Install Chromium or Google Chrome, or set CHROMIUM_PATH to one that you have.",
  )
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The package's Chromium, and its own libraries and fonts where the system has none. */
export async function fromPackage(): Promise<Chromium> {
  const folder = await unpacked()
  const executablePath = join(folder, "chromium")
  const env: Record<string, string> = {}
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_PATH = join(folder, "fonts")
  const starts = () => run(executablePath, ["--version", "--no-sandbox"], { env: { ...process.env, ...env } })
  const plain = await starts().catch(() => undefined)
  if (!plain) {
    env.LD_LIBRARY_PATH = join(folder, "al2023", "lib")
    await starts().catch((error: Error) => {
      throw new Error(
        `The Chromium from npm does not run on this system (${error.message.trim().split("\n").at(-1)}). ` +
          "Install Chromium (on Debian: apt-get install chromium), or set CHROMIUM_PATH.",
      )
    })
  }
  const args = [...ARGS, "--no-zygote"]
  return Object.keys(env).length > 0 ? { executablePath, args, env } : { executablePath, args }
}

/**
 * The package unpacks into TMPDIR under fixed names, where anybody may put something first, and adds its
 * libraries only inside AWS Lambda. So it is told that both are so while it unpacks into a folder of our own,
 * which gets its name when it is complete.
 */
async function unpacked(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium")
  const at = join("node_modules", "@sparticuz", "chromium")
  const modules = entry.slice(0, entry.lastIndexOf(at) + "node_modules".length)
  const manifest = await readFile(join(modules, "@sparticuz", "chromium", "package.json"), "utf8")
  const version = /"version": *"([\w.-]+)"/.exec(manifest)?.[1] ?? "unknown"
  const folder = join(modules, ".cache", `alphas-chromium-${version}`)
  if (existsSync(folder)) return folder
  const { default: packaged } = await import("@sparticuz/chromium")
  await mkdir(dirname(folder), { recursive: true })
  const draft = await mkdtemp(`${folder}-`)
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env
  process.env.TMPDIR = draft
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x"
  try {
    await packaged.executablePath()
    await rename(draft, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error
    })
  } finally {
    restore("TMPDIR", TMPDIR)
    restore("AWS_EXECUTION_ENV", AWS_EXECUTION_ENV)
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}
