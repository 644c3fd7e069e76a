import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, expect, test } from "vitest"
import { hashSources } from "./build"

const ours = fileURLToPath(new URL("..", import.meta.url))

/** A little repository with our turbo.json, without git. */
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "alphas-build-"))
  const project = (name: string, dependencies = {}) =>
    JSON.stringify({ name, version: "0.1.0", scripts: { build: "true" }, dependencies })
  write(
    "package.json",
    JSON.stringify({ name: "alphas", packageManager: "npm@10.9.4", workspaces: ["packages/*", "apps/*"] }),
  )
  write("package-lock.json", lockFile("1.0.0"))
  write("apps/web/package.json", project("@alphas/web", { "@alphas/domain": "0.1.0", left: "^1.0.0" }))
  write("apps/web/src/page.tsx", "one")
  write("packages/domain/package.json", project("@alphas/domain"))
  write("packages/domain/src/money.ts", "two")
  for (const name of ["turbo.json", "tsconfig.base.json", ".gitignore"])
    cpSync(join(ours, name), join(root, name))
  symlinkSync(join(ours, "node_modules/turbo"), join(root, "node_modules/turbo"))
})
afterEach(() => rmSync(root, { recursive: true }))

/** What npm writes for the two workspaces and one package from outside. */
function lockFile(version: string): string {
  return JSON.stringify({
    name: "alphas",
    lockfileVersion: 3,
    packages: {
      "": { name: "alphas", workspaces: ["packages/*", "apps/*"] },
      "apps/web": {
        name: "@alphas/web",
        version: "0.1.0",
        dependencies: { "@alphas/domain": "0.1.0", left: "^1.0.0" },
      },
      "node_modules/@alphas/domain": { resolved: "packages/domain", link: true },
      "node_modules/@alphas/web": { resolved: "apps/web", link: true },
      "node_modules/left": { version },
      "packages/domain": { name: "@alphas/domain", version: "0.1.0" },
    },
  })
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  mkdirSync(join(root, "node_modules"), { recursive: true })
  writeFileSync(join(root, path), text)
}

test("the same contents need no new build, whenever they were written, and other code does not count", async () => {
  const before = await hashSources(root, process.env)
  utimesSync(join(root, "apps/web/src/page.tsx"), 1, 1)
  for (const path of [".next/BUILD_ID", "src/page.test.tsx", "node_modules/x/index.js", "e2e/page.spec.ts"]) {
    write(`apps/web/${path}`, "x")
  }
  write("packages/domain/src/money.test.ts", "x")
  write("packages/other/package.json", JSON.stringify({ name: "@alphas/other", version: "0.1.0" }))
  write("packages/other/src/other.ts", "x")
  expect(await hashSources(root, { ...process.env, HOME: "/nonexistent", OTHER: "x" })).toBe(before)
})

test.each([
  ["apps/web/src/page.tsx", "changed"],
  ["packages/domain/src/money.ts", "changed"],
  ["packages/domain/src/new.ts", "new"],
  ["package-lock.json", lockFile("1.0.1")],
  ["tsconfig.base.json", "{}"],
  ["apps/web/next.config.ts", "changed"],
])("a change of %s needs one", async (path, text) => {
  const before = await hashSources(root, process.env)
  write(path, text)
  expect(await hashSources(root, process.env)).not.toBe(before)
})

test("so does a variable that the pages are built with", async () => {
  const before = await hashSources(root, process.env)
  expect(await hashSources(root, { ...process.env, NEXT_PUBLIC_NAME: "x" })).not.toBe(before)
})
