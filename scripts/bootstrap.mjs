// Runs on a bare clone with nothing but Node: installs what package-lock.json names, then runs
// scripts/<command>.ts in this same process, so that signals and the exit code need no passing on.
import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const COMMANDS = ["start", "dev", "test", "check", "prove", "bench", "seed", "export"]
const NEEDED = [20, 19]

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, "node_modules")
const marker = join(modules, ".alphas-lock-hash")

const [command, ...args] = process.argv.slice(2)
refuseOldNode()
if (!COMMANDS.includes(command)) {
  fail(`Say what to run: node scripts/bootstrap.mjs <${COMMANDS.join("|")}> [arguments]`, 2)
}
process.chdir(root)
const lockHash = hashOfLock()
if (!isInstalled()) await install()
endWithNpm()
await run()

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number)
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return
  fail(
    `Alphas needs Node ${NEEDED.join(".")} or newer, and this is Node ${process.versions.node}. Get a newer one from https://nodejs.org and run the command again.`,
    1,
  )
}

/** Undefined without a lock file. The system is part of it: some packages carry programs for one system only. */
function hashOfLock() {
  const lock = join(root, "package-lock.json")
  if (!existsSync(lock)) return undefined
  return createHash("sha256")
    .update(readFileSync(lock))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex")
}

function isInstalled() {
  if (!existsSync(join(modules, "tsx"))) return false
  if (lockHash === undefined) return true
  if (existsSync(marker)) return readFileSync(marker, "utf8") === lockHash
  if (!installedByHand()) return false
  writeFileSync(marker, lockHash)
  return true
}

/** True when somebody ran npm himself and it put there what the lock file names; npm keeps a list of it. */
function installedByHand() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages
    const found = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")).packages
    return Object.entries(wanted).every(([path, entry]) => {
      if (!path.includes("node_modules/") || entry.link) return true
      const there = found[path]
      return there ? there.version === entry.version : Boolean(entry.optional || entry.peer)
    })
  } catch {
    return false
  }
}

/**
 * A fresh `npm ci` when there is nothing yet and in CI, else only what changed. Some npm versions refuse a lock
 * file that lacks an optional package of another system, which `npm install` takes as it is.
 */
async function install() {
  const fresh = lockHash !== undefined && (process.env.CI || !existsSync(modules))
  let { code, output } = await npm(fresh ? "ci" : "install")
  if (code !== 0 && fresh && output.includes("EUSAGE")) {
    console.log("npm ci refuses the lock file; trying npm install, which keeps to its versions as well.")
    ;({ code, output } = await npm("install"))
  }
  if (code !== 0) {
    const told = output.trim().split("\n").slice(0, 30).join("\n")
    fail(`${told}\n\nnpm could not install the packages; what it said is above. Nothing was started.`, 1)
  }
  const hash = hashOfLock()
  if (hash) writeFileSync(marker, hash)
}

/** Runs npm with a line that counts the seconds. */
async function npm(verb) {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const tty = process.stdout.isTTY
  const say = (text) => process.stdout.write(tty ? `\r\x1b[K${text}` : `${text}\n`)
  const line = `Installing the packages (npm ${verb}) …`
  say(line)
  const ticking = setInterval(() => say(`${line} ${seconds()} s`), tty ? 1000 : 10_000)
  const flags = ["--no-audit", "--no-fund", "--include=dev", "--include=optional"]
  const result = await spawnNpm([verb, ...flags])
  clearInterval(ticking)
  if (result.code === 0) say(`Installed the packages in ${seconds()} s.`)
  if (tty) process.stdout.write("\n")
  return result
}

function spawnNpm(parameters) {
  const path = process.env.npm_execpath
  const known = path && basename(path).startsWith("npm-cli")
  const windows = process.platform === "win32"
  // A group of its own, to which each signal is passed on once: Ctrl-C reaches only us, as what somebody sends us does.
  const options = { stdio: ["ignore", "pipe", "pipe"], detached: !windows }
  const child = known
    ? spawn(process.execPath, [path, ...parameters], options)
    : spawn(windows ? "npm.cmd" : "npm", parameters, { ...options, shell: windows })
  let ended
  const pass = (signal) => {
    ended = signal
    if (!windows) process.kill(-child.pid, signal)
    else if (signal !== "SIGINT") child.kill(signal)
  }
  process.on("SIGINT", pass).on("SIGTERM", pass)
  return new Promise((resolve) => {
    let output = ""
    child.stdout.on("data", (chunk) => {
      output += chunk
    })
    child.stderr.on("data", (chunk) => {
      output += chunk
    })
    const settle = () => process.off("SIGINT", pass).off("SIGTERM", pass)
    child.on("error", (error) => {
      settle()
      resolve({ code: 1, output: `npm could not be run: ${error.message}` })
    })
    child.on("close", (code) => {
      settle()
      if (ended) fail("Nothing was started.", ended === "SIGINT" ? 130 : 143)
      resolve({ code, output })
    })
  })
}

/** npm passes SIGTERM on to a shell, which ends without us; so the end of npm counts as the signal. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const look = () => {
    if (process.ppid === parent) return
    clearInterval(looking)
    process.kill(process.pid, "SIGTERM")
  }
  const looking = setInterval(look, 500)
  looking.unref()
}

async function run() {
  const script = join(root, "scripts", `${command}.ts`)
  if (!existsSync(script)) fail(`There is no scripts/${command}.ts.`, 2)
  process.argv = [process.argv[0], script, ...args]
  const { register } = await import("tsx/esm/api")
  register()
  await import(pathToFileURL(script).href)
}

function fail(text, code) {
  process.stderr.write(`${text}\n`)
  process.exit(code)
}
