import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { build } from "esbuild"
import { writeOutProcedures } from "./procedures"

const folder = fileURLToPath(new URL("..", import.meta.url))
const root = join(folder, "..", "..")
const compiler = join(root, "node_modules", "typescript", "bin", "tsc")

/** What the published package offers to import, by name. */
const entries = { ".": "client", "./trpc": "trpc" }

/**
 * Makes the package as it is published, in `target`: ES modules, declarations that hold no server and no path into
 * it, a package.json of its own. `npm publish` (or `npm pack`) that folder.
 *
 * @throws Error when the server's types cannot be written out, or what was written out does not compile.
 */
export async function makePackage(target: string): Promise<void> {
  await mkdir(target, { recursive: true })
  for (const name of await readdir(target)) {
    if (!name.startsWith(".stage-")) await rm(join(target, name), { recursive: true })
  }
  // In this folder, so that the compiler finds the same packages from there; in dist, where nobody else looks.
  const dist = join(folder, "dist")
  await mkdir(dist, { recursive: true })
  const stage = await mkdtemp(join(dist, ".stage-"))
  try {
    await copySources(stage)
    const modules = Object.values(entries).map((name) => join(stage, `${name}.ts`))
    await build({
      absWorkingDir: stage,
      entryPoints: modules,
      outdir: target,
      bundle: true,
      splitting: true,
      packages: "external",
      platform: "neutral",
      format: "esm",
      target: "es2022",
      logLevel: "silent",
    })
    await emitDeclarations(stage, target)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
  await writeFile(join(target, "package.json"), `${JSON.stringify(await manifest(), null, 2)}\n`)
  await cp(join(folder, "README.md"), join(target, "README.md"))
  await cp(join(root, "LICENSE"), join(target, "LICENSE"))
}

/** The sources with the server's types written out, and imports as Node wants them. */
async function copySources(stage: string): Promise<void> {
  const names = await readdir(join(folder, "src"))
  for (const name of names.filter((each) => !/\.test\.ts$|^test-|^published-/.test(each))) {
    const source =
      name === "procedures.ts"
        ? writeOutProcedures(folder)
        : await readFile(join(folder, "src", name === "router.ts" ? "published-router.ts" : name), "utf8")
    await writeFile(join(stage, name), source.replace(/(from|import\() ?"(\.\/[\w-]+)"/g, '$1 "$2.js"'))
  }
}

async function emitDeclarations(stage: string, target: string): Promise<void> {
  const config = join(stage, "tsconfig.json")
  const compilerOptions = {
    module: "nodenext",
    moduleResolution: "nodenext",
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: stage,
    outDir: target,
  }
  const files = Object.values(entries).map((name) => `${name}.ts`)
  await writeFile(join(stage, "package.json"), JSON.stringify({ type: "module" }))
  await writeFile(
    config,
    JSON.stringify({ extends: join(root, "tsconfig.base.json"), compilerOptions, files }),
  )
  await promisify(execFile)(process.execPath, [compiler, "-p", config]).catch(
    (error: { stdout?: string }) => {
      throw new Error(`The published declarations do not compile:\n${error.stdout ?? ""}`, { cause: error })
    },
  )
}

async function manifest(): Promise<object> {
  const source = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    name: string
    version: string
    description: string
    license: string
    dependencies: Record<string, string>
  }
  const { name, version, description, license, dependencies } = source
  const exports = Object.fromEntries(
    Object.entries(entries).map(([path, module]) => [
      path,
      { types: `./${module}.d.ts`, default: `./${module}.js` },
    ]),
  )
  const engines = { node: ">=20.19" }
  return {
    name,
    version,
    description,
    license,
    type: "module",
    sideEffects: false,
    engines,
    exports,
    dependencies,
  }
}
