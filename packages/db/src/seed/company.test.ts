import { NewClient } from "@alphas/domain/clients/input"
import { domainOf } from "@alphas/domain/host"
import { beforeAll, expect, test } from "vitest"
import { type Company, companies } from "./company"
import { colleagues } from "./people"
import { loadVocabulary, shuffle, slug, type Vocabulary } from "./vocabulary"

let vocabulary: Vocabulary
let company: (index: number) => Company
beforeAll(async () => {
  vocabulary = await loadVocabulary()
  vocabulary.random.seed(1)
  company = companies(vocabulary)
})

test("no two of 20,000 companies share a name, a domain or an address", () => {
  const names = new Set<string>()
  const domains = new Set<string>()
  const emails: string[] = []
  for (let index = 0; index < 20_000; index++) {
    const { name, domain, email, contacts } = company(index)
    names.add(name)
    domains.add(domain)
    emails.push(email, ...contacts.map((contact) => contact.email))
  }
  expect(names.size).toBe(20_000)
  expect(domains.size).toBe(20_000)
  expect(new Set(emails).size).toBe(emails.length)
})

test("every company is one that a person could have entered", () => {
  for (let index = 0; index < 2_000; index++) {
    const { domain, contacts, ...fields } = company(index * 50)
    const entered = NewClient.parse({
      ...fields,
      contacts: contacts.map(({ name, email, phone, jobTitle }) => ({ name, email, phone, jobTitle })),
    })
    expect(entered.email).toBe(fields.email)
    expect(domainOf(fields.website)).toBe(domain)
  }
})

test("address, currency, telephone and VAT number are of one country", () => {
  const expected: Record<string, { currency: string; phone: string; vat: RegExp | null }> = {
    DE: { currency: "EUR", phone: "+49 ", vat: /^DE\d{9}$/ },
    FR: { currency: "EUR", phone: "+33 ", vat: /^FR\d{11}$/ },
    GB: { currency: "GBP", phone: "+44 ", vat: /^GB\d{9}$/ },
    US: { currency: "USD", phone: "+1 ", vat: null },
  }
  const seen = new Set<string>()
  for (let index = 0; index < 500; index++) {
    const { country, currency, phone, vatId, contacts } = company(index)
    const rule = expected[country]
    seen.add(country)
    expect(currency).toBe(rule?.currency)
    for (const number of [phone, ...contacts.map((contact) => contact.phone)]) {
      if (number !== null) expect(number.startsWith(rule?.phone ?? "?")).toBe(true)
    }
    if (rule?.vat) expect(vatId).toMatch(rule.vat)
    else expect(vatId).toBeNull()
  }
  expect([...seen].sort()).toEqual(["DE", "FR", "GB", "US"])
})

test("an address is made of the name of its company and of its person", () => {
  for (let index = 0; index < 200; index++) {
    const { name, domain, contacts } = company(index)
    expect(domain).toBe(`${slug(name)}.example`)
    for (const { email, first, last } of contacts) {
      const [mailbox, host] = email.split("@")
      expect(host).toBe(domain)
      expect([`${slug(first)}.${slug(last)}`, `${slug(first)[0]}.${slug(last)}`, slug(first)]).toContain(
        mailbox,
      )
    }
  }
})

test("no two of 60,000 colleagues share an address", () => {
  const colleague = colleagues(vocabulary)
  const addresses = new Set<string>()
  for (let index = 0; index < 60_000; index++) {
    const { first, last } = colleague(index)
    addresses.add(`${slug(first)}.${slug(last)}`)
  }
  expect(addresses.size).toBe(60_000)
})

test("shuffling gives every place once", () => {
  for (const size of [1, 2, 3, 10, 97, 3_600]) {
    const place = shuffle(size)
    expect(new Set(Array.from({ length: size }, (_, index) => place(index))).size).toBe(size)
  }
})
