import { dayNumberOf, dayOf } from "@alphas/domain/days"

/** Whole days of a calendar. */
export interface CalendarEvent {
  /** Names the event for ever, in this calendar and every other. */
  uid: string
  /** First and last day, both included, `YYYY-MM-DD`. */
  fromDay: string
  toDay: string
  summary: string
  description: string | null
  /** Where it can be opened. */
  url: string | null
  category: string
  /** Whether the person is taken on these days. */
  busy: boolean
  /** Instants in ISO 8601, UTC. */
  createdAt: string
  updatedAt: string
  /** Grows with every edit. */
  sequence: number
}

export interface Calendar {
  name: string
  /** Minutes after which a program asks again. */
  refreshMinutes: number
  events: readonly CalendarEvent[]
}

/**
 * A calendar as iCalendar after RFC 5545, with the name and refresh interval of RFC 7986: CRLF, text escaped, lines of
 * at most 75 octets. It names no method, so DTSTAMP is when an event was last edited (3.8.7.2), and the same calendar is
 * the same text at any time.
 */
export function writeCalendar({ name, refreshMinutes, events }: Calendar): string {
  const title = escaped(name)
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Alphas//Calendar feed//EN",
    "CALSCALE:GREGORIAN",
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`,
    `X-PUBLISHED-TTL:PT${refreshMinutes}M`,
  ]
  for (const event of events) writeEvent(event, lines)
  if (events.length === 0) lines.push(...anyComponent)
  lines.push("END:VCALENDAR", "")
  return lines.map(folded).join("\r\n")
}

/** A calendar has at least one component (3.6): where there is no event, a zone that nothing refers to. */
const anyComponent = [
  "BEGIN:VTIMEZONE",
  "TZID:Etc/UTC",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0000",
  "END:STANDARD",
  "END:VTIMEZONE",
]

function writeEvent(event: CalendarEvent, lines: string[]): void {
  const revised = instantOf(event.updatedAt)
  lines.push(
    "BEGIN:VEVENT",
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${revised}`,
    `CREATED:${instantOf(event.createdAt)}`,
    `LAST-MODIFIED:${revised}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART;VALUE=DATE:${event.fromDay.replaceAll("-", "")}`,
    // The day on which it is over: the end of a date is exclusive (3.6.1).
    `DTEND;VALUE=DATE:${dayOf(dayNumberOf(event.toDay) + 1).replaceAll("-", "")}`,
    `SUMMARY:${escaped(event.summary)}`,
    `CATEGORIES:${escaped(event.category)}`,
    "STATUS:CONFIRMED",
    `TRANSP:${event.busy ? "OPAQUE" : "TRANSPARENT"}`,
  )
  if (event.description !== null) lines.push(`DESCRIPTION:${escaped(event.description)}`)
  if (event.url !== null) lines.push(`URL:${event.url}`)
  lines.push("END:VEVENT")
}

/** `2026-11-22T18:02:45.100Z` as `20261122T180245Z`. */
const instantOf = (iso: string): string => `${iso.slice(0, 19).replace(/[-:]/g, "")}Z`

/** A TEXT value (3.3.11). Control characters but for tabs and line ends have no place in one. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, "\\n")
    .replace(/(?!\t)\p{Cc}/gu, "")
}

/** Octets of a line without its end (3.1). */
const lineAtMost = 75

/**
 * A content line, folded where it is too long, and never within a character. By hand: what a library spends on this for
 * thousands of events holds up everybody else.
 */
function folded(line: string): string {
  // No character of UTF-16 has more than three octets.
  if (line.length * 3 <= lineAtMost) return line
  let text = ""
  let [from, octets] = [0, 0]
  for (let at = 0; at < line.length; ) {
    const point = line.codePointAt(at) ?? 0
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
    if (octets + size > lineAtMost) {
      text += `${line.slice(from, at)}\r\n `
      from = at
      octets = 1
    }
    octets += size
    at += size === 4 ? 2 : 1
  }
  return text + line.slice(from)
}
