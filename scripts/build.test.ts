import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { hashSources } from "./build"

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "alphas-build-"))
  write("package-lock.json", "{}")
  write("apps/web/src/page.tsx", "one")
  write("packages/domain/src/money.ts", "two")
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

test("the same contents need no new build, whenever they were written", () => {
  const before = hashSources(root)
  utimesSync(join(root, "apps/web/src/page.tsx"), 1, 1)
  write("apps/web/.next/BUILD_ID", "x")
  write("apps/web/src/page.test.tsx", "x")
  write("apps/web/node_modules/x/index.js", "x")
  expect(hashSources(root)).toBe(before)
})

test.each([
  "apps/web/src/page.tsx",
  "packages/domain/src/money.ts",
  "package-lock.json",
  "packages/domain/src/new.ts",
])("a change of %s needs one", (path) => {
  const before = hashSources(root)
  write(path, "changed")
  expect(hashSources(root)).not.toBe(before)
})
