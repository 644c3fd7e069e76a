import type { Faker } from "@faker-js/faker"
import type { Language } from "./language"
import { english } from "./words-english"
import { french } from "./words-french"
import { german } from "./words-german"

/** A language with the longer list of surnames that is drawn from when the short one is used up. */
export interface Tongue extends Language {
  key: "de" | "en" | "fr"
  /** Surnames that no language has among its own. */
  moreSurnames: readonly string[]
}

export interface Vocabulary {
  /** Seeded: the same people and companies on every machine. */
  random: Faker
  tongues: { de: Tongue; en: Tongue; fr: Tongue }
}

export const seedNumber = 20_260_117

/** Names like people have, and the random numbers. Loaded only by who seeds. */
export async function loadVocabulary(): Promise<Vocabulary> {
  const [de, en, fr] = await Promise.all([
    import("@faker-js/faker/locale/de"),
    import("@faker-js/faker/locale/en_GB"),
    import("@faker-js/faker/locale/fr"),
  ])
  const taken = new Set([german, english, french].flatMap((language) => language.surnames).map(slug))
  const fresh = (names: readonly string[]) =>
    names.filter((name) => {
      const key = slug(name)
      if (!/^\p{Lu}\p{Ll}+$/u.test(name) || taken.has(key)) return false
      taken.add(key)
      return true
    })
  const surnames = (faker: Faker) => fresh(faker.definitions.person.last_name.generic ?? [])
  return {
    random: de.faker,
    tongues: {
      de: { key: "de", ...german, moreSurnames: surnames(de.faker) },
      en: { key: "en", ...english, moreSurnames: surnames(en.faker) },
      fr: { key: "fr", ...french, moreSurnames: surnames(fr.faker) },
    },
  }
}

const spelledOut: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", ø: "o", æ: "ae", œ: "oe" }

/** A name as it stands in an address: lower case, ASCII letters and digits, hyphens between words. */
export const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[äöüßøæœ]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^(the-)?-*|-+$/g, "")

/** The item at `index`, rounded down and counted round and round. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[Math.floor(index) % items.length]
  if (item === undefined) throw new Error("There is nothing to choose from.")
  return item
}

/**
 * The places 0 to `size` - 1 shuffled: number to place, each place once, neighbours far apart, the same every time.
 * `size` up to 90 million.
 */
export function shuffle(size: number): (index: number) => number {
  let step = Math.max(1, Math.round(size * 0.618034))
  while (greatestCommonDivisor(step, size) !== 1) step++
  const offset = Math.floor(size / 3)
  return (index) => (index * step + offset) % size
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)

/**
 * Deals numbers 0, 1, 2, … to the hands of a cycle: whose turn number `index` is, and how many turns that hand had
 * before it.
 */
export function deal<Hand>(cycle: readonly Hand[], index: number): { hand: Hand; turn: number } {
  const hand = at(cycle, index)
  const position = index % cycle.length
  let share = 0
  let before = 0
  for (const [place, other] of cycle.entries()) {
    if (other !== hand) continue
    share++
    if (place < position) before++
  }
  return { hand, turn: Math.floor(index / cycle.length) * share + before }
}
