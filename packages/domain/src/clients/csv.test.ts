import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  countryOf,
  exportFields,
  guessMapping,
  importFields,
  importLabels,
  joinList,
  splitList,
  statusOf,
} from "./csv"
import { type ExportedClient, exportHeader, type ReadRow, readCells, writeCells } from "./csv-row"
import { NewClient } from "./input"
import { clientStatuses } from "./words"

const whole = guessMapping(exportHeader)
const read = (cells: Partial<Record<string, string>>): ReadRow => {
  const header = Object.keys(cells)
  return readCells(
    header.map((title) => cells[title] ?? ""),
    guessMapping(header),
  )
}

describe("a cell", () => {
  it("is freed of what nobody sees, before anything is made of it", () => {
    const row = read({
      "N\u200bame": "Ben\u200b Kim",
      Email: "Ben@XN--MLLER-KVA.de\u200b",
      Status: "Active\u200e",
      Owner: "Lena@agency.example\u200b",
      Members: "a@xn--mller-kva.de, A@müller.de",
    })
    expect(row).toMatchObject({
      problems: null,
      client: { name: "Ben Kim", email: "ben@müller.de", status: "active" },
      ownerEmail: "lena@agency.example",
      memberEmails: ["a@müller.de"],
    })
  })
})

describe("guessMapping", () => {
  it("maps every column of an export of ours, and each field's own name", () => {
    expect(whole).toEqual(Object.fromEntries(exportFields.map((field, column) => [field, column])))
    for (const field of importFields) expect(guessMapping([importLabels[field]])).toEqual({ [field]: 0 })
  })

  it("understands headers in English, German and French, whatever their case and signs", () => {
    expect(
      guessMapping(["Firma", "E-MAIL", "Straße", "PLZ", "Ort", "Land", "USt-IdNr.", "Vorname", "Nachname"]),
    ).toEqual({
      name: 0,
      email: 1,
      street: 2,
      postalCode: 3,
      city: 4,
      country: 5,
      vatId: 6,
      contact1FirstName: 7,
      contact1LastName: 8,
    })
    expect(guessMapping(["Raison sociale", "Courriel", "Téléphone", "Ville", "Pays"])).toEqual({
      name: 0,
      email: 1,
      phone: 2,
      city: 3,
      country: 4,
    })
    expect(guessMapping(["Organization Name", "zip_code", "Web Site", "ID"])).toEqual({
      name: 0,
      postalCode: 1,
      website: 2,
    })
  })

  it("takes a plain name for the person's where a column names the company, and the first of two alike", () => {
    expect(guessMapping(["Name", "Company", "Email", "E-mail"])).toEqual({
      name: 1,
      contact1Name: 0,
      email: 2,
    })
    expect(guessMapping(["Name", "Email"])).toEqual({ name: 0, email: 1 })
  })
})

describe("readCells", () => {
  it("is the schema of the form, with each problem at its column", () => {
    const row = read({
      Name: " ",
      "E-mail": "x@",
      "Contact 2 name": "Bo",
      "Contact 2 e-mail": "bo",
      Archived: "maybe",
    })
    expect(row.problems).toEqual({
      name: "This field is required.",
      email: "This is not an email address.",
      contact2Email: "This is not an email address.",
      archived: "Enter yes or no.",
    })
  })

  it("understands what other programs write", () => {
    const row = read({
      Firma: "Acme",
      Status: "Aktiv",
      Land: "Österreich",
      Währung: "€",
      Schlagworte: "vip, retail",
      Vorname: "Anna",
      Nachname: "Berg",
      "Contact email": "Anna@acme.at",
    })
    expect(row.client).toMatchObject({
      name: "Acme",
      status: "active",
      country: "AT",
      currency: "EUR",
      tags: ["vip", "retail"],
      contacts: [{ name: "Anna Berg", email: "anna@acme.at", isPrimary: true }],
    })
    expect(read({ Company: "Acme", "Contact email": "x@acme.at" }).client?.contacts[0]?.name).toBe(
      "x@acme.at",
    )
    expect(countryOf("Côte d'Ivoire")).toBe("CI")
    const codes = {
      DE: ["Germany", "GERMANY", "Deutschland", "Allemagne", "de", "DE", "Federal Republic of Germany"],
      GB: ["United Kingdom", "UK", "uk", "Great Britain", "the United Kingdom"],
      ...{
        US: ["USA", "U.S.A.", "United States", "United States of America"],
        NL: ["The Netherlands", "Holland"],
      },
      ...{
        VN: ["Vietnam"],
        RS: ["Serbia"],
        MM: ["Myanmar"],
        FR: ["France"],
        CZ: ["Czech Republic", "Czechia"],
      },
      ...{ TR: ["Turkey", "Türkiye"], FI: ["Finland"], RU: ["Russia"], TH: ["Thailand"] },
    }
    for (const [code, names] of Object.entries(codes))
      for (const name of names) expect(countryOf(name), name).toBe(code)
    for (const none of ["Utopia", "QQ", "DDR"]) expect(countryOf(none)).toBe(none)
    expect(statusOf("En pause")).toBe("on_hold")
    expect(read({ Name: "Acme", Status: "sleeping" }).problems?.status).toMatch(/Prospect, Active/)
  })

  it("refuses a cell of further contacts that is none, and one contact of them that is wrong", () => {
    expect(read({ Name: "A", "Further contacts": "Bo, Cy" }).problems).toHaveProperty("furtherContacts")
    expect(read({ Name: "A", "Further contacts": '[{"name":"B","email":"b"}]' }).problems).toEqual({
      furtherContacts: "This is not an email address.",
    })
  })

  it("reads back what writeCells wrote, for any client", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 30 })
    const few = fc.stringMatching(/^[a-zA-Z0-9 ;,\\"'=+@-]{1,12}$/)
    const maybe = (of: fc.Arbitrary<string>) => fc.option(of, { nil: null })
    const mail = fc.constantFrom("a@b.example", "anna.berg@acme.example", "x+y@z.example")
    const contact = fc.record({
      name: few,
      email: maybe(mail),
      phone: maybe(few),
      jobTitle: maybe(text),
      notes: maybe(fc.constantFrom("one\ntwo", "one\r\ntwo", "=1+1", '"quoted"')),
    })
    const given = fc.record({
      name: fc.oneof(text, few),
      status: fc.constantFrom(...clientStatuses),
      industry: maybe(text),
      website: fc.constantFrom(null, "https://www.acme.example/x?y=1,2", "acme.example"),
      email: maybe(mail),
      phone: maybe(few),
      street: maybe(text),
      country: fc.constantFrom(null, "DE", "fr"),
      currency: fc.constantFrom("EUR", "usd"),
      tags: fc.array(fc.oneof(few, text), { maxLength: 5 }),
      notes: maybe(text),
      contacts: fc.array(contact, { maxLength: 6 }),
    })
    const people = fc.record({
      ownerEmail: maybe(fc.constant("lena@agency.example")),
      memberEmails: fc.uniqueArray(mail),
      archived: fc.boolean(),
    })
    let compared = 0
    fc.assert(
      fc.property(given, people, (raw, who) => {
        const parsed = NewClient.safeParse(raw)
        if (!parsed.success) return
        const [primary] = parsed.data.contacts
        if (primary !== undefined) primary.isPrimary = true
        const { ownerId: _owner, memberIds: _members, currency, ...fields } = parsed.data
        const team = { owner: who.ownerEmail, members: who.memberEmails, archived: who.archived }
        const client: ExportedClient = { ...fields, ...team, currency: currency ?? "" }
        const cells = writeCells(client)
        const back = readCells(cells, whole)
        expect(back).toEqual({ problems: null, client: parsed.data, ...who })
        compared++
      }),
      { numRuns: 500 },
    )
    expect(compared).toBeGreaterThan(100)
  })
})

describe("lists in a cell", () => {
  it("come back whatever they hold", () => {
    const item = fc
      .string({ unit: "grapheme-ascii", minLength: 1 })
      .map((text) => text.trim())
      .filter((text) => text !== "")
    fc.assert(
      fc.property(fc.array(item), (items) => {
        expect(splitList(joinList(items))).toEqual(items)
      }),
    )
  })
})
