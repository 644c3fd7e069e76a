import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { brokenStylesheets } from "./stylesheets"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alphas-sheets-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (files: Record<string, string>) => {
  mkdirSync(join(folder, "part"), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

test("classes that are asked for and there, nested ones and those chosen by a value are in order", () => {
  write({
    "part/a.module.css":
      ".box { color: red; &:hover .inner { color: blue } }\n.box[data-x] > :global(.mantine) { top: 0.5em }",
    "part/a.tsx": 'import classes from "./a.module.css"\nconst x = [classes.box, classes["inner"]]',
    "b.module.css": ".low {}\n.high {}",
    "part/b.tsx": 'import classes from "@/b.module.css"\nconst y = (tone: "low" | "high") => classes[tone]',
  })
  expect(brokenStylesheets(folder)).toEqual([])
})

test("a class that is missing, one that nobody asks for, a file that is missing and text that is no CSS are named", () => {
  write({
    "a.module.css": ".left {}",
    "a.tsx":
      'import classes from "./a.module.css"\nimport other from "./gone.module.css"\nconst x = classes.right',
    "b.module.css": ".open { color: red;",
  })
  const problems = brokenStylesheets(folder)
  expect(problems).toHaveLength(4)
  expect(problems[0]).toContain("gone.module.css, which does not exist")
  expect(problems).toContainEqual(expect.stringContaining("has no class right"))
  expect(problems).toContainEqual(expect.stringContaining("no component asks for the class left"))
  expect(problems).toContainEqual(expect.stringContaining("Unclosed block"))
})
