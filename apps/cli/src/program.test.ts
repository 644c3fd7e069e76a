import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

test("the command of the package starts the program from its sources", () => {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const { version, bin } = JSON.parse(readFileSync(at("../package.json"), "utf8"))
  expect(execFileSync(at(`../${bin.alphas}`), ["--version"], { encoding: "utf8" })).toBe(`${version}\n`)
})
