import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { type ChildNode, parse, type Rule } from "postcss"

const imported = /import (\w+) from "([^"]+\.module\.css)"/g
const named = /\.(-?[_a-zA-Z][\w-]*)/g

/**
 * What is wrong with the stylesheets under a folder: text that is no CSS, classes that components ask for and no
 * stylesheet has, and classes that no component asks for. Neither the types nor the linter see these.
 */
export function brokenStylesheets(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path))
  const asked = new Map<string, Set<string>>()
  const problems: string[] = []
  for (const path of files.filter((file) => /\.tsx?$/.test(file))) {
    const text = readFileSync(path, "utf8")
    for (const [, name = "", from = ""] of text.matchAll(imported)) {
      const sheet = from.startsWith("@/") ? join(folder, from.slice(2)) : join(dirname(path), from)
      const uses = new RegExp(`(?<![\\w./-])${name}(?:\\.(\\w+)|\\["([^"]+)"\\])`, "g")
      const classes = asked.get(sheet) ?? new Set<string>()
      for (const [, plain, quoted] of text.matchAll(uses)) classes.add(plain ?? quoted ?? "")
      asked.set(sheet, classes)
      if (!existsSync(sheet)) problems.push(`${path} asks for ${from}, which does not exist.`)
      // `classes[tone]` may be any of them.
      if (new RegExp(`(?<![\\w./-])${name}\\[[^"]`).test(text)) classes.add("*")
    }
  }
  for (const path of files.filter((file) => file.endsWith(".module.css"))) {
    const has = classesOf(path, problems)
    const wants = asked.get(path) ?? new Set<string>()
    for (const name of wants)
      if (name !== "*" && !has.has(name))
        problems.push(`${path} has no class ${name}, which a component asks for.`)
    for (const name of has)
      if (!wants.has(name) && !wants.has("*"))
        problems.push(`${path}: no component asks for the class ${name}.`)
  }
  return problems
}

function classesOf(path: string, problems: string[]): Set<string> {
  const found = new Set<string>()
  const visit = (node: ChildNode) => {
    if (node.type === "rule") for (const name of selected(node)) found.add(name)
    if ("nodes" in node) node.nodes?.forEach(visit)
  }
  try {
    parse(readFileSync(path, "utf8"), { from: path }).nodes.forEach(visit)
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error))
  }
  return found
}

/** The classes of a selector that are the sheet's own, not another's or the library's. */
const selected = ({ selector }: Rule): string[] =>
  [...selector.replaceAll(/:global\([^)]*\)/g, "").matchAll(named)].map(([, name = ""]) => name)
