import { expect, test } from "vitest"
import { minutesOf } from "./length"

test("a length of time is read as everywhere, and what is none is told with how to write it", () => {
  expect([":30", "1,5", ",5", ".25", "1h30m", "9:30-12pm"].map(minutesOf)).toEqual([30, 90, 30, 15, 90, 150])
  for (const typed of ["", "soon", "1:60", "-1"])
    expect(() => minutesOf(typed), typed).toThrow(/is not a length of time\. Enter it like 1:30/)
})
