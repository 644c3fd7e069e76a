import { permissionNames } from "@alphas/domain/permissions"
import { describe, expect, it } from "vitest"
import * as z from "zod"
import { appRouter } from "./router"
import type { Meta } from "./trpc"

/** The public list: every procedure that needs no session, and nothing else. */
const publicList = [
  "session.acceptInvitation",
  "session.askReset",
  "session.checkToken",
  "session.register",
  "session.renewInvitation",
  "session.resetPassword",
  "session.setUp",
  "session.signIn",
  "session.state",
]

interface Walked {
  path: string
  type: string
  meta: Meta | undefined
  inputs: unknown[]
}

// The definitions of all procedures, whatever their types.
const procedures: Walked[] = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: Omit<Walked, "path"> }>,
).map(([path, procedure]) => ({ path, ...procedure._def }))

describe("every procedure", () => {
  it.each(procedures)(
    "$path is of one of the four kinds, with a permission of the table",
    ({ meta, type }) => {
      expect(meta).toBeDefined()
      if (meta === undefined || meta.kind === "open") return
      expect(permissionNames).toContain(meta.permission)
      expect(type).toBe(meta.kind === "live" ? "subscription" : meta.kind)
    },
  )

  it.each(procedures)("$path has an input that refuses unknown keys, however deep", ({ inputs }) => {
    const [input] = inputs
    expect(input).toBeInstanceOf(z.ZodType)
    const loose: string[] = []
    const walk = (node: unknown, at: string) => {
      if (typeof node !== "object" || node === null) return
      if ("properties" in node && !("additionalProperties" in node && node.additionalProperties === false))
        loose.push(at)
      for (const [key, child] of Object.entries(node)) walk(child, `${at}/${key}`)
    }
    // toBeInstanceOf has just looked.
    walk(z.toJSONSchema(input as z.ZodType, { io: "input", unrepresentable: "any" }), "")
    expect(loose).toEqual([])
  })

  it.each(procedures)(
    "$path tells of a number beyond every bound in a plain sentence at its field",
    ({ inputs }) => {
      const [input] = inputs
      // Looked at above.
      const schema = input as z.ZodType
      const numbers: string[][] = []
      const walk = (node: unknown, path: string[]) => {
        if (typeof node !== "object" || node === null) return
        if ("type" in node && (node.type === "number" || node.type === "integer")) numbers.push(path)
        if ("anyOf" in node && Array.isArray(node.anyOf)) for (const each of node.anyOf) walk(each, path)
        if ("items" in node) walk(node.items, [...path, "0"])
        if ("properties" in node)
          for (const [name, child] of Object.entries(node.properties ?? {})) walk(child, [...path, name])
      }
      walk(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), [])
      for (const path of numbers) {
        for (const huge of [1e20, -1e20, 2 ** 53]) {
          const value = path.reduceRight<unknown>(
            (inner, name) => (name === "0" ? [inner] : { [name]: inner }),
            huge,
          )
          const issues = schema.safeParse(value).error?.issues ?? []
          const told = issues.filter((issue) => issue.path.join(".") === path.join("."))
          // A measured value may be any number.
          if (huge > 0 && told.length === 0) expect(path.at(-1)).toMatch(/^(value|start|target)$/)
          for (const { message } of issues) {
            expect(message).toMatch(/\.$/)
            expect(message).not.toMatch(/^(Too |Invalid )/)
          }
        }
      }
    },
  )

  it("that needs no session is on the public list, with its reason", () => {
    const open = procedures.filter(({ meta }) => meta?.kind === "open")
    expect(open.map(({ path }) => path).sort()).toEqual(publicList)
    for (const { meta } of open) expect(meta?.kind === "open" && meta.why.length > 10).toBe(true)
  })
})
