import { expect, test } from "vitest"
import { digitsOf } from "./currency"

test("digits are those of ISO 4217, whatever a browser knows", () => {
  expect(["EUR", "JPY", "KWD", "CLF", "HUF", "ISK"].map(digitsOf)).toEqual([2, 0, 3, 4, 2, 0])
})
