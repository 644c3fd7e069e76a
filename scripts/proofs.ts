import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { runNode, wasInterrupted } from "./children"
import { explain, table } from "./console"
import { startTestServers } from "./test-servers"

const root = fileURLToPath(new URL("..", import.meta.url))

/** The programs of `proofs/<kind>`, each with the first line of the comment at its top. */
async function programs(kind: "prove" | "bench"): Promise<{ name: string; about: string }[]> {
  const folder = join(root, "proofs", kind)
  const files = (await readdir(folder).catch(() => [])).filter((file) => /^[a-z0-9-]+\.ts$/.test(file)).sort()
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), "utf8")
      const about = /\/\*\*\s*\*?\s*(.+?)\s*(?:\*\/|\n)/.exec(text)?.[1] ?? ""
      return { name: file.slice(0, -".ts".length), about }
    }),
  )
}

async function main(kind: "prove" | "bench", allByDefault: boolean): Promise<number> {
  const [wanted, ...args] = process.argv.slice(2)
  const known = await programs(kind)
  if (wanted === undefined && !allByDefault) {
    console.log(`npm run ${kind} -- NAME [arguments]\n`)
    for (const line of table(known.map(({ name, about }) => [`  ${name}`, about]))) console.log(line)
    return 0
  }
  if (wanted !== undefined && !known.some(({ name }) => name === wanted)) {
    console.error(
      `There is no ${kind} named ${wanted}. There are: ${known.map(({ name }) => name).join(", ") || "none"}.`,
    )
    return 2
  }
  const names = wanted === undefined ? known.map(({ name }) => name) : [wanted]
  const servers = await startTestServers({ durable: true })
  const fellShort: string[] = []
  try {
    for (const name of names) {
      if (names.length > 1) console.log(`\n${name}`)
      const program = join(root, "proofs", kind, `${name}.ts`)
      const code = await runNode(["--import", "tsx", program, ...args], {
        cwd: root,
        env: { ...process.env, ...servers.env },
      })
      if (wasInterrupted(code)) return code
      if (code !== 0) fellShort.push(name)
    }
  } finally {
    await servers.stop()
  }
  if (names.length > 1 && fellShort.length > 0) console.log(`\nFell short: ${fellShort.join(", ")}.`)
  return fellShort.length > 0 ? 1 : 0
}

/**
 * Runs one program of `proofs/<kind>` on a PostgreSQL that waits for the disk and, where there is one, a Redis:
 * ALPHAS_TEST_POSTGRES and ALPHAS_TEST_REDIS. Without a name it runs all of them or lists them.
 */
export async function runProofs(kind: "prove" | "bench", withoutName: "all" | "list"): Promise<void> {
  try {
    process.exitCode = await main(kind, withoutName === "all")
  } catch (error) {
    console.error(explain(error))
    process.exitCode = 1
  }
}
