import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { companyDomainOf, legalForms, nameKey } from "./names"

const word = fc.stringMatching(/^[b-df-hj-np-tv-xz]{2}[aiou][a-z]{2,8}ing$/)
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "))

describe("nameKey", () => {
  it.each([
    ["Müller & Söhne GmbH", "muller sohne"],
    ["MULLER und SOHNE", "muller sohne"],
    ["Acme, Inc.", "acme"],
    ["ACME Incorporated", "acme"],
    ["Acme S.A.R.L.", "acme"],
    ["Groupe Élan SAS", "groupe elan"],
    ["Novo A/S", "novo"],
    ["Kowalski Sp. z o.o.", "kowalski"],
    ["Bauer GmbH & Co. KG", "bauer"],
    ["Bauer UG (haftungsbeschränkt)", "bauer"],
    ["Tequila Norte, S.A. de C.V.", "tequila norte"],
    ["O’Neill's Ltd", "oneills"],
    ["booking.com B.V.", "bookingcom"],
    ["Łódź Design", "lodz design"],
    ["Straße 7 AG", "strasse 7"],
    ["ООО Ромашка", "ооо ромашка"],
    ["株式会社トヨタ", "株式会社トヨタ"],
  ])("%s is %s", (given, expected) => {
    expect(nameKey(given).normalize("NFC")).toBe(expected.normalize("NFC"))
  })

  it("leaves a name that is nothing but a legal form or signs as it is", () => {
    expect(nameKey("AG")).toBe("ag")
    expect(nameKey("Co. & Co.")).toBe("co co")
    expect(nameKey("!!!")).toBe("!!!")
    expect(nameKey("+++")).not.toBe(nameKey("!!!"))
  })

  it("is the same whatever the case, the accents, the legal form and the signs between words", () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom(...legalForms),
        fc.constantFrom("-", ", ", " / ", " & "),
        (plain, form, sign) => {
          const key = nameKey(plain)
          expect(nameKey(plain.toUpperCase())).toBe(key)
          expect(nameKey(plain.replaceAll("o", "ö").replaceAll("a", "á"))).toBe(key)
          expect(nameKey(`${plain} ${form.toUpperCase()}`)).toBe(key)
          expect(nameKey(plain.replaceAll(" ", sign))).toBe(key)
        },
      ),
    )
  })

  it("is empty for no name that says something, and a key is its own key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        const key = nameKey(text)
        if (text.trim() !== "" && !/^[\p{C}\s]+$/u.test(text)) expect(key).not.toBe("")
        expect(nameKey(key)).toBe(key)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe("companyDomainOf", () => {
  it("names the company behind an address, and nobody behind a free email provider", () => {
    expect(companyDomainOf("anna@Acme.com")).toBe("acme.com")
    expect(companyDomainOf("anna@gmail.com")).toBeNull()
    expect(companyDomainOf("anna@gmx.de")).toBeNull()
    expect(companyDomainOf("anna")).toBeNull()
    expect(companyDomainOf(null)).toBeNull()
  })
})
