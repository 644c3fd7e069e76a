import { createHash, randomUUID } from "node:crypto"
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { build } from "esbuild"

const bundles = new Map<string, Promise<string>>()
const day = 86_400_000

/**
 * Puts a program into one file, whose path it returns: Node starts that in a fifth of the time that the sources take
 * through tsx, and tests start programs often. `code` is what the program does, written as if it stood in the folder
 * `home`. The file is in `home/dist`; its name is that of its content, so that it can be left there and taken again.
 */
export function bundle(home: string, code: string): Promise<string> {
  const key = `${home}\0${code}`
  let made = bundles.get(key)
  if (made === undefined) {
    made = make(home, code)
    bundles.set(key, made)
  }
  return made
}

async function make(home: string, code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: home, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    // What holds machine code cannot be put into the file; what is large and seldom needed stays beside it.
    external: ["@node-rs/argon2", "pdfkit"],
    // Packages that are CommonJS ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    write: false,
    logLevel: "error",
  })
  const text = outputFiles[0]?.contents
  if (text === undefined) throw new Error(`esbuild made nothing of the program in ${home}.`)
  const folder = join(home, "dist")
  await mkdir(folder, { recursive: true })
  const file = join(folder, `tests-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.mjs`)
  // Written beside its place and renamed, so that no other process takes half of it.
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, text)
  await rename(draft, file)
  await removeOld(folder)
  return file
}

/** Removes what earlier sources left behind; not the youngest, which another run may be using. */
async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith("tests-")) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined) // another process was faster
    if (found !== undefined && Date.now() - found.mtimeMs > day) await rm(path, { force: true })
  }
}
