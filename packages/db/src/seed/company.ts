import type { Faker } from "@faker-js/faker"
import type { Country, Industry, Language } from "./language"
import { type ContactPerson, contactPeople, digits } from "./people"
import { britishVatId, frenchVatId, germanVatId } from "./tax-ids"
import { at, deal, shuffle, slug, type Tongue, type Vocabulary } from "./vocabulary"
import { habits, histories, plans, tags } from "./words-agency"

/** A company as it could be a client. */
export interface Company {
  name: string
  industry: Industry
  website: string
  domain: string
  email: string
  phone: string
  street: string
  postalCode: string
  city: string
  region: string | null
  country: string
  vatId: string | null
  currency: string
  tags: string[]
  notes: string | null
  /** At least one; the first is the primary contact. */
  contacts: ContactPerson[]
}

const speakers = [..."GEGFEGEGEFGEGEFGEGEF"].map(
  (initial) => (({ G: "de", E: "en", F: "fr" }) as const)[initial] ?? "en",
)

/**
 * Companies by number: no two have the same name, domain or email address. Everything else about them is drawn from
 * `vocabulary.random`. Domains end in `.example`, which nobody can own (RFC 2606), so no email reaches a stranger.
 * @throws Error when the numbers are higher than there are names, at some 1,500,000.
 */
export function companies(vocabulary: Vocabulary): (index: number) => Company {
  const { random, tongues } = vocabulary
  const books = { de: nameBook(tongues.de), en: nameBook(tongues.en), fr: nameBook(tongues.fr) }
  return (index) => {
    const { hand, turn } = deal(speakers, index)
    const named = books[hand](turn)
    if (named === undefined) throw new Error(`There are no more names in ${hand}: the scale is too large.`)
    return company(random, tongues[hand], named)
  }
}

interface Named {
  name: string
  industry: Industry
}

/** The names of one language: first those after one founder or brand, then those after two. */
function nameBook(tongue: Tongue): (turn: number) => Named | undefined {
  const patterns = patternsOf(tongue)
  const founders = [...tongue.surnames, ...tongue.brands]
  const single = patterns.length * founders.length
  const double = single * tongue.moreSurnames.length
  const singlePlace = shuffle(single)
  const doublePlace = shuffle(double)
  return (turn) => {
    if (turn >= single + double) return undefined
    const place = turn < single ? singlePlace(turn) : doublePlace(turn - single)
    const { pattern, industry } = at(patterns, place)
    const first = at(founders, place / patterns.length)
    const founder =
      turn < single ? first : `${first}${tongue.joint}${at(tongue.moreSurnames, place / single)}`
    return { name: pattern.replace("*", founder), industry }
  }
}

function patternsOf(language: Language): { pattern: string; industry: Industry }[] {
  // The keys of a record over industries are industries; Object.entries cannot say so.
  const entries = Object.entries(language.companies) as [Industry, readonly string[]][]
  return entries.flatMap(([industry, patterns]) => patterns.map((pattern) => ({ pattern, industry })))
}

function company(random: Faker, tongue: Tongue, { name, industry }: Named): Company {
  const country = at(tongue.countries, random.number.int(9) < 6 ? 0 : tongue.countries.length - 1)
  const city = at(country.cities, random.number.int(999))
  const domain = `${slug(name)}.example`
  const phone = digits(random, city.phone)
  const contactCount = at([1, 1, 2, 2, 2, 3, 3, 4, 5], random.number.int(8))
  return {
    name,
    industry,
    website: `https://www.${domain}`,
    domain,
    email: `${tongue.mailbox}@${domain}`,
    phone,
    street: country.address(at(country.streets, random.number.int(999)), 1 + random.number.int(120)),
    postalCode: digits(random, city.postalCode),
    city: city.name,
    region: city.region,
    country: country.code,
    vatId: vatId(random, country),
    currency: country.currency,
    tags: someTags(random),
    notes: someNotes(random),
    contacts: contactPeople(random, tongue, country, { domain, phone }, contactCount),
  }
}

function vatId(random: Faker, country: Country): string | null {
  switch (country.code) {
    case "DE":
      return germanVatId(digits(random, "2#######"))
    case "FR":
      return frenchVatId(digits(random, "8#######"))
    case "GB":
      return britishVatId(digits(random, "3######"))
    default:
      return null
  }
}

function someTags(random: Faker): string[] {
  const first = random.number.int(tags.length)
  return Array.from({ length: random.number.int(3) }, (_, index) => at(tags, first + index * 7))
}

function someNotes(random: Faker): string | null {
  const sentences = [histories, habits, plans].flatMap((kind) =>
    random.number.int(2) === 0 ? [] : [at(kind, random.number.int(999))],
  )
  return sentences.length === 0 ? null : sentences.join(" ")
}
