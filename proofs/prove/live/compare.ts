import type { Sql } from "postgres"
import { mustHear, readLog, readStandings } from "./oracle"
import type { Book, Subscriber } from "./subscriber"

/** What was wrong with what subscribers were told, all of them together. */
export interface Verdict {
  delivered: number
  lost: number
  repeated: number
  outOfOrder: number
  /** Told to somebody who must not hear of it, or not in the log at all. */
  notTheirs: number
  /** Told in other words than the row has. */
  altered: number
  resets: number
  /** Subscriptions that ended. */
  ended: number
  /** The first of each, for the person who reads. */
  examples: string[]
}

/** Holds what each subscriber was told against what the tables say they must have been told. */
export async function compare(sql: Sql, book: Book, subscribers: Subscriber[]): Promise<Verdict> {
  const log = await readLog(sql)
  const standings = await readStandings(sql)
  const places = new Map(log.map((entry, place) => [entry.position, place]))
  const verdict: Verdict = {
    delivered: 0,
    lost: 0,
    repeated: 0,
    outOfOrder: 0,
    notTheirs: 0,
    altered: book.differing,
    resets: 0,
    ended: 0,
    examples: [],
  }
  const found = (kind: "lost" | "repeated" | "outOfOrder" | "notTheirs" | "altered", what: string) => {
    if (verdict[kind]++ === 0) verdict.examples.push(`${kind}: ${what}`)
  }
  for (const entry of log) {
    const told = book.wordsOf(entry.position)
    if (told === undefined) continue
    const [at, ...words] = JSON.parse(told) as [string, ...unknown[]] // the book's own
    const { verb, entity, entityId, clientId, actorId } = entry
    const same = JSON.stringify(words) === JSON.stringify([verb, entity, entityId, clientId, actorId])
    if (!same || Date.parse(at) !== entry.at) found("altered", `${told} for ${JSON.stringify(entry)}`)
  }
  for (const subscriber of subscribers) {
    const person = standings.get(subscriber.person.id)
    if (person === undefined) throw new Error("Somebody who listened is gone.")
    const name = `${person.role} ${person.id}`
    const expected = new Set<number>()
    const began = subscriber.began ?? "0.0.0"
    log.forEach((entry, place) => {
      if (isAfter(entry.position, began) && mustHear(person, entry)) expected.add(place)
    })
    const told = new Set<number>()
    let before = -1
    for (const number of subscriber.got) {
      const position = book.positions[number] ?? ""
      const place = places.get(position)
      if (place === undefined || !expected.has(place)) {
        found("notTheirs", `${position} ${book.wordsOf(position)} to ${name}`)
        continue
      }
      if (told.has(place)) found("repeated", `${position} to ${name}`)
      else if (place < before) found("outOfOrder", `${position} to ${name} after ${log[before]?.position}`)
      told.add(place)
      before = place
    }
    for (const place of expected) {
      if (!told.has(place)) found("lost", `${JSON.stringify(log[place])} to ${name}`)
    }
    verdict.delivered += subscriber.got.length
    verdict.resets += subscriber.resets
    verdict.ended += subscriber.errors.length
    if (subscriber.errors[0] !== undefined) verdict.examples.push(`${name}: ${subscriber.errors[0]}`)
  }
  return verdict
}

function isAfter(one: string, other: string): boolean {
  const [a = [], b = []] = [one, other].map((position) => position.split(".").map(BigInt))
  for (let part = 0; part < 3; part++) {
    const [left = 0n, right = 0n] = [a[part], b[part]]
    if (left !== right) return left > right
  }
  return false
}
