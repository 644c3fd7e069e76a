import { sql } from "drizzle-orm"
import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { byDay, byInstant, byNumber, type SortKey } from "./keyset"
import { type TestDatabase, testDatabase } from "./testing"

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const key = sql`id`
const taken = (text: string, type: string) =>
  database.connection.sql.unsafe(`select $1::text::${type}`, [text]).then(
    () => true,
    () => false,
  )

test("a made-up instant or day is none of the order, and never reaches Postgres", () => {
  const made: [SortKey, string[]][] = [
    [
      byInstant(key),
      [
        "2026-02-31 10:00:00+00",
        "2026-02-28T99:00:00Z",
        "2026-02-28T24:00:00Z",
        "2026-02-28T10:60:00Z",
        "2026-02-28T10:00:60Z",
        "2026-02-28 10:00:00+99:99",
        "2026-02-28 10:00:00+16",
        "2026-13-01 10:00:00",
        "0000-01-01 10:00:00",
        "2026-02-28",
      ],
    ],
    [
      byDay(key),
      ["2026-02-31", "2026-02-29", "2026-00-10", "2026-01-00", "0000-01-01", "2026-01-01 10:00:00"],
    ],
    [byNumber(key), ["9".repeat(19), "1.5", "", "NaN"]],
  ]
  for (const [order, values] of made) {
    for (const value of values) expect(order.fits(value), value).toBe(false)
  }
})

test("what Postgres itself writes of an instant or a day fits", async () => {
  const [row] = await database.connection.sql<{ instant: string; odd: string; day: string }[]>`
    select now()::text as instant, '2024-02-29 23:59:59.9+15:59'::timestamptz::text as odd, '2024-02-29'::date::text as day`
  expect([row?.instant, row?.odd].map((value) => byInstant(key).fits(value ?? ""))).toEqual([true, true])
  expect(byDay(key).fits(row?.day ?? "")).toBe(true)
})

test("whatever fits is taken by Postgres", async () => {
  const digit = (count: number) =>
    fc.integer({ min: 0, max: 10 ** count - 1 }).map((n) => `${n}`.padStart(count, "0"))
  const day = fc
    .tuple(fc.constantFrom("19", "20"), digit(2), digit(2), digit(2))
    .map(([c, y, m, d]) => `${c}${y}-${m}-${d}`)
  const instant = fc
    .tuple(
      day,
      fc.constantFrom("T", " "),
      digit(2),
      digit(2),
      digit(2),
      fc.constantFrom("", "Z", "+"),
      digit(2),
      digit(2),
    )
    .map(([d, t, h, m, s, sign, oh, om]) => `${d}${t}${h}:${m}:${s}${sign === "+" ? `+${oh}:${om}` : sign}`)
  await fc.assert(
    fc.asyncProperty(day, instant, async (one, other) => {
      if (byDay(key).fits(one)) expect(await taken(one, "date"), one).toBe(true)
      if (byInstant(key).fits(other)) expect(await taken(other, "timestamptz"), other).toBe(true)
    }),
    { numRuns: 500 },
  )
})
