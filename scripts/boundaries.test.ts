import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, describe, expect, it } from "vitest"
import { brokenBoundaries, domainOrder, importsOf } from "./boundaries"

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

/** A repo with one file in it. */
function house(path: string, source: string): string {
  const root = mkdtempSync(join(tmpdir(), "alphas-house-"))
  made.push(root)
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), source)
  return root
}

describe("package boundaries", () => {
  it("hold in this repo", () => {
    expect(brokenBoundaries(fileURLToPath(new URL("..", import.meta.url)))).toEqual([])
  })

  it.each([
    ["packages/domain/src/a.ts", 'import { x } from "@alphas/db/x"'],
    ["packages/db/src/a.ts", 'import { x } from "@alphas/api/x"'],
    ["packages/auth/src/a.ts", 'import { x } from "@alphas/changes/x"'],
    ["packages/client/src/a.ts", 'import { x } from "@alphas/api/x"'],
    ["apps/web/src/features/a.tsx", 'import { x } from "@alphas/db/x"'],
    ["apps/cli/src/a.ts", 'const x = await import("@alphas/api/x")'],
    ["packages/db/src/a.ts", 'export { x } from "../../domain/src/x"'],
  ])("refuse in %s: %s", (path, source) => {
    expect(brokenBoundaries(house(path, source))).toHaveLength(1)
  })

  it.each([
    ["packages/api/src/tasks/a.ts", 'import { x } from "../schedule/x"'],
    ["packages/api/src/calendar/a.ts", 'import type { X } from "../tasks/x"'],
    ["packages/domain/src/campaigns/a.ts", 'import { x } from "../time/x"'],
    ["packages/api/src/no-domain/a.ts", 'import { x } from "../context"'],
    ["apps/web/src/features/clients/a.tsx", 'import { x } from "../campaigns/x"'],
    ["apps/web/src/data/a.ts", 'import { x } from "../feedback/x"'],
    ["apps/web/src/shell/a.tsx", 'import { x } from "../features/users/x"'],
    ["apps/web/src/no-folder/a.ts", 'import { x } from "../data/x"'],
  ])("refuse in %s a folder that comes later: %s", (path, source) => {
    expect(brokenBoundaries(house(path, source))).toHaveLength(1)
  })

  it.each([
    ["packages/api/src/schedule/a.ts", 'import { x } from "../tasks/x"\nimport { y } from "../context"'],
    ["packages/api/src/router.ts", 'import { x } from "./workload/x"'],
    [
      "apps/web/src/features/tasks/a.tsx",
      'import { x } from "../clients/x"\nimport { y } from "../../shell/y"',
    ],
    ["apps/web/src/app/a.tsx", 'import { x } from "../features/time/x"'],
    ["packages/api/src/tasks/a.test.ts", 'import { x } from "../schedule/x"'],
    ["packages/api/src/tasks/a.ts", 'import { x } from "@alphas/domain/schedule/x"'],
  ])("let pass in %s: %s", (path, source) => {
    expect(brokenBoundaries(house(path, source))).toEqual([])
  })

  it("give each domain one place", () => {
    expect(new Set(domainOrder).size).toBe(domainOrder.length)
  })

  it("let the client know the API by its types", () => {
    expect(
      brokenBoundaries(house("packages/client/src/a.ts", 'import type { R } from "@alphas/api/router"')),
    ).toEqual([])
  })

  it("see imports that go over several lines", () => {
    expect(importsOf('import {\n  a,\n  type B,\n} from "@alphas/db/x"\nimport "./y"')).toEqual([
      { from: "@alphas/db/x", typesOnly: false },
      { from: "./y", typesOnly: false },
    ])
  })
})
