import { Refusal } from "./refusal"

/** What one input may hold before anything looks at what it means. */
export interface InputBounds {
  /** Levels of objects and lists inside each other. */
  depth: number
  /** Fields of one object. */
  fields: number
  /** Fields and entries of lists, all together. */
  values: number
  /** Characters of all texts and field names. */
  characters: number
}

/** Of people who are signed in: the plan of 10,000 tasks passes, and so does a piece of a file. */
export const inputBounds: InputBounds = { depth: 20, fields: 1_000, values: 50_000, characters: 1024 * 1024 }
/** Of callers without a session, who need a form of a few fields. */
export const strangerInputBounds: InputBounds = { depth: 5, fields: 50, values: 100, characters: 8 * 1024 }

/**
 * Refuses an input that is larger or deeper than any procedure takes, before the schemas look at it: they report every
 * field that they do not know, and follow every level.
 * @throws Refusal `limit`.
 */
export function checkShape(input: unknown, bounds: InputBounds): void {
  let values = 0
  let characters = 0
  let level: unknown[] = [input]
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value === "string") characters += value.length
      if (typeof value !== "object" || value === null) continue
      if (depth >= bounds.depth) throw tooMuch(`${bounds.depth} levels of objects and lists`)
      const inside = Object.values(value)
      if (!Array.isArray(value)) {
        if (inside.length > bounds.fields) throw tooMuch(`${bounds.fields} fields in one object`)
        for (const name of Object.keys(value)) characters += name.length
      }
      values += inside.length
      if (values > bounds.values) throw tooMuch(`${bounds.values} values`)
      for (const each of inside) next.push(each)
    }
    if (characters > bounds.characters) throw tooMuch(`${bounds.characters} characters`)
    level = next
  }
}

const tooMuch = (bound: string) =>
  new Refusal("limit", `An input can have at most ${bound}. Send less at once.`)
