import type { industries } from "@alphas/domain/clients/words"

export type Industry = (typeof industries)[number]

/** A city; in patterns `#` stands for any digit. Phone numbers are of ranges that regulators keep for fiction. */
export interface City {
  name: string
  region: string | null
  postalCode: string
  phone: string
}

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string
  /** ISO 4217. */
  currency: string
  cities: readonly City[]
  mobile: string | null
  /** A street and a house number as people write them there. */
  address: (street: string, number: number) => string
  streets: readonly string[]
}

/** What a company and its people are called where one language is spoken. */
export interface Language {
  women: readonly string[]
  men: readonly string[]
  surnames: readonly string[]
  /** Words that companies are named after as they are after their founders. */
  brands: readonly string[]
  /** `*` stands for a surname or a brand. No two languages share a pattern, so no two companies share a name. */
  companies: Record<Industry, readonly string[]>
  /** Between two founders: `-` or ` & `. */
  joint: string
  jobTitles: readonly string[]
  mailbox: string
  countries: readonly Country[]
}
