import { expect, test } from "vitest"
import { explain, readable, table } from "./console"

test("reads a JSON log line out, and leaves every other line alone", () => {
  const entry = {
    level: 40,
    time: 1,
    pid: 2,
    name: "ws",
    msg: "slow reader cut off",
    sockets: 3,
    who: { id: "a" },
  }
  expect(readable(JSON.stringify(entry))).toBe('warning: slow reader cut off sockets=3 who={"id":"a"}')
  for (const line of ["GET / 200", "{ not json", '{"no":"message"}', ""]) expect(readable(line)).toBe(line)
})

test("pads the columns of a table", () => {
  expect(
    table([
      ["a", "1"],
      ["long", "2"],
      ["b", ""],
    ]),
  ).toEqual(["a      1", "long   2", "b"])
  expect(table([])).toEqual([])
})

test("explains an error by its message, and one that bundles others by theirs", () => {
  expect(explain(new Error("The disk is full."))).toBe("The disk is full.")
  expect(explain(new AggregateError([new Error("::1 refused"), new Error("127.0.0.1 refused")]))).toBe(
    "::1 refused; 127.0.0.1 refused",
  )
  expect(explain("text")).toBe("text")
  expect(explain(new TypeError("x is undefined"))).toContain("at ")
})
