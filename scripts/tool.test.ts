import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { runTool } from "./tool"

const root = mkdtempSync(join(tmpdir(), "alphas-tool-"))
mkdirSync(join(root, "node_modules/.bin"), { recursive: true })
afterAll(() => rmSync(root, { recursive: true }))

function tool(name: string, script: string): string {
  const file = join(root, "node_modules/.bin", name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return name
}

test("a tool that ends well has nothing to complain of, whatever it prints", () => {
  expect(runTool(root, tool("fine", "echo all is well"), [])).toEqual([])
})

test("a tool that ends badly is a failure also when it says nothing, was killed or is not there", () => {
  expect(runTool(root, tool("loud", "echo wrong; exit 2"), [])).toEqual(["wrong", "loud ended with 2."])
  expect(runTool(root, tool("silent", "exit 1"), [])).toEqual(["silent ended with 1."])
  expect(runTool(root, tool("killed", "kill -9 $$"), [])).toEqual(["killed ended with SIGKILL."])
  expect(runTool(root, "absent", [])).toEqual([expect.stringMatching(/^absent: .*ENOENT/)])
})
