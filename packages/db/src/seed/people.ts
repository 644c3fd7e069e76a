import type { Faker } from "@faker-js/faker"
import type { Country } from "./language"
import { at, deal, shuffle, slug, type Tongue, type Vocabulary } from "./vocabulary"

export interface Person {
  first: string
  last: string
  name: string
}

const person = (first: string, last: string): Person => ({ first, last, name: `${first} ${last}` })

const speakers = ["de", "en", "de", "fr", "de", "en"] as const

/**
 * The people of the agency by number: no two have the same name, and the first few thousand have common surnames.
 * @throws Error when the numbers are higher than there are names, at some 69,000.
 */
export function colleagues(vocabulary: Vocabulary): (index: number) => Person {
  const books = new Map(Object.values(vocabulary.tongues).map((tongue) => [tongue.key, nameBook(tongue)]))
  return (index) => {
    const { hand, turn } = deal(speakers, index)
    const named = books.get(hand)?.(turn)
    if (named === undefined) throw new Error(`There are no more names in ${hand}: the scale is too large.`)
    return named
  }
}

function nameBook(tongue: Tongue): (turn: number) => Person | undefined {
  const firsts = [...new Set([...tongue.women, ...tongue.men])]
  const book = (surnames: readonly string[]) => {
    const size = firsts.length * surnames.length
    const place = shuffle(size)
    return {
      size,
      name: (turn: number) => person(at(firsts, place(turn)), at(surnames, place(turn) / firsts.length)),
    }
  }
  const common = book(tongue.surnames)
  const rare = book(tongue.moreSurnames)
  return (turn) => {
    if (turn < common.size) return common.name(turn)
    return turn - common.size < rare.size ? rare.name(turn - common.size) : undefined
  }
}

export interface ContactPerson extends Person {
  email: string
  phone: string | null
  jobTitle: string
}

const mailboxes: ((who: Person) => string)[] = [
  ({ first, last }) => `${slug(first)}.${slug(last)}`,
  ({ first, last }) => `${slug(first).slice(0, 1)}.${slug(last)}`,
  ({ first, last }) => `${slug(first)}.${slug(last)}`,
  ({ first }) => slug(first),
]

/** The people that the agency knows at a company: all of different names, their addresses made the same way. */
export function contactPeople(
  random: Faker,
  tongue: Tongue,
  country: Country,
  company: { domain: string; phone: string },
  count: number,
): ContactPerson[] {
  const mailbox = at(mailboxes, random.number.int(3))
  const women = random.number.int(tongue.women.length)
  const men = random.number.int(tongue.men.length)
  const surname = random.number.int(tongue.surnames.length)
  const title = random.number.int(tongue.jobTitles.length)
  const firsts = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const [names, start] = random.number.int(1) === 0 ? [tongue.women, women] : [tongue.men, men]
    let first = at(names, start + index * 7)
    for (let next = 1; firsts.has(first); next++) first = at(names, start + index * 7 + next)
    firsts.add(first)
    const who = person(first, at(tongue.surnames, surname + index * 11))
    return {
      ...who,
      email: `${mailbox(who)}@${company.domain}`,
      phone: contactPhone(random, country, company.phone),
      jobTitle: at(tongue.jobTitles, title + index),
    }
  })
}

/** A mobile number, a number at the company, or none. */
function contactPhone(random: Faker, country: Country, companyPhone: string): string | null {
  const kind = random.number.int(3)
  if (kind === 0) return null
  if (kind === 1 || country.mobile === null) return `${companyPhone.slice(0, -2)}${digits(random, "##")}`
  return digits(random, country.mobile)
}

/** Puts a random digit wherever the pattern has `#`. */
export const digits = (random: Faker, pattern: string): string =>
  pattern.replace(/#/g, () => String(random.number.int(9)))
