import { expect, it } from "vitest"
import { EcbProblem, partsOfEcb, readEcb } from "./ecb"

const history = "Date,USD,JPY,CYP,\n2026-11-27,1.0579,163.21,N/A,\n2026-11-26,1.0534,,0.5,\n\n"

it("reads the file of all days, and skips what has no rate and currencies that are no more", () => {
  expect(readEcb(history).map(({ day, quote, rate }) => [day, quote, rate])).toEqual([
    ["2026-11-27", "USD", "1.0579"],
    ["2026-11-27", "JPY", "163.21"],
    ["2026-11-26", "USD", "1.0534"],
  ])
})

it("reads the file of one day", () => {
  expect(readEcb("\ufeffDate, USD, JPY, \r\n27 November 2026, 1.0579, 163.21, \r\n")).toMatchObject([
    { day: "2026-11-27", base: "EUR", quote: "USD", rate: "1.0579", source: "ecb" },
    { day: "2026-11-27", quote: "JPY" },
  ])
})

it.each([
  ["", 1],
  ["Day,USD\n2026-11-27,1", 1],
  ["Date,USD\n2026-02-30,1", 2],
  ["Date,USD\n2026-02-27,1e308", 2],
  ["Date,USD\n2026-02-27,0.000", 2],
  ["Date,USD\n2026-02-27,-1", 2],
  ["Date,US Dollar\n2026-02-27,1", 1],
  ["Date,USD\n2026-02-27,N/A", 1],
])("refuses %j and names the line", (csv, line) => {
  expect(() => readEcb(csv)).toThrow(EcbProblem)
  try {
    readEcb(csv)
  } catch (error) {
    expect(error).toMatchObject({ line })
  }
})

it("is read in parts as it is in one", () => {
  const parts = partsOfEcb(history, 60)
  expect(parts.length).toBeGreaterThan(1)
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(60)
  const read = parts.filter((part) => /\d/.test(part)).flatMap(readEcb)
  expect(read).toEqual(readEcb(history))
})
