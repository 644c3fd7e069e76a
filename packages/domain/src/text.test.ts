import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { domainOf, email, line, optionalLine, optionalText } from "./text"

describe("a line of text", () => {
  it.each(["", "   ", "\u200b\u200d", "\ufeff", "\u2800", "\u3164"])(
    "refuses %j, which a reader sees as nothing",
    (text) => {
      expect(line(50).safeParse(text).success).toBe(false)
    },
  )

  it.each(["a\u0000b", "a\u0007", "\ud800", "a\nb", "a\tb"])(
    "refuses %j, which cannot be shown on one line",
    (text) => {
      expect(line(50).safeParse(text).success).toBe(false)
    },
  )

  it.each([
    "Ünïcode",
    "田中さん",
    "👩‍👩‍👧",
    "<script>alert(1)</script>",
    "Robert'); DROP TABLE clients;--",
    "مرحبا",
  ])("takes %j as it is", (text) => {
    expect(line(50).parse(text)).toBe(text.normalize("NFC"))
  })

  it("is the same however often it is cleaned", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = line(200).safeParse(text)
        if (once.success) expect(line(200).parse(once.data)).toBe(once.data)
      }),
    )
  })

  it("never lets through what Postgres cannot store", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const kept = optionalText(1000).safeParse(text)
        if (kept.success && kept.data !== null) {
          expect(kept.data).not.toContain("\u0000")
          expect(Buffer.from(kept.data).toString()).toBe(kept.data)
        }
      }),
    )
  })

  it("that is optional is null when it says nothing", () => {
    expect(optionalLine(10).parse(" \u200b ")).toBeNull()
    expect(optionalLine(10).parse(null)).toBeNull()
  })
})

describe("an email address", () => {
  it("is kept in lower case", () => expect(email.parse(" Ada@Example.COM ")).toBe("ada@example.com"))
  it.each(["ada", "ada@", "@example.com", "a b@example.com", "ada@example", "ada@exa@mple.com"])(
    "refuses %j",
    (text) => {
      expect(email.safeParse(text).success).toBe(false)
    },
  )
})

describe("the domain of a web address", () => {
  it.each([
    ["https://www.Example.com/about?x=1", "example.com"],
    ["example.com", "example.com"],
    ["http://user:pass@shop.example.co.uk:8080/", "shop.example.co.uk"],
    ["müller.de", "müller.de"],
    ["www.example.com.", "example.com"],
  ])("of %j is %j", (address, domain) => expect(domainOf(address)).toBe(domain))

  it.each(["", "not a site", "localhost", "http://", "-a.de", "javascript:alert(1)"])(
    "of %j is none",
    (address) => {
      expect(domainOf(address)).toBeNull()
    },
  )
})

it("an address is measured as it is kept: in lower case, where some letters are longer", () => {
  expect(email.safeParse(`a@${"İ".repeat(240)}.de`).success).toBe(false)
  expect(email.parse("Ada@EXAMPLE.com ")).toBe("ada@example.com")
})
