import { OfWeek } from "@alphas/domain/time/input"
import { expect, test } from "vitest"
import type * as z from "zod"
import { appRouter } from "./router"

/** Texts that are compared and never shown, such as secrets; and positions that a caller hands back. */
const notShown = /(^|\.)(password|current|token|code|cursor|lastEventId)$/

const hidden = /[\u200b\u202e\u2066]/u
const tried = ["A\u200bb", "A\u202eb", "A\u2066b@c.example", "a\u200b.example", "2026-11-30\u200b"]

/** The parts of a schema: fields of objects, entries of lists, alternatives, and what wrappers wrap. */
function partsOf(schema: z.core.$ZodType): [name: string, part: z.core.$ZodType][] {
  const { def } = (schema as z.core.$ZodTypes)._zod // every schema of zod is one of these
  switch (def.type) {
    case "object":
      return Object.entries(def.shape)
    case "array":
      return [["[]", def.element]]
    case "record":
      return [["{}", def.valueType]]
    case "union":
      return def.options.map((option) => ["", option])
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "catch":
      return [["", def.innerType]]
    case "pipe":
      return [["", def.in]]
    default:
      return []
  }
}

/** Paths at which a text goes in and comes out with what nobody sees. `whole` is the outermost schema there. */
function leaks(path: string, schema: z.core.$ZodType, whole = schema): string[] {
  const { type } = (schema as z.core.$ZodTypes)._zod.def // as above
  if (type === "string") {
    const kept = tried.some((text) => {
      const outcome = (whole as z.ZodType).safeParse(text)
      return outcome.success && hidden.test(String(outcome.data))
    })
    return kept && !notShown.test(path) ? [path] : []
  }
  return partsOf(schema).flatMap(([name, part]) =>
    leaks(name === "" ? path : `${path}.${name}`, part, name === "" ? whole : part),
  )
}

test("a day that is none is refused as such, also where a Monday is asked for", () => {
  const { error } = OfWeek.safeParse({ monday: "no day" })
  expect(error?.issues.map(({ message }) => message)).toEqual(["Enter a date like 2026-11-30."])
})

test("no input lets in characters that nobody sees", () => {
  // The type of the tree; what stands there are the procedures by their paths.
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { inputs: z.ZodType[] } }>
  let texts = 0
  const found = Object.entries(procedures).flatMap(([path, { _def }]) =>
    _def.inputs.flatMap((input) => {
      texts += JSON.stringify(Object.keys(partsOf(input))).length
      return leaks(path, input)
    }),
  )
  expect(found).toEqual([])
  expect(texts).toBeGreaterThan(100)
})
