import fc from "fast-check"
import { convertIcsCalendar } from "ts-ics"
import { expect, test } from "vitest"
import { type CalendarEvent, writeCalendar } from "./icalendar"

const event: CalendarEvent = {
  uid: "one@agency.example",
  fromDay: "2026-02-27",
  toDay: "2026-02-28",
  summary: "Shoot",
  description: null,
  url: null,
  category: "Task",
  busy: false,
  createdAt: "2026-01-02T03:04:05.678Z",
  updatedAt: "2026-02-03T04:05:06.789Z",
  sequence: 7,
}
const calendar = (events: Partial<CalendarEvent>[], name = "Agency") =>
  writeCalendar({ name, refreshMinutes: 60, events: events.map((each) => ({ ...event, ...each })) })
const parsed = (text: string) => convertIcsCalendar(undefined, text)

test("an event has its days as dates, the end exclusive, and when it was last edited", () => {
  const text = calendar([{ url: "https://agency.example/tasks/1" }])
  expect(text).toContain("DTSTART;VALUE=DATE:20260227\r\nDTEND;VALUE=DATE:20260301\r\n")
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:/)
  expect(text.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n")).toBe(true)
  const [read] = parsed(text).events ?? []
  expect(read).toMatchObject({
    uid: "one@agency.example",
    start: { type: "DATE", date: new Date("2026-02-27") },
    end: { type: "DATE", date: new Date("2026-03-01") },
    stamp: { date: new Date("2026-02-03T04:05:06Z") },
    lastModified: { date: new Date("2026-02-03T04:05:06Z") },
    created: { date: new Date("2026-01-02T03:04:05Z") },
    sequence: 7,
    url: "https://agency.example/tasks/1",
    timeTransparent: "TRANSPARENT",
  })
})

test("a calendar without events has a component, and no event", () => {
  const text = calendar([])
  expect(text).toMatch(/BEGIN:VTIMEZONE\r\n[\s\S]*END:VTIMEZONE\r\nEND:VCALENDAR\r\n$/)
  expect(parsed(text).events ?? []).toEqual([])
  expect(calendar([{}])).not.toContain("VTIMEZONE")
})

test("any text comes back from another reader as it was, from lines of at most 75 octets of whole characters", () => {
  const text = fc
    .string({ unit: "binary", maxLength: 200 })
    // What the product takes as text: no control characters, no lone surrogates; blanks at an end go.
    .map((value) => value.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, "").trim())
    .filter((value) => value !== "")
  fc.assert(
    fc.property(text, text, text, (summary, description, name) => {
      const written = calendar([{ summary, description: `${description}\nß;\\n,` }], name)
      for (const line of written.split("\r\n")) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(line).not.toMatch(/\p{Cs}/u)
        expect(line).not.toMatch(/[\r\n]/)
      }
      const [read] = parsed(written).events ?? []
      expect(read?.summary).toBe(summary)
      expect(read?.description).toBe(`${description}\nß;\\n,`)
      expect(parsed(written).name).toBe(name)
    }),
    { numRuns: 50 },
  )
})

test("what looks like a property in a text is text, and control characters are left out", () => {
  const written = calendar([
    { summary: "A\r\nEND:VEVENT\nBEGIN:VEVENT\u2028B\u0000\u0007", description: "\tC" },
  ])
  expect(written.split("\r\n").filter((line) => line.endsWith(":VEVENT"))).toHaveLength(2)
  expect(written).toContain("SUMMARY:A\\nEND:VEVENT\\nBEGIN:VEVENT\\nB\r\n")
  expect(written).toContain("DESCRIPTION:\tC\r\n")
})

test("the same calendar is the same text", () => {
  expect(calendar([{}, { uid: "two" }])).toBe(calendar([{}, { uid: "two" }]))
})
