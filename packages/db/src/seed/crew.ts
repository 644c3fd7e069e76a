import { day } from "./calendar"
import { type Craft, crafts } from "./staff"
import { at } from "./vocabulary"

export interface Colleague {
  id: string
  jobTitle?: string | null | undefined
  createdAt: string
}

interface Hired {
  id: string
  since: number
}

/** The team by what they do, and all of them; those who have been there longest first. */
export interface Crew {
  crafts: ReadonlyMap<Craft, readonly Hired[]>
  everyone: readonly Hired[]
}

export function crewOf(team: readonly Colleague[]): Crew {
  const everyone = team
    .map(({ id, jobTitle, createdAt }) => ({ id, jobTitle, since: Date.parse(createdAt) + day }))
    .sort((a, b) => a.since - b.since)
  const of = (craft: Craft) => everyone.filter(({ jobTitle }) => jobTitle === craft)
  return { crafts: new Map(crafts.map((craft) => [craft, of(craft)])), everyone }
}

/**
 * Somebody of a craft who was there at `moment`: the first of `near` who is, else whose turn it is. Where nobody of the
 * craft had come yet, somebody of another; null where nobody had.
 */
export function oneOf(
  crew: Crew,
  craft: Craft,
  moment: number,
  near: readonly string[],
  turn: number,
): string | null {
  let there = thereAt(crew.crafts.get(craft) ?? [], moment)
  if (there.length === 0) there = thereAt(crew.everyone, moment)
  if (there.length === 0) return null
  return near.find((id) => there.some((one) => one.id === id)) ?? at(there, turn).id
}

function thereAt(people: readonly Hired[], moment: number): readonly Hired[] {
  let [low, high] = [0, people.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((people[middle]?.since ?? 0) <= moment) low = middle + 1
    else high = middle
  }
  return people.slice(0, low)
}
