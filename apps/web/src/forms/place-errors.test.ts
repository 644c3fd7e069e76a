import { expect, test } from "vitest"
import type { ShownRefusal } from "../data/refusal"
import { placeErrors } from "./place-errors"

const refusal = (fields: Record<string, string[]>): ShownRefusal => ({
  reason: "invalid",
  message: "Something is wrong.",
  fields,
  requestId: null,
  current: undefined,
  retryAfter: null,
})

test("an error stands at its field, also when the field was sent inside `changes`", () => {
  const { placed, whole } = placeErrors(
    refusal({ "changes.name": ["Empty."], "contacts.0.email": ["Bad."] }),
    {
      name: "",
      contacts: [],
    },
  )
  expect(placed).toEqual({ name: "Empty.", "contacts.0.email": "Bad." })
  expect(whole).toBeNull()
})

test("an error stands at its field whatever the field was sent inside", () => {
  const { placed, whole } = placeErrors(refusal({ "kpi.name": ["Taken."], "changes.0.unit": ["Empty."] }), {
    name: "",
    unit: "",
  })
  expect(placed).toEqual({ name: "Taken.", unit: "Empty." })
  expect(whole).toBeNull()
})

test("an error of a field that the form does not show is told as a whole, never swallowed", () => {
  const { placed, whole } = placeErrors(refusal({ name: ["Empty."], token: ["Too long."] }), { name: "" })
  expect(placed).toEqual({ name: "Empty." })
  expect(whole?.message).toBe("Too long.")
})

test("a refusal without fields is told as a whole", () => {
  expect(placeErrors(refusal({}), { name: "" }).whole?.message).toBe("Something is wrong.")
})
