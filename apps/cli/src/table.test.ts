import { expect, test } from "vitest"
import { cut, details, instant, printable, table, textWidth } from "./table"

interface Row {
  name: string
  city: string | null
}
const columns = [
  { title: "Name", text: ({ name }: Row) => name },
  { title: "City", text: ({ city }: Row) => city },
]

test("columns are as wide as they need, whatever the script", () => {
  const rows = [
    { name: "Ada", city: "Berlin" },
    { name: "東京商事", city: "Tōkyō" },
    { name: "👩‍👩‍👧 Familie", city: null },
  ]
  expect(table(rows, columns, null).split("\n")).toEqual([
    "NAME        CITY",
    "Ada         Berlin",
    "東京商事    Tōkyō",
    "👩‍👩‍👧 Familie",
  ])
})

test("on a narrow terminal the widest columns are cut first, and none so far that it tells nothing", () => {
  const rows = [{ name: "A name that goes on and on and on", city: "Garmisch-Partenkirchen" }]
  expect(table(rows, columns, 50).split("\n")[1]).toBe("A name that goes on and o…  Garmisch-Partenkirchen")
  expect(table(rows, columns, 45).split("\n")[1]).toBe("A name that goes on and…  Garmisch-Partenkir…")
  expect(table(rows, columns, 5).split("\n")[1]).toBe("A name that goes on and…  Garmisch-Pa…")
})

test("where there is no room for all columns, the last are left out", () => {
  const rows = [{ name: "A name that goes on and on", city: "Garmisch-Partenkirchen" }]
  const three = [...columns, { title: "Again", text: ({ city }: Row) => city }]
  expect(table(rows, three, 60).split("\n")[0]).toContain("AGAIN")
  expect(table(rows, three, 50).split("\n")[0]).not.toContain("AGAIN")
})

test("what is of no use when cut is shown whole, or left out where there is no room", () => {
  const row = { name: "A name that goes on and on", city: "Berlin", id: "0123456789" }
  const withId = [...columns, { title: "Id", text: ({ id }: typeof row) => id, whole: true }]
  expect(table([row], withId, 45).split("\n")[1]).toBe("A name that goes on and …  Berlin  0123456789")
  expect(table([row], withId, 40).split("\n")[1]).toBe("A name that goes on and on  Berlin")
})

test("a column that is empty in every row is left out", () => {
  expect(table([{ name: "Ada", city: null }], columns, null)).toBe("NAME\nAda")
})

test("text is cut between characters as people see them", () => {
  expect(cut("naïve", 4)).toBe("naï…")
  expect(cut("東京商事", 5)).toBe("東京…")
  expect(textWidth(cut("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 4))).toBeLessThanOrEqual(4)
})

test("what would move the cursor, colour or turn the text is taken out", () => {
  expect(printable("a\x1b[2Jb\rc\u202ed\u009be\nf\tg")).toBe("a[2Jbcde f g")
})

test("details leave out what is empty and keep lines apart", () => {
  const pairs: [string, string | number | null][] = [
    ["Name", "Ada"],
    ["City", null],
    ["Notes", "one\ntwo"],
    ["Version", 0],
  ]
  expect(details(pairs)).toBe("Name     Ada\nNotes    one\n         two\nVersion  0")
})

test("an instant is told to the minute, in UTC, and says so", () => {
  expect(instant("2026-05-01T08:09:10.123Z")).toBe("2026-05-01 08:09Z")
})
