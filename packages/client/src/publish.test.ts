import { execFile } from "node:child_process"
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest"
import { makePackage } from "../build/publish"
import type { AppRouter as Published } from "./published-router"
import type { AppRouter } from "./router"
import { TestServer } from "./test-server"

const run = promisify(execFile)
const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url))
let folder: string
let installed: string

/** A project of somebody else's: the packed package, and what it depends on. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphas-client-"))
  const made = join(folder, "made")
  await makePackage(made)
  await run("npm", ["pack", "--silent", "--pack-destination", folder, made], { cwd: folder })
  const archive = (await readdir(folder)).find((name) => name.endsWith(".tgz"))
  if (archive === undefined) throw new Error("npm pack left no archive.")
  installed = join(folder, "node_modules", "@alphas", "client")
  await mkdir(installed, { recursive: true })
  await run("tar", ["-xzf", join(folder, archive), "-C", installed, "--strip-components=1"])
  await symlink(join(modules, "@trpc"), join(folder, "node_modules", "@trpc"))
  await symlink(join(modules, "ws"), join(folder, "node_modules", "ws"))
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }))
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the compiler has to say about a program that uses the package, `file(line,column): error …` a line. */
async function complaints(name: string, program: string, skipLibCheck = false): Promise<string[]> {
  const compilerOptions = {
    target: "ES2022",
    lib: ["ES2022", "DOM"],
    module: "nodenext",
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck,
    noEmit: true,
  }
  await writeFile(join(folder, name), program)
  const config = join(folder, `${name}.json`)
  await writeFile(config, JSON.stringify({ compilerOptions, files: [name] }))
  const compiler = join(modules, "typescript", "bin", "tsc")
  const { stdout } = await run(process.execPath, [compiler, "-p", config, "--pretty", "false"], {
    cwd: folder,
  }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? String(error) }))
  return stdout.split("\n").filter((line) => line.includes("error"))
}

test("it holds no server: no database, no path into the repository, nothing of Node", async () => {
  const files = (await readdir(installed)).filter((name) => /\.(js|d\.ts)$/.test(name))
  const texts = await Promise.all(files.map((name) => readFile(join(installed, name), "utf8")))
  const imports = texts.flatMap((text) =>
    [...text.matchAll(/(?:from |import\()"([^"]+)"/g)].map((match) => match[1]),
  )
  expect(new Set(imports.filter((name) => !name?.startsWith("./")))).toEqual(
    new Set(["@trpc/client", "@trpc/server", "@trpc/server/observable", "ws"]),
  )
  expect(texts.join("\n")).not.toMatch(/drizzle|postgres|node:|ioredis|@alphas\/(api|domain|db|auth)|lucia/i)
})

test("a strict program that uses it compiles without types of tRPC or Node, libraries checked too", async () => {
  const found = await complaints(
    "sample.ts",
    `import { type Alphas, AlphasError, createAlphas } from "@alphas/client"
     const alphas: Alphas = createAlphas({ url: "https://alphas.example", token: "alp_x" })
     const page = await alphas.clients.list.query({ status: ["active"], limit: 5 })
     const names: string[] = page.items.map((client) => client.name)
     const next: string | null = page.nextCursor
     const { id, version } = await alphas.clients.create.mutate({ name: "Northwind" })
     await alphas.clients.archive.mutate({ id, version }, { context: { idempotencyKey: "mine" } })
     await alphas.clients.facets.query()
     try {
       await alphas.clients.get.query({ id }, { signal: AbortSignal.timeout(1000) })
     } catch (error) {
       if (error instanceof AlphasError && error.reason === "stale_version") console.log(error.current, error.fields.name)
     }
     console.log(names, next)`,
  )
  expect(found).toEqual([])
})

test("wrong names, inputs and uses of answers do not compile", async () => {
  const wrong = [
    `alphas.clients.lst.query({})`,
    `alphas.clients.list.query({ status: ["aktiv"] })`,
    `alphas.clients.list.query({ limit: "5" })`,
    `alphas.clients.list.query({ page: 2 })`,
    `alphas.clients.list.mutate({})`,
    `alphas.clients.create.mutate({ city: "Berlin" })`,
    `alphas.clients.get.query()`,
    `alphas.clients.list.query({}).then(({ items }) => items[0]!.nme)`,
    `createAlphas({ token: "alp_x" })`,
  ]
  const head = `import { createAlphas } from "@alphas/client"; const alphas = createAlphas({ url: "https://a.example" })`
  const found = await complaints("wrong.ts", [head, ...wrong, "export {}"].join("\n"))
  const lines = found.map((line) => Number(/^wrong\.ts\((\d+),/.exec(line)?.[1]))
  expect(lines).toEqual(wrong.map((_, index) => index + 2))
})

test("tRPC's own client takes the links and the router's type", async () => {
  const found = await complaints(
    "trpc.ts",
    `import { createTRPCClient } from "@trpc/client"
     import { alphasLinks, type AppRouter } from "@alphas/client/trpc"
     const client = createTRPCClient<AppRouter>({ links: alphasLinks({ url: "https://alphas.example" }) })
     const { items } = await client.clients.list.query({ limit: 5 })
     export const names: string[] = items.map((item) => item.name)
     // @ts-expect-error a field that does not exist
     client.clients.list.query({ page: 2 })`,
    // tRPC's own declarations do not stand the check; they take those of ws for the old ones.
    true,
  )
  expect(found).toEqual([])
})

test("the published router takes and gives what the server's does", () => {
  // Held by the compiler.
  expectTypeOf<inferRouterInputs<Published>>().toEqualTypeOf<inferRouterInputs<AppRouter>>()
  expectTypeOf<inferRouterOutputs<Published>>().toEqualTypeOf<inferRouterOutputs<AppRouter>>()
})

test("it runs in plain Node as it was packed", async () => {
  const server = await TestServer.start()
  await writeFile(
    join(folder, "program.js"),
    `import { createAlphas } from "@alphas/client"
     const alphas = createAlphas({ url: process.argv[2], token: "alp_x" })
     console.log(await alphas.whoAmI.query())
     const { unsubscribe } = alphas.ticks.subscribe({}, { onData: ({ data }) => { console.log(data.number); unsubscribe() } })`,
  )
  server.state.tick()
  const { stdout } = await run(process.execPath, ["program.js", server.url], { cwd: folder })
  expect(stdout).toBe("alp_x\n1\n")
  await server.stop()
})
