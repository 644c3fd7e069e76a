import { expect, test } from "vitest"
import { targetOf } from "./use-load-drag"

/** An element of the table, as far as it is asked. */
function cell(person: string, week?: number): Element {
  const found: Record<string, { dataset: Record<string, string> } | null> = {
    "[data-person]": { dataset: { person } },
    "[data-week]": week === undefined ? null : { dataset: { week: String(week) } },
  }
  // Nothing else of an element is asked for.
  return { closest: (selector: string) => found[selector] ?? null } as unknown as Element
}

test("a task goes to the person on whose rows it is let go of, or among one's own into another week", () => {
  const held = { person: { id: "a" }, week: 2 }
  expect(targetOf(held, cell("b", 4))).toEqual({ to: "b" })
  expect(targetOf(held, cell("b"))).toEqual({ to: "b" })
  expect(targetOf(held, cell("a", 4))).toEqual({ by: 2 })
  expect(targetOf(held, cell("a", 1))).toEqual({ by: -1 })
  expect(targetOf(held, cell("a", 2))).toBeNull()
  expect(targetOf(held, cell("a"))).toBeNull()
  expect(targetOf(held, null)).toBeNull()
})
